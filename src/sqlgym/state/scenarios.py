"""The scenarios of an exercise: set-ups under which a script is tried besides the dataset."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sqlgym.course import Exercise, read_sql
from sqlgym.engines import Statement, engine
from sqlgym.sandbox import Shadow
from sqlgym.sql.comments import leading_comment
from sqlgym.sql.reading import Extreme

EXTREMES: tuple[Extreme, ...] = ("low", "high")


class Scenario(msgspec.Struct, frozen=True):
    """A set-up under which the script is tried: SQL before it, or functions that mean other things; `say` names it."""

    say: str
    sql: str = ""
    shadow: Shadow | None = None

    @property
    def where(self) -> str:
        """Its name inside of another sentence."""
        return self.say[:1].lower() + self.say[1:]

    @property
    def given(self) -> dict[str, Any]:
        """What it is for a ScriptJob."""
        return {"setup": (self.sql,)} if self.shadow is None else {"shadow": self.shadow}


def scenarios(exercise: Exercise) -> tuple[Scenario, ...]:
    """The scenarios of an exercise, by the names of their files."""
    paths = sorted((exercise.folder / "scenarios").glob("*.sql"))
    texts = [(path, read_sql(path)) for path in paths]
    return tuple(Scenario(leading_comment(text).rstrip(".") or path.stem, text) for path, text in texts)


def by_chance(name: str, statements: Iterable[Statement]) -> Iterator[Scenario]:
    """A scenario for each extreme of the chance and the clock that a script asks, and for numbers that it names.

    The reference is tried in them too, so that one which writes the day of today is right all the same.
    """
    volatile = engine(name).volatile()
    texts = [one.text for one in statements]
    asked = tuple(sorted({name for text in texts for name in volatile.volatile_in_text(text)}))
    if not asked:
        return
    say = f"chance and the clock give other values ({', '.join(asked)})"
    numbers = volatile.values("\n".join(texts)) if "random" in asked else ()
    for shadow in (
        *(Shadow(asked, extreme) for extreme in EXTREMES),
        *(Shadow(asked, "low", value=number) for number in numbers),
    ):
        before = volatile.shadowing(shadow.names, shadow.extreme, shadow.value)
        if before is None:
            yield Scenario(say, shadow=shadow)
        elif before:
            yield Scenario(say, ";\n".join(before))

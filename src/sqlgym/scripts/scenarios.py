"""The scenarios of an exercise: set-ups under which a script is tried besides the dataset."""

from collections.abc import Iterable, Iterator

import msgspec

from sqlgym.course import Exercise, read_sql
from sqlgym.engines import Statement
from sqlgym.engines.reading import Extreme
from sqlgym.scripts.mistakes import leading_comment

EXTREMES: tuple[Extreme, ...] = ("low", "high")


class Scenario(msgspec.Struct, frozen=True):
    """A set-up under which the script is tried; `say` names it."""

    say: str
    sql: str

    @property
    def where(self) -> str:
        """Its name inside of another sentence."""
        return self.say[:1].lower() + self.say[1:]


def scenarios(exercise: Exercise) -> tuple[Scenario, ...]:
    """The scenarios of an exercise, by the names of their files."""
    paths = sorted((exercise.folder / "scenarios").glob("*.sql"))
    texts = [(path, read_sql(path)) for path in paths]
    return tuple(Scenario(leading_comment(text).rstrip(".") or path.stem, text) for path, text in texts)


def by_chance(engine: str, statements: Iterable[Statement]) -> Iterator[Scenario]:
    """A scenario for each extreme of the chance and the clock that a script asks; on DuckDB, where macros can say it.

    The reference is tried in them too, so that one which writes the day of today is right all the same.
    """
    if engine != "duckdb":
        return
    from sqlgym.engines.duckdb_volatile import macros, volatile_in_text

    asked = sorted({name for one in statements for name in volatile_in_text(one.text)})
    for extreme in EXTREMES:
        sql = ";\n".join(one.replace(" TEMP ", " ") for one in macros(asked, extreme))
        if sql:
            yield Scenario(f"chance and the clock give other values ({', '.join(asked)})", sql)

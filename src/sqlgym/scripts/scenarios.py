"""The scenarios of an exercise: set-ups under which a script is tried besides the dataset."""

import msgspec

from sqlgym.course import Exercise, read_sql
from sqlgym.scripts.mistakes import leading_comment


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

"""What is found out about a class, kept as it comes, and stores of shards made one: SQLite or PostgreSQL."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import msgspec
from sqlalchemy import Engine, Table, delete, select

from sqlgym.errors import UsageError
from sqlgym.grade.codec import pack, unpack
from sqlgym.grade.tables import ANSWERS, INSERTS, MANY, OVERRIDES, SETTINGS, VERDICTS, sealed
from sqlgym.verdict import Override, Verdict

T = TypeVar("T")


class Handed(NamedTuple):
    """An answer of the class: whose, for what, from where, the key of its verdict, notes on its file, its text."""

    student: str
    exercise: str
    path: str
    key: str
    notes: tuple[str, ...] = ()
    sql: str = ""


class Known(NamedTuple):
    """What is known of an answer: the status of its verdict, and whether that is final."""

    status: str
    final: bool


class About(msgspec.Struct, frozen=True):
    """What a store's verdicts have in common; `exercises` in the order of the course."""

    course: str
    versions: dict[str, str]
    exercises: tuple[str, ...]


class Store:
    """An open store; one process writes to it."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Use `opening.open_store`."""
        self.engine = engine
        self.name = name

    def seed(self, wanted: int | None = None, *, renew: bool = False) -> int:
        """The seed of the store's worlds: drawn in secret or as wanted when it is new, and then the same for good."""
        found = self.setting("seed")
        if found is None or (renew and wanted is not None):
            found = str(secrets.randbits(48) if wanted is None else wanted)
            self.put(SETTINGS, [{"name": "seed", "value": found}])
        if wanted is not None and int(found) != wanted:
            said = f"{self.name} was made with --seed {found}, not {wanted}"
            raise UsageError(f"{said}; leave --seed out, name another --store, or add --fresh")
        return int(found)

    def describe(self, about: About) -> None:
        """Say what the verdicts have in common."""
        text = msgspec.json.encode(about).decode()
        self.put(SETTINGS, [{"name": "about", "value": text}])

    def about(self) -> About | None:
        """What the verdicts have in common; None in a store without any."""
        text = self.setting("about")
        return None if text is None else msgspec.json.decode(text, type=About)

    def setting(self, name: str) -> str | None:
        """One line of the settings."""
        with self.engine.connect() as connection:
            found = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
        return None if found is None else str(found)

    def hand_in(self, answers: Sequence[Handed]) -> None:
        """Add answers, or put them in place of those that were there."""
        rows = ({**one._asdict(), "notes": msgspec.json.encode(one.notes).decode()} for one in answers)
        self.put(ANSWERS, list(rows))

    def drop(self, answers: Iterable[Handed]) -> None:
        """Take answers out; verdicts stay."""
        with self.engine.begin() as connection:
            for one in answers:
                same = (ANSWERS.c.student == one.student) & (ANSWERS.c.exercise == one.exercise)
                connection.execute(delete(ANSWERS).where(same))

    def answers(self) -> list[Handed]:
        """All answers, by student and exercise."""
        columns = [ANSWERS.c[name] for name in Handed._fields]
        with self.engine.connect() as connection:
            found = connection.execute(select(*columns)).fetchall()
        return sorted(
            Handed(student, exercise, path, key, msgspec.json.decode(notes, type=tuple[str, ...]), sql)
            for student, exercise, path, key, notes, sql in found
        )

    def override(self, student: str, exercise: str, given: Override | None) -> None:
        """Keep what a lecturer gave for an answer, or take it back."""
        same = (OVERRIDES.c.student == student) & (OVERRIDES.c.exercise == exercise)
        with self.engine.begin() as connection:
            connection.execute(delete(OVERRIDES).where(same))
        if given is not None:
            row = {"student": student, "exercise": exercise, **msgspec.structs.asdict(given)}
            self.put(OVERRIDES, [row])

    def overrides(self) -> dict[tuple[str, str], Override]:
        """What lecturers gave, by student and exercise."""
        columns = [OVERRIDES.c[name] for name in ("student", "exercise", "points", "comment")]
        with self.engine.connect() as connection:
            found = connection.execute(select(*columns)).fetchall()
        return {(student, exercise): Override(points, said) for student, exercise, points, said in found}

    def keep(self, verdicts: Iterable[tuple[str, Verdict, bool]]) -> None:
        """Keep verdicts by their keys; one that is not final is to be tried again."""
        self.put(VERDICTS, [line(*one) for one in verdicts])

    def known(self) -> dict[str, Known]:
        """The verdicts there are by their keys, without those that could not be given."""
        return {key: one for key, one in self.keys().items() if one.status != "ungraded"}

    def keys(self) -> dict[str, Known]:
        """All verdicts by their keys."""
        found = select(VERDICTS.c.key, VERDICTS.c.status, VERDICTS.c.final)
        with self.engine.connect() as connection:
            return {str(key): Known(status, final) for key, status, final in connection.execute(found)}

    def verdict(self, key: str) -> Verdict | None:
        """The verdict of a key."""
        return next(self.verdicts([key]), (key, None))[1]

    def verdicts(self, keys: Sequence[str]) -> Iterator[tuple[str, Verdict]]:
        """Verdicts by their keys, some at a time."""
        for some in portions(keys):
            wanted = select(VERDICTS.c.key, VERDICTS.c.verdict, VERDICTS.c.seconds)
            with self.engine.connect() as connection:
                found = connection.execute(wanted.where(VERDICTS.c.key.in_(some))).fetchall()
            for key, data, seconds in found:
                yield str(key), msgspec.structs.replace(self.unpacked(data), seconds=seconds)

    def unpacked(self, data: bytes) -> Verdict:
        """A verdict from its bytes; UsageError where they are none any more."""
        try:
            return unpack(data)
        except (msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
            raise damaged(self.name, f"a verdict in it cannot be read ({error})") from error

    def results(self) -> list[Verdict]:
        """A verdict for every answer, by student and then in the order of the course."""
        about = self.about()
        order = {name: place for place, name in enumerate(about.exercises)} if about else {}
        answers = sorted(
            self.answers(), key=lambda one: (one.student, order.get(one.exercise, 0), one.exercise)
        )
        found = dict(self.verdicts(sorted({one.key for one in answers})))
        given = self.overrides()
        return [
            handed_in(found[one.key], one, given.get((one.student, one.exercise)))
            for one in answers
            if one.key in found
        ]

    def put(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows with their checksums, in place of those with the same key."""
        insert = INSERTS[self.engine.dialect.name](table)
        keys = [column.name for column in table.primary_key]
        new = {column.name: insert.excluded[column.name] for column in table.c if column.name not in keys}
        with self.engine.begin() as connection:
            for some in portions([sealed(row) for row in rows]):
                connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=new), some)

    def close(self) -> None:
        """Close it; what was kept is on the disk."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """The store is open as soon as it is made."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the database."""
        self.close()


def damaged(name: str, found: str) -> UsageError:
    """The error for a store that is not what was written into it."""
    way = "move it away and grade again: all verdicts are made anew from the answers"
    save = f"`sqlite3 {name} .recover` shows what can be saved of it"
    return UsageError(f"{name}: the store is damaged: {found}; {way}. {save}.")


def line(key: str, verdict: Verdict, final: bool) -> dict[str, Any]:
    """A verdict as a row; what is the answer's own and what depends on the machine's load is no part of its bytes."""
    shared = msgspec.structs.replace(verdict, answer="", student="", seconds=0.0)
    told = {name: getattr(verdict, name) for name in ("exercise", "status", "score", "points", "seconds")}
    return {"key": key, "final": final, "verdict": pack(shared), **told}


def handed_in(verdict: Verdict, one: Handed, given: Override | None) -> Verdict:
    """A verdict as the one on a student's file, for which equal files share what is kept."""
    own = {"student": one.student, "answer": one.path, "file_notes": one.notes, "sql": one.sql}
    score = verdict.score if given is None else share(given.points, verdict.points)
    return msgspec.structs.replace(verdict, **own, override=given, score=score)


def share(points: float, possible: float) -> float:
    """The score that so many points are, 0 to 1."""
    return min(1.0, points / possible) if possible else 0.0


def portions(items: Sequence[T], most: int = MANY) -> Iterator[Sequence[T]]:
    """A sequence in pieces."""
    for start in range(0, len(items), most):
        yield items[start : start + most]


def merged(sources: Sequence[Store], target: Store) -> None:
    """Put all that some stores hold into one; they must have the same seed, course and versions."""
    first = sources[0]
    for other in sources:
        refuse_other(first, other)
    target.seed(first.seed(), renew=not target.answers())
    for source in sources:
        judged = target.known()
        better = {
            key: one for key, one in source.keys().items() if one.status != "ungraded" or key not in judged
        }
        for some in portions(sorted(better)):
            target.keep((key, one, better[key].final) for key, one in source.verdicts(some))
        target.hand_in(source.answers())
        for (student, exercise), given in source.overrides().items():
            target.override(student, exercise, given)
    about = [found for one in sources if (found := one.about())]
    names = tuple(dict.fromkeys(name for one in about for name in one.exercises))
    target.describe(msgspec.structs.replace(about[0], exercises=names))


def refuse_other(first: Store, other: Store) -> None:
    """Raise UsageError for a store that was judged in another way."""
    one, two = first.about(), other.about()
    if two is None or one is None:
        raise UsageError(
            f"{other.name if two is None else first.name}: nothing has been graded into this store"
        )
    if first.setting("seed") != other.setting("seed"):
        said = "they were judged on different small databases"
        raise UsageError(
            f"{first.name} and {other.name} do not go together: {said}; give all the same --seed"
        )
    if (one.course, one.versions) != (two.course, two.versions):
        said = "they were judged by another course or other versions"
        raise UsageError(f"{first.name} and {other.name} do not go together: {said}; grade them again")

"""What was found out about an exercise, kept by all that it depends on: one that has not changed is not audited again.

What counts against an exercise is never kept, nor what time has cut short: it is tried again each time.
"""

import hashlib
from collections.abc import Sequence
from functools import cache as once
from pathlib import Path

import msgspec

import sqlgym
from sqlgym import cache
from sqlgym.audit.finding import Fact, Part
from sqlgym.cache.versions import installed
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.data.reference import day_of
from sqlgym.engines import DATASETS, ENGINES, engine

UNCHANGED = Fact("again", "nothing has changed since this was found out")


class Parts(msgspec.Struct, frozen=True):
    """What the steps of an audit added."""

    parts: tuple[Part, ...]

    @property
    def lasting(self) -> bool:
        """Whether the same would be found again."""
        found = (finding for part in self.parts for finding in part.findings)
        return all(one.severity == "warning" for one in found) and not any(part.cut for part in self.parts)


def found_before(key: str) -> tuple[Part, ...]:
    """What the steps of an audit added when they were gone through with the same; nothing if they were not."""
    known = cache.find("audit", key, Parts)
    return (*known.parts, Part((UNCHANGED,))) if known else ()


def keep(key: str, parts: Sequence[Part]) -> None:
    """Keep what the steps of an audit added, if the same would be found again."""
    found = Parts(tuple(parts))
    if found.lasting:
        cache.put("audit", key, found)


def key_of(exercise: Exercise, context: Context) -> str:
    """All that the audit of an exercise depends on: its files and settings, how it is run, and the programs."""
    sample = exercise.folder.with_suffix(".sql")
    texts = (path.read_text(errors="replace") for path in sorted(exercise.folder.glob("**/*.sql")))
    schema = str(context.course.schema_of(exercise)) if exercise.schema else ""
    parts: tuple[bytes | str, ...] = (
        code(),
        *map(installed, (engine(DATASETS).distribution, "faker", "sqlglot")),
        *(engine(name).version for name in ENGINES),
        context.course.digest_of(exercise),
        sample.read_bytes() if sample.is_file() else b"",
        msgspec.json.encode(exercise.settings),
        str(exercise.folder),
        schema,
        context.sandbox.mode,
        str(context.seed),
        str(context.worlds),
        *day_of("\n".join(texts)),
    )
    return cache.key(*parts)


@once
def code() -> bytes:
    """A SHA-256 over this program's own text: its version stays the same while it is worked on."""
    digest = hashlib.sha256()
    for path in sorted(Path(sqlgym.__file__).parent.glob("**/*.py")):
        digest.update(path.read_bytes())
    return digest.digest()

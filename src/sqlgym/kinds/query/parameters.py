"""An exercise with sets of parameters as one exercise for each set, and their verdicts as one."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.course import Exercise, Parameters, QuerySettings, Value
from sqlgym.kinds.failures import with_evidence
from sqlgym.sql.quoting import text_literal
from sqlgym.verdict import Finding, Verdict, Worlds
from sqlgym.verdict.evidence import ParameterSet

FEWEST = 30
"""Small databases on which an answer is tried with each set, however many sets there are."""


def variants(exercise: Exercise, settings: QuerySettings) -> Iterator[tuple[Parameters, Exercise]]:
    """Each set with the exercise whose parameters it binds; the small databases are shared out among them."""
    count = max(FEWEST, settings.worlds.count // len(settings.parameters))
    worlds = msgspec.structs.replace(settings.worlds, count=count)
    fewer = msgspec.structs.replace(settings, worlds=worlds)
    for one in settings.parameters:
        yield one, msgspec.structs.replace(exercise, settings=fewer, parameters=one.bound)


def with_set(judged: Verdict, one: Parameters, diagnosis: str | None) -> Verdict:
    """A verdict that says with which set it came about.

    How an answer behaves with one set does not tell mistakes apart, so `diagnosis` comes from its text alone.
    """
    first, *others = judged.findings
    said = f"With {set_text(one)}: {first.message}"
    judged = with_evidence(judged, parameters=ParameterSet(one.say, one.bound))
    findings = (Finding(first.check, said, first.help, first.place), *others)
    return msgspec.structs.replace(judged, findings=findings, diagnosis=diagnosis)


def set_text(one: Parameters) -> str:
    """A set in words, such as `$name = '%' (a wildcard)`."""
    values = ", ".join(f"${name} = {literal(value)}" for name, value in one.bound.items())
    return f"{values} ({one.say})" if one.say else values


def literal(value: Value) -> str:
    """A value as SQL writes it."""
    if isinstance(value, str):
        return text_literal(value)
    return "NULL" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def together(judged: Sequence[Verdict], settings: QuerySettings) -> Verdict:
    """The verdict on an answer that is right with every set."""
    tried = [one.worlds for one in judged if one.worlds is not None]
    counts = sum(one.tried for one in tried), sum(one.of for one in tried)
    worlds = Worlds(counts[0], tried[0].seed, counts[1]) if tried else None
    notes = tuple(dict.fromkeys(note for one in judged for note in one.notes))
    sets = f"Right with each of {len(settings.parameters)} sets of parameters."
    probes = tuple(one for each in judged for one in each.details.probes)
    whole = with_evidence(judged[0], probes=probes)
    return msgspec.structs.replace(whole, worlds=worlds, bound=None, notes=(*notes, sets))

"""What is said and shown of a judged query."""

from sqlgym.compare.difference import Comparison
from sqlgym.course import QuerySettings
from sqlgym.reference import Reference
from sqlgym.sandbox import Ran
from sqlgym.verdict import Finding, Plans
from sqlgym.verdict.evidence import QueryEvidence
from sqlgym.verdict.probe import probe
from sqlgym.worlds.examine import Examination


def stuck(settings: QuerySettings, examination: Examination) -> Finding:
    """The finding for an answer that found no end on a world."""
    world = examination.stuck
    size = world.size if world else 0
    name = f" ({world.name})" if world and world.name else ""
    message = (
        f"It took more than {settings.limits.seconds:g} seconds on a small database of {size} rows{name}."
    )
    return Finding("limit", message, "Look for a recursion or a loop that finds its end only on some rows.")


def edge_note(settings: QuerySettings) -> str:
    """What is said of a difference only where an assumption of the exercise does not hold."""
    assumed = "; ".join(settings.worlds.assume)
    return (
        f"Your query differs from the reference where this is not true, which does not count here: {assumed}."
    )


def evidence(settings: QuerySettings, reference: Reference, outcome: Ran, found: Comparison) -> QueryEvidence:
    """What a verdict on a query rests on so far: the rows on the dataset, and those that differ."""
    return QueryEvidence(
        probes=(probe("dataset", found.equal, found.findings[0].message if found.findings else ""),),
        dataset=settings.schema,
        expected_rows=len(reference.run.rows),
        actual_rows=len(outcome.runs[0].rows),
        difference=found.difference,
    )


def plans(outcome: Ran, reference: Reference) -> Plans:
    """The answer's plan and the reference's, if the answer's was asked for."""
    return Plans(outcome.plan, reference.plan if outcome.plan else None)

"""Does a reference always return the same, whatever the clock, chance and the order of rows?"""

from collections.abc import Iterable, Iterator

from sqlgym.audit.finding import Fact, Finding, Part
from sqlgym.audit.witness import WitnessFinder
from sqlgym.data.reference import Reference
from sqlgym.kinds.query.judgement import compare_run
from sqlgym.result.wording import plural

MORE = "Sort, choose or number by more columns, until no two rows can tie."


def steadiness(finder: WitnessFinder) -> Part:
    """What of the reference's result is left to the clock, to chance or to the order of rows."""
    found = tuple(unsteady(finder))
    path = str(finder.exercise.folder / "reference.sql")
    findings = tuple(Finding(name, path, message, advice) for name, message, advice in found)
    text = "the same each time" if not findings else "not the same each time"
    return Part((Fact("result", text),), findings)


def unsteady(finder: WitnessFinder) -> Iterator[tuple[str, str, str]]:
    """Each way in which the result is left open, by its id, and the repair."""
    if finder.suite.reading.volatile:
        yield (
            "reference.unsteady",
            "It asks the clock or chance, so what is right changes from run to run.",
            "Write a fixed moment or number in its place.",
        )
    elif backwards_differs(finder):
        said = "With the rows of the dataset put in the other way round it returns something else."
        yield "reference.unsteady", said, MORE
    elif finder.suite.unstable:
        worlds = plural(finder.suite.unstable, "small database")
        said = f"On {worlds} it returns something else when the rows are put in the other way round."
        yield "reference.unsteady", said, MORE
    if where := ", ".join(cuts(finder)):
        said = f"LIMIT cuts through rows that tie ({where}): which of them are right is left open."
        yield "reference.ties", said, MORE


def backwards_differs(finder: WitnessFinder) -> bool:
    """Whether the result on the dataset depends on the order of rows, beyond what ORDER BY leaves open."""
    context, exercise, how = finder.context, finder.exercise, finder.settings.compare
    turned = context.reference(exercise, how, context.backwards(exercise))
    return not compare_run(finder.settings, turned, finder.reference.run).equal


def cuts(finder: WitnessFinder) -> Iterator[str]:
    """Where LIMIT leaves some of the rows out that are equal by ORDER BY but not else."""
    if cut([finder.reference], finder):
        yield "on the dataset"
    if count := cut([case.reference for case in finder.suite.cases if not case.edge], finder):
        yield f"on {plural(count, 'small database')}"


def cut(results: Iterable[Reference], finder: WitnessFinder) -> int:
    """In how many results a block of ties is cut through."""
    how = finder.settings.compare
    if how.order != "auto":
        return 0
    return sum(
        any(
            block.size < len(block.candidates) and len(set(map(repr, block.candidates))) > 1
            for block in blocks
        )
        for result in results
        if result.keyed is not None
        for blocks in [list(result.blocks(how))]
    )

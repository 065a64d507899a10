"""The report as annotations of GitHub Actions: workflow commands, which stand beside the learner's lines of SQL.

GitHub shows ten errors and ten warnings of a step, so the worst come first and the rest is counted. Whatever was
written by a learner is escaped: a line that begins with `::` would be a command.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from sqlgym.report.sentences import advice, earned, flat, possible, sentence, totals
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

MOST = 10
"""Annotations of one sort that GitHub shows of a step."""

WORST = ("error", "refused", "limit", "wrong", "blank")
"""The statuses of answers that are not right; of two that lose as many points, the first comes first."""

LONGEST = 4_000
"""Characters of one message; GitHub cuts what is much longer."""


def write(report: Report, style: Style) -> str:
    """An error for each answer that is not right, a warning for each that could not be judged, and the sum."""
    wrong = sorted((one for one in report.results if one.status in WORST), key=badness)
    open_ = [one for one in report.results if one.status == "ungraded"]
    lines = [*annotations("error", wrong, style.facts), *annotations("warning", open_, style.facts)]
    lines += file_notes(report.results, style.facts)
    return "\n".join([*lines, command("notice", totals(report.results), title="sqlgym")]) + "\n"


def badness(verdict: Verdict) -> tuple[float, int]:
    """What to sort by: the most points lost first."""
    return (earned(verdict) - possible(verdict), WORST.index(verdict.status))


def annotations(name: str, results: Sequence[Verdict], facts: Mapping[str, str]) -> Iterator[str]:
    """As many annotations as are shown; the last says how many more there would be."""
    shown = results if len(results) <= MOST else results[: MOST - 1]
    for one in shown:
        yield annotation(name, one, facts)
    if more := len(results) - len(shown):
        said = f"{more} more answers are not right" if name == "error" else f"{more} more could not be judged"
        yield command(name, f"{said}; the summary and the log have all of them.", title="sqlgym")


def file_notes(results: Sequence[Verdict], facts: Mapping[str, str]) -> Iterator[str]:
    """Notices on files whose names are not quite right, or of which only one counts."""
    for one in [one for one in results if one.file_notes][: MOST - 1]:
        title = ": ".join(filter(None, (one.student, one.exercise)))
        yield command("notice", "\n".join(one.file_notes), title=title, **where(one, facts))


def annotation(name: str, verdict: Verdict, facts: Mapping[str, str]) -> str:
    """The command that says what is wrong with an answer, at its place where there is one."""
    said = "\n".join(filter(None, (sentence(verdict), advice(verdict))))
    title = ": ".join(filter(None, (verdict.student, f"{verdict.exercise} is {verdict.status}")))
    return command(name, said, title=title, **where(verdict, facts))


def where(verdict: Verdict, facts: Mapping[str, str]) -> dict[str, str]:
    """File, line and columns; the first line where no place is known, and nothing where nothing was handed in."""
    if not verdict.answer:
        return {}
    place = next((one.place for one in verdict.findings if one.place is not None), None)
    found = {"file": in_repository(verdict.answer, facts), "line": str(place.line if place else 1)}
    if place is not None:
        found |= {"endLine": found["line"], "col": str(place.column)}
        found |= {"endColumn": str(place.column + place.length)}
    return found


def in_repository(path: str, facts: Mapping[str, str]) -> str:
    """A path from the repository's root, as annotations want it; as given where it lies elsewhere."""
    root, here = facts.get("GITHUB_WORKSPACE", ""), facts.get("PWD", "")
    whole = posixpath.normpath(posixpath.join(here, path))
    if not root or not whole.startswith(root.rstrip("/") + "/"):
        return path
    return posixpath.relpath(whole, root)


def command(name: str, message: str, **properties: str) -> str:
    """A workflow command on one line."""
    told = ",".join(f"{key}={escaped(flat(value), PROPERTY)}" for key, value in properties.items())
    lines = "\n".join(flat(line) for line in message.split("\n"))
    return f"::{name} {told}::{escaped(lines[:LONGEST], MESSAGE)}"


MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**MESSAGE, ":": "%3A", ",": "%2C"}


def escaped(text: str, by: Mapping[str, str]) -> str:
    """A text as a part of a workflow command."""
    return "".join(by.get(char, char) for char in text)

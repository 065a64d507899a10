"""Audits → text for instructors, JSON, or annotations for GitHub: what was found out, and what is to be repaired."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from sqlgym.audit.finding import Audit, Fact, Finding
from sqlgym.audit.rules import SEVERITIES
from sqlgym.course import Course
from sqlgym.errors import CourseError
from sqlgym.report.style import Style
from sqlgym.result.cells import visible
from sqlgym.result.wording import plural

COURSE = "course.toml"
"""The name under which a course itself is audited."""

WIDEST = 10
"""Places for the titles of facts."""


def draw_audit(audit: Audit, style: Style) -> str:
    """All that was found out about one exercise."""
    return "\n".join(audit_lines(audit, style)) + "\n"


def audit_lines(audit: Audit, style: Style) -> Iterator[str]:
    """The lines of one exercise."""
    yield headline(audit, style)
    for fact in audit.facts:
        yield from fact_lines(fact, style)
    for finding in audit.findings:
        yield ""
        yield from finding_lines(finding, style)


MARKS = (("!", "35"), ("✗", "31"), ("~", "33"), ("✓", "32"))
"""The mark and its colour: could not be judged, errors, warnings alone, nothing."""


def headline(audit: Audit, style: Style) -> str:
    """`✓ second_highest  query  12.3 s`."""
    worst = min((SEVERITIES.index(one.severity) for one in audit.findings), default=len(SEVERITIES))
    mark, colour = MARKS[worst]
    name = f"{mark} {visible(audit.exercise)}"
    name = f"\x1b[{colour}m{name}\x1b[0m" if style.colour else name
    kind = f"  {audit.kind}" if audit.kind else ""
    seconds = f"  {audit.seconds:.1f} s" if audit.exercise != COURSE else ""
    return f"{name}{kind}{seconds}"


def fact_lines(fact: Fact, style: Style) -> Iterator[str]:
    """A fact with its title, and its items below."""
    first, *others = wrapped(fact.text, style, 4 + WIDEST)
    yield f"  {fact.title:{WIDEST}}  {first.strip()}"
    yield from others
    for item in fact.items:
        yield from wrapped(item, style, 6 + WIDEST)


def finding_lines(finding: Finding, style: Style) -> Iterator[str]:
    """Where, what, and the repair."""
    warning = "warning: " if finding.severity == "warning" else ""
    yield from wrapped(f"{finding.place}: {warning}{finding.message} [{finding.id}]", style, 2)
    yield from wrapped(f"→ {finding.help}", style, 4)


def wrapped(text: str, style: Style, indent: int) -> list[str]:
    """A text within the width, so many places in."""
    margin = " " * indent
    width = max(40, style.width)
    return textwrap.wrap(
        visible(text), width, initial_indent=margin, subsequent_indent=margin, break_long_words=False
    ) or [""]


def summary(audits: Sequence[Audit]) -> str:
    """`5 exercises: 1 finding`."""
    findings = [finding for audit in audits for finding in audit.findings]
    count = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    failed = sum(bool(audit.failed) for audit in audits)
    exercises = sum(audit.exercise != COURSE for audit in audits)
    could_not = f", {failed} could not be judged" if failed else ""
    warned = f", {plural(warnings, 'warning')}" if warnings else ""
    found = plural(count, "finding") if count else "no findings"
    return f"{plural(exercises, 'exercise')}: {found}{warned}{could_not}"


def write_json(course: Course, audits: Sequence[Audit]) -> str:
    """All audits as one JSON object; docs/audit.md has its fields."""
    report = {"version": 1, "course": title(course), "exercises": [plain(one) for one in audits]}
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def plain(audit: Audit) -> dict[str, object]:
    """An audit as JSON has it."""
    findings = [{**msgspec.structs.asdict(one), "severity": one.severity} for one in audit.findings]
    return {**msgspec.structs.asdict(audit), "findings": findings}


def write_github(course: Course, audits: Sequence[Audit]) -> str:
    """A line for every finding that GitHub shows at its place, the gravest first, and the sum."""
    findings = [finding for audit in audits for finding in audit.findings]
    findings.sort(key=lambda one: SEVERITIES.index(one.severity))
    return "\n".join([*map(annotation, findings), summary(audits)]) + "\n"


def annotation(finding: Finding) -> str:
    """`::error file=…,line=…,title=…::message` (docs.github.com, workflow commands)."""
    level = "warning" if finding.severity == "warning" else "error"
    line = f",line={finding.line}" if finding.line else ""
    place = f"file={escaped(finding.path, PROPERTY)}{line},title={escaped(finding.id, PROPERTY)}"
    return f"::{level} {place}::{escaped(f'{finding.message} {finding.help}', MESSAGE)}"


MESSAGE = {"%": "%25"}
PROPERTY = {**MESSAGE, ":": "%3A", ",": "%2C"}
"""What has to be written otherwise in the parts of a workflow command."""


def escaped(text: str, signs: Mapping[str, str]) -> str:
    """A text as a part of a workflow command."""
    return "".join(signs.get(sign, sign) for sign in visible(text))


def title(course: Course) -> str:
    """The course's title, or its folder's name where course.toml cannot be read."""
    try:
        return course.title
    except CourseError:
        return course.root.resolve().name


FORMATS: dict[str, Callable[[Course, Sequence[Audit]], str]] = {"json": write_json, "github": write_github}
"""Name of a format that is written when all is done → what writes it."""

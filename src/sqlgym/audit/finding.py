"""What an audit finds out about one exercise, as values."""

import msgspec

from sqlgym.audit.rules import RULES, Severity


class Finding(msgspec.Struct, frozen=True):
    """Something about an exercise that is not as it should be: what by its id, where, the fact, and the repair."""

    id: str
    path: str
    message: str
    help: str
    line: int | None = None

    def __post_init__(self) -> None:
        """Refuse an id that no rule has."""
        assert self.id in RULES, self.id

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return RULES[self.id].severity

    @property
    def place(self) -> str:
        """`path:line`, or the path alone."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


class Fact(msgspec.Struct, frozen=True):
    """A line of the report, and lines below it."""

    title: str
    text: str
    items: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """What one step of an audit adds."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()


class Audit(msgspec.Struct, frozen=True):
    """What was found out about one exercise; the course itself is audited under the name of its course.toml."""

    exercise: str
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    @property
    def failed(self) -> str:
        """Why it could not be judged; empty where it could."""
        return "; ".join(f"{one.place}: {one.message}" for one in self.findings if one.severity == "failure")

    def counting(self, strict: bool) -> tuple[Finding, ...]:
        """The findings that count: warnings only where they are asked for."""
        return tuple(one for one in self.findings if strict or one.severity != "warning")


def audit_of(exercise: str, kind: str, parts: list[Part]) -> Audit:
    """The parts of an audit put together."""
    facts = tuple(fact for part in parts for fact in part.facts)
    return Audit(exercise, kind, facts, tuple(finding for part in parts for finding in part.findings))

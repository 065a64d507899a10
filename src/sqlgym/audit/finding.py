"""What an audit finds out about one exercise, as values."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """Something about an exercise that is not as it should be: where, what, and the repair."""

    path: str
    message: str
    help: str


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
    """What was found out about one exercise; `failed` says why it could not be judged."""

    exercise: str
    kind: str = ""
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    failed: str = ""
    seconds: float = 0.0

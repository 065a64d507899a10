"""Which statements an answer may hold, by their number and the types that the engine's parser gives them."""

import re
from collections.abc import Sequence

from sqlgym.engines import Statement
from sqlgym.sandbox.job import Policy
from sqlgym.sandbox.outcome import Refused

WORDS = {"LOAD": "INSTALL or LOAD", "VACUUM": "VACUUM or ANALYZE"}
"""What a learner calls a statement, where the parser has one name for two."""


def refusal(statements: Sequence[Statement], policy: Policy) -> Refused | None:
    """The first statement that the policy does not allow, or None."""
    wanted = f"Hand in {policy.wanted}."
    for statement in statements:
        for fault in (kind_fault, opening_fault, table_fault, object_fault):
            if found := fault(statement, policy):
                return Refused(found, wanted, statement.start, len(first_word(statement)))
    if policy.single and len(statements) > 1:
        second = statements[1]
        message = f"There are {len(statements)} statements in the file; the second begins here."
        return Refused(message, wanted, second.start, len(first_word(second)))
    return None


def kind_fault(statement: Statement, policy: Policy) -> str:
    """Why a statement is of a kind that is not allowed; empty where it is allowed."""
    if kind(statement) in policy.kinds:
        return ""
    word = first_word(statement)
    name = WORDS.get(statement.kind) or (word.upper() if word.isidentifier() else statement.kind)
    if statement.kind == "UNKNOWN":  # its first word may be one that is allowed elsewhere
        name = " ".join(statement.head[:2]).upper()
    return f"{name} is not allowed here."


def kind(statement: Statement) -> str:
    """The type of a statement; DuckDB calls all MULTI that hold a PIVOT, an INSERT too, so those go by their verb."""
    return statement.verb if statement.kind == "MULTI" else statement.kind


TARGET = re.compile(
    r"(?:CREATE (?:OR REPLACE )?TABLE|ALTER TABLE|DROP TABLE|UPDATE|INSERT (?:OR \w+ )?INTO|INSERT)"
    r"(?: IF(?: NOT)? EXISTS)? (?:\w+ ?\. ?)*(?P<table>\"[^\"]+\"|\w+)",
    re.IGNORECASE,
)
"""The table that a statement changes, in its first tokens with single blanks between."""


def opening_fault(statement: Statement, policy: Policy) -> str:
    """Why a statement may not begin as it does, though others of its kind may; empty where it may."""
    text = " ".join(statement.head)
    openings = policy.openings.get(statement.kind, ())
    if not openings or any(re.match(rf"{opening}\b", text, re.IGNORECASE) for opening in openings):
        return ""
    return f"{' '.join(text.split()[:2]).upper()} is not allowed here."


def table_fault(statement: Statement, policy: Policy) -> str:
    """Why a statement may not change the table that it is about; empty where it may, or where it is about none."""
    target = TARGET.match(" ".join(statement.head))
    if target and target["table"].strip('"').lower() in {name.lower() for name in policy.fixed}:
        return f"The table {target['table']} is given; an answer reads it and leaves it as it is."
    return ""


MODIFIERS = frozenset({"OR", "REPLACE", "UNIQUE", "TEMP", "TEMPORARY", "RECURSIVE"})
"""Words between CREATE, ALTER or DROP and what it is about."""


def object_fault(statement: Statement, policy: Policy) -> str:
    """Why a statement may not be about such a thing, as in `DROP VIEW`; empty where it may."""
    about = object_word(statement)
    if not policy.objects or not about or about in policy.objects:
        return ""
    return f"{first_word(statement).upper()} {about} is not allowed here."


def object_word(statement: Statement) -> str:
    """What a CREATE, ALTER or DROP is about, such as TABLE; nothing for other statements."""
    if statement.kind not in {"CREATE", "ALTER", "DROP"}:
        return ""
    words = map(str.upper, statement.head[1:])
    return next((word for word in words if word not in MODIFIERS), "?")


def first_word(statement: Statement) -> str:
    """The word a statement begins with, as it is written."""
    return statement.head[0] if statement.head else ""

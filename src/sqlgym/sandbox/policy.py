"""Which statements an answer may hold, by their number and the types that the engine's parser gives them."""

import re
from collections.abc import Sequence

from sqlgym.engines import Statement
from sqlgym.sandbox.job import Policy, Refused

WORDS = {"LOAD": "INSTALL or LOAD", "VACUUM": "VACUUM or ANALYZE"}
"""What a learner calls a statement, where the parser has one name for two."""


def refusal(statements: Sequence[Statement], policy: Policy) -> Refused | None:
    """The first statement that the policy does not allow, or None."""
    wanted = f"Hand in {policy.wanted}."
    for statement in statements:
        if kind(statement) not in policy.kinds:
            word = first_word(statement)
            name = WORDS.get(statement.kind) or (word.upper() if word.isidentifier() else statement.kind)
            if statement.kind == "UNKNOWN":  # its first word may be one that is allowed elsewhere
                name = " ".join(statement.head[:2]).upper()
            return Refused(f"{name} is not allowed here.", wanted, statement.start, len(word))
        if found := misfit(statement, policy):
            return Refused(found, wanted, statement.start, len(first_word(statement)))
        about = object_word(statement)
        if policy.objects and about and about not in policy.objects:
            verb = first_word(statement)
            message = f"{verb.upper()} {about} is not allowed here."
            return Refused(message, wanted, statement.start, len(verb))
    if policy.single and len(statements) > 1:
        second = statements[1]
        message = f"There are {len(statements)} statements in the file; the second begins here."
        return Refused(message, wanted, second.start, len(first_word(second)))
    return None


def kind(statement: Statement) -> str:
    """The type of a statement; DuckDB calls all MULTI that hold a PIVOT, an INSERT too, so those go by their verb."""
    return statement.verb if statement.kind == "MULTI" else statement.kind


TARGET = re.compile(
    r"(?:CREATE (?:OR REPLACE )?TABLE|ALTER TABLE|DROP TABLE|UPDATE|INSERT (?:OR \w+ )?INTO|INSERT)"
    r"(?: IF(?: NOT)? EXISTS)? (?:\w+ ?\. ?)*(?P<table>\"[^\"]+\"|\w+)",
    re.IGNORECASE,
)
"""The table that a statement changes, in its first tokens with single blanks between."""


def misfit(statement: Statement, policy: Policy) -> str:
    """Why a statement of an allowed kind is not allowed all the same; empty where it is."""
    text = " ".join(statement.head)
    openings = policy.openings.get(statement.kind, ())
    if openings and not any(re.match(rf"{opening}\b", text, re.IGNORECASE) for opening in openings):
        return f"{' '.join(text.split()[:2]).upper()} is not allowed here."
    target = TARGET.match(text)
    if target and target["table"].strip('"').lower() in {name.lower() for name in policy.fixed}:
        return f"The table {target['table']} is given; an answer reads it and leaves it as it is."
    return ""


MODIFIERS = frozenset({"OR", "REPLACE", "UNIQUE", "TEMP", "TEMPORARY", "RECURSIVE"})
"""Words between CREATE, ALTER or DROP and what it is about."""


def object_word(statement: Statement) -> str:
    """What a CREATE, ALTER or DROP is about, such as TABLE; nothing for other statements."""
    if statement.kind not in {"CREATE", "ALTER", "DROP"}:
        return ""
    words = map(str.upper, statement.head[1:])
    return next((word for word in words if word not in MODIFIERS), "?")


def first_word(statement: Statement) -> str:
    """The word a statement begins with, as it is written."""
    return statement.head[0] if statement.head else ""

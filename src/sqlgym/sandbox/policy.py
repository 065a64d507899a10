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
        if statement.kind not in policy.kinds:
            word = first_word(statement)
            name = WORDS.get(statement.kind, word.upper() or statement.kind)
            return Refused(f"{name} is not allowed here.", wanted, statement.start, len(word))
    if policy.single and len(statements) > 1:
        second = statements[1]
        message = f"There are {len(statements)} statements in the file; the second begins here."
        return Refused(message, wanted, second.start, len(first_word(second)))
    return None


def first_word(statement: Statement) -> str:
    """The word a statement begins with."""
    match = re.match(r"\w+", statement.text)
    return match[0] if match else ""

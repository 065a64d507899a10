"""A CREATE TABLE as its engine keeps it, in; what it says of comparing texts and of conflicts, in words, out."""

from collections.abc import Iterator

from sqlgym.sql.tokens import TOKEN


def comparing(sql: str) -> Iterator[str]:
    """Yield each collation, and each conflict that does not end in an error, with the column that it stands behind."""
    column, found = "", list(words(sql))
    for place, word in enumerate(found):
        if place and found[place - 1] in {"(", ","}:
            column = word
        following = found[place + 1 : place + 3]
        if word == "collate" and following and following[0] != "binary":
            yield f"{column} collate {following[0]}"
        if word == "on" and following[:1] == ["conflict"] and following[1:] not in ([], ["abort"]):
            yield f"{column} on conflict {following[1]}"


def words(sql: str) -> Iterator[str]:
    """Yield the tokens of a text without blanks and comments, all but texts in small letters and without quotes."""
    for token in TOKEN.finditer(sql):
        if token.lastgroup != "skip":
            yield token[0] if token[0].startswith("'") else token[0].strip('"`[]').lower()

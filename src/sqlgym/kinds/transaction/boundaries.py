"""Statements in; whether all writes lie inside one transaction that is committed, out."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.engines import Statement
from sqlgym.state.effects import effect, word
from sqlgym.verdict.evidence import CardLine

DID = "read where transactions begin and end"


class Block(msgspec.Struct, frozen=True):
    """One transaction of a script: the places of its BEGIN and of its writes, and how it ends."""

    begin: int
    writes: tuple[int, ...]
    end: str


def explicit(statements: Sequence[Statement]) -> CardLine:
    """The line of the card."""
    found = next(faults(statements), None)
    if found is not None:
        return CardLine("explicit", False, DID, *found)
    writes = sum(effect(statement) == "write" for statement in statements)
    wrote = "the one write lies" if writes == 1 else f"all {writes} writes lie"
    return CardLine("explicit", True, DID, f"{wrote} inside one transaction that ends in COMMIT")


def faults(statements: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """What is wrong, and the next move; the first is the one to tell."""
    blocks, outside = read(statements)
    if outside:
        yield bare(statements, outside[0], bool(blocks))
    for block in blocks:
        if block.end == "rollback" and block.writes:
            yield "the transaction ends in ROLLBACK, which undoes all it did", "Which word keeps the changes?"
        if block.end == "open":
            yield (
                "the transaction is begun and never committed, so all it did is undone when the connection ends",
                "End it with COMMIT.",
            )
    writing = [block for block in blocks if block.writes]
    if len(writing) > 1:
        yield (
            f"there are {len(writing)} transactions with writes; between them the change is half done",
            "What must happen together belongs into one.",
        )
    if not writing and not outside:
        yield "nothing is written inside a transaction", "Put the change between BEGIN and COMMIT."


def bare(statements: Sequence[Statement], place: int, begun: bool) -> tuple[str, str]:
    """A write outside of a transaction."""
    named = f"statement {place + 1} of {len(statements)} ({word(statements[place])})"
    if not begun:
        return f"there is no BEGIN: {named} commits by itself", "Begin a transaction before the first write."
    return f"{named} stands outside of BEGIN … COMMIT and commits by itself", "Move it between them."


def read(statements: Sequence[Statement]) -> tuple[list[Block], list[int]]:
    """The transactions of a script, and the places of the writes outside of them."""
    blocks: list[Block] = []
    outside: list[int] = []
    begin: int | None = None
    writes: list[int] = []
    for place, statement in enumerate(statements):
        told = effect(statement)
        if told == "write":
            (outside if begin is None else writes).append(place)
        elif told == "begin":
            begin, writes = place, []
        elif told in {"commit", "rollback"} and begin is not None:
            blocks.append(Block(begin, tuple(writes), told))
            begin = None
    if begin is not None:
        blocks.append(Block(begin, tuple(writes), "open"))
    return blocks, outside

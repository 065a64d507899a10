"""An engine's EXPLAIN as a tree of operators, how it is drawn, and what differs between two of them."""

import msgspec


class Plan(msgspec.Struct, frozen=True, omit_defaults=True):
    """One operator of a plan and what feeds it; every engine fills this one type.

    `estimated` and `rows` count the rows it hands on, as foreseen and as seen; `share` is the part of the
    plan's time spent in this operator alone, 0 to 1. A value the engine does not tell is None.
    """

    operator: str
    table: str | None = None
    condition: str | None = None
    estimated: int | None = None
    rows: int | None = None
    share: float | None = None
    children: tuple["Plan", ...] = ()

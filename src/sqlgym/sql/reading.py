"""What a query's text tells of it, whatever its result: constants, names, and whether the order of rows may matter."""

from typing import Literal

import msgspec

from sqlgym.sql.constants import Constants

Extreme = Literal["low", "high"]
"""What chance and the clock may come to, put in their place: the least, or the greatest."""


Order = Literal["asked", "within", "none"]
"""Whether ORDER BY is at a query's end, only in a subquery whose rows it filters or cuts, or nowhere that counts."""


class Reading(msgspec.Struct, frozen=True):
    """What an engine's parser tells of a query.

    `tables` are the tables it reads and `columns` the names of columns it mentions, all in small letters (`*`
    for all of them); `ordered` says that its result may depend on the order in which rows were put in, `volatile`
    names what of it depends on chance or the clock, `whole` on columns that it does not mention. Without a syntax tree
    it is not `known`: all may be read then, and the constants are those of the text. `conditions` are those which
    chance decides, each by the functions that it asks; None where they are not known. `tree` is the syntax tree as
    JSON, empty where there is none or where it is too large to be worth its way, `start` where its statement begins.
    `order` says whether the text asks for the order of its rows; without a syntax tree it is taken to.
    """

    constants: Constants = Constants()
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    ordered: bool = True
    volatile: tuple[str, ...] = ()
    whole: bool = True
    conditions: tuple[tuple[str, ...], ...] | None = ()
    tree: str = ""
    start: int = 0
    order: Order = "asked"

    @property
    def known(self) -> bool:
        """Whether a syntax tree told what is read, so that what is not named here is not read."""
        return bool(self.tables or self.columns) or not (self.ordered and self.whole)

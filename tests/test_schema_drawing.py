"""Which table refers to which, drawn: every reference once, also in circles."""

from sqlgym.report import Style
from sqlgym.report.schema import references
from sqlgym.schema import Column, ForeignKey, Table


def table(name: str, *targets: str) -> Table:
    """A table that refers to others."""
    keys = tuple(ForeignKey((f"{target.lower()}_id",), target, ("id",)) for target in targets)
    return Table(name, (Column("id", "INTEGER"),), primary_key=("id",), foreign_keys=keys)


def drawn(*tables: Table) -> list[str]:
    """The references between tables, without the heading."""
    return list(references(tables, Style()))[2:]


def test_a_table_that_is_reached_twice_is_drawn_once() -> None:
    assert drawn(table("A", "B", "C"), table("B", "D"), table("C", "B"), table("D")) == [
        "  A",
        "  ├─ b_id → B",
        "  │  └─ d_id → D",
        "  └─ c_id → C",
        "     └─ b_id → B  (see above)",
    ]


def test_circles_and_references_to_oneself_end() -> None:
    assert drawn(table("A", "A", "B"), table("B", "A")) == [
        "  A",
        "  ├─ a_id → A  (itself)",
        "  └─ b_id → B",
        "     └─ a_id → A  (see above)",
    ]


def test_tables_without_references_need_no_drawing() -> None:
    assert drawn(table("A"), table("B")) == []

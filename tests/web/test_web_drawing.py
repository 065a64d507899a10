"""Where tables and the lines between them stand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.web.drawing import draw
from sqlgym.web.values import BoxView


def table(name: str, refers: tuple[str, ...]) -> Table:
    """A table that refers to others."""
    columns = (Column("id", "INTEGER"), *(Column(f"{one}_id", "INTEGER") for one in refers))
    return Table(
        name, columns, ("id",), (), tuple(ForeignKey((f"{one}_id",), one, ("id",)) for one in refers)
    )


def overlap(one: BoxView, two: BoxView) -> bool:
    """Whether two boxes share a point."""
    across = one.x < two.x + two.width and two.x < one.x + one.width
    return across and one.y < two.y + two.height and two.y < one.y + one.height


NAMES = "abcdefg"
SCHEMAS = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(NAMES), unique=True, max_size=3) for name in NAMES}
).filter(bool)


@given(SCHEMAS)
def test_boxes_lie_apart_and_lines_end_at_their_tables(found: dict[str, list[str]]) -> None:
    tables = [
        table(name, tuple(other for other in refers if other in found)) for name, refers in found.items()
    ]
    drawn = draw(tables)
    boxes = {one.table: one for one in drawn.boxes}
    assert boxes.keys() == found.keys()
    assert not any(overlap(one, two) for one, two in combinations(drawn.boxes, 2))
    assert len(drawn.lines) == sum(len(one.foreign_keys) for one in tables)
    for line in drawn.lines:
        start, end = boxes[line.table], boxes[line.to]
        assert line.points[0][0] == start.x + start.width
        assert start.y <= line.points[0][1] <= start.y + start.height
        assert line.points[-1][0] in {end.x, end.x + end.width}
        assert end.y <= line.points[-1][1] <= end.y + end.height
    for one in drawn.boxes:
        assert one.x >= 0
        assert one.x + one.width <= drawn.width
        assert one.y + one.height <= drawn.height


def test_who_refers_stands_left() -> None:
    drawn = draw([table("people", ()), table("orders", ("people",))])
    boxes = {one.table: one for one in drawn.boxes}
    assert boxes["orders"].x < boxes["people"].x

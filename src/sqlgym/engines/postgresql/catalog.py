"""PostgreSQL's catalog as Table values, its types named as DuckDB names them."""

from collections import defaultdict
from typing import Any

from sqlgym.engines.postgresql.client import Connection, Described
from sqlgym.engines.postgresql.values import column as result_column
from sqlgym.schema import Column, ForeignKey, Table

COLUMNS = """
SELECT c.oid, c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attnum
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.oid, a.attnum
"""
CONSTRAINTS = """
SELECT o.conrelid, o.contype, o.conkey, o.confrelid, o.confkey, pg_get_constraintdef(o.oid)
FROM pg_constraint o WHERE o.connamespace = 'public'::regnamespace AND o.contype IN ('p', 'u', 'f', 'c')
ORDER BY o.oid
"""
VIEWS = "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace ORDER BY 1"


def views(connection: Connection) -> tuple[str, ...]:
    """The names of the views."""
    return tuple(str(row[0]) for row in connection.asked(VIEWS))


def describe(connection: Connection) -> tuple[Table, ...]:
    """The tables of the open database in the order of their creation; views are not in."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.asked(COLUMNS):
        found[str(row[0])].append(row)
    names = {oid: str(rows[0][1]) for oid, rows in found.items()}
    places = {(oid, str(row[7])): str(row[2]) for oid, rows in found.items() for row in rows}
    keyed: dict[str, list[Any]] = defaultdict(list)
    for row in connection.asked(CONSTRAINTS):
        keyed[str(row[0])].append(row)
    return tuple(_table(oid, rows, keyed[oid], names, places) for oid, rows in found.items())


def _table(
    oid: str,
    rows: list[Any],
    constraints: list[Any],
    names: dict[str, str],
    places: dict[tuple[str, str], str],
) -> Table:
    def listed(text: str, owner: str = oid) -> tuple[str, ...]:
        return tuple(places[owner, number] for number in text.strip("{}").split(","))

    def of(kind: str) -> list[Any]:
        return [row for row in constraints if row[1] == kind]

    return Table(
        names[oid],
        tuple(map(_column, rows)),
        primary_key=next((listed(row[2]) for row in of("p")), ()),
        unique=tuple(listed(row[2]) for row in of("u")),
        foreign_keys=tuple(
            ForeignKey(listed(row[2]), names.get(row[3], ""), listed(row[4], row[3])) for row in of("f")
        ),
        checks=tuple(row[5].removeprefix("CHECK (").removesuffix(")") for row in of("c")),
    )


def _column(row: Any) -> Column:
    _, _, name, kind, modifier, required, default, _ = row
    return Column(
        name, result_column(Described(name, int(kind), int(modifier))).type, required != "t", default
    )

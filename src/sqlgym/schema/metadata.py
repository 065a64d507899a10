"""The tables of a schema in; SQLAlchemy's MetaData out. SQLAlchemy takes long to import: only what needs it does."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from sqlgym.schema import ForeignKey, Table, arguments, family, labels, parents_first, refuse_unsupported


def metadata(tables: Iterable[Table], path: str = "schema.sql") -> sa.MetaData:
    """Return the schema as MetaData: tables, types, keys, foreign keys, nullability, UNIQUE, CHECK.

    A foreign key that closes a circle is added with ALTER TABLE once both tables stand. Raises CourseError
    for a type that is not supported.
    """
    ordered = parents_first(tables)
    refuse_unsupported(ordered, path)
    target = sa.MetaData()
    for table in ordered:
        sa.Table(table.name, target, *_columns(table), *_constraints(table))
    for place, table in enumerate(ordered):
        later = {other.name for other in ordered[place + 1 :]}
        for number, key in enumerate(table.foreign_keys):
            _refer(target, table, key, f"{table.name}_fk{number + 1}" if key.table in later else None)
    return target


def _refer(target: sa.MetaData, table: Table, key: ForeignKey, circular: str | None) -> None:
    """Add a foreign key to the table; `circular` is the name it is altered in by, where it must be."""
    parent = target.tables[key.table]
    references = [parent.c[name] for name in key.references]
    later = circular is not None
    constraint = sa.ForeignKeyConstraint(key.columns, references, name=circular, use_alter=later)
    target.tables[table.name].append_constraint(constraint)


def _columns(table: Table) -> list[sa.Column[Any]]:
    return [
        sa.Column(column.name, _sql_type(column.type), nullable=column.nullable, autoincrement=False)
        for column in table.columns
    ]


def _constraints(table: Table) -> list[sa.Constraint]:
    return [
        *([sa.PrimaryKeyConstraint(*table.primary_key)] if table.primary_key else []),
        *(sa.UniqueConstraint(*columns) for columns in table.unique),
        *(sa.CheckConstraint(sa.literal_column(check)) for check in table.checks),
    ]


_DIGITS = {"UBIGINT": 20, "HUGEINT": 39, "UHUGEINT": 39}
_SMALL = ("TINYINT", "UTINYINT", "SMALLINT")


def _sql_type(type: str) -> sa.types.TypeEngine[Any]:  # noqa: A002
    """Return SQLAlchemy's type; integers beyond 64 bits become exact decimals, which every engine has."""
    simple: dict[str, sa.types.TypeEngine[Any]] = {
        "text": sa.String(),
        "boolean": sa.Boolean(),
        "date": sa.Date(),
        "time": sa.Time(),
        "timestamp": sa.DateTime(),
        "timestamptz": sa.DateTime(timezone=True),
        "interval": sa.Interval(),
        "blob": sa.LargeBinary(),
        "uuid": sa.Uuid(),
        "float": sa.Double() if type == "DOUBLE" else sa.REAL(),
    }
    kind = family(type) or ""
    if kind == "integer":
        return _integer(type)
    if kind == "decimal":
        precision, scale = arguments(type)
        return sa.Numeric(precision, scale)
    return sa.Enum(*labels(type), native_enum=False) if kind == "enum" else simple[kind]


def _integer(type: str) -> sa.types.TypeEngine[Any]:  # noqa: A002
    if type in _DIGITS:
        return sa.Numeric(_DIGITS[type], 0)
    if type in _SMALL:
        return sa.SmallInteger()
    return sa.BigInteger() if type in ("BIGINT", "UINTEGER") else sa.Integer()

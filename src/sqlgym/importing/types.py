"""The values of a column as texts → the type that holds them all, and how each text becomes one of its values."""

from typing import Any, NamedTuple

from sqlgym.ddl.draft import DraftColumn
from sqlgym.engines import datasets
from sqlgym.schema import family
from sqlgym.sql.quoting import text_literal

WHOLE = r"^\s*[+-]?\d+(\.0*)?\s*$"
FORMATS = (
    *("%Y%m%d", "%Y%m%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S"),
    *("%d-%b-%y", "%d-%b-%Y", "%d-%B-%Y", "%b %d %Y", "%B %d, %Y", "%d %b %Y"),
    *("%b %d %Y %I:%M%p", "%d-%b-%y %I.%M.%S %p", "%d-%b-%y %I.%M.%S.%f %p"),
    *("%m/%d/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%y", "%m-%d-%Y"),
    *("%d.%m.%Y", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y"),
)
"""How dates are written that are no ISO dates; those with the month before the day are tried first."""


class Fit(NamedTuple):
    """A type, how a text `{}` becomes its value, and what is to be said about it (nothing if all is as it was)."""

    type: str
    cast: str
    said: str = ""


class Values:
    """The values of one column of a table of texts."""

    def __init__(self, connection: datasets.Connection, table: str, column: str) -> None:
        """Look at nothing yet."""
        self.connection = connection
        self.table = table
        self.column = column

    def count(self, condition: str) -> int:
        """How many values there are for which something is true; `{}` is the value."""
        return int(self.ask(f"count(*) FILTER (WHERE {{}} IS NOT NULL AND ({condition}))") or 0)

    def ask(self, aggregate: str) -> Any:
        """What an aggregate of the values comes to."""
        query = f"SELECT {aggregate.replace('{}', self.column)} FROM {self.table}"
        found = self.connection.execute(query).fetchone()
        return found[0] if found else None

    def example(self, condition: str) -> tuple[str, int]:
        """The first value for which something is true, and its line."""
        where = condition.replace("{}", self.column)
        query = f"SELECT {self.column}, line FROM {self.table} WHERE {self.column} IS NOT NULL AND ({where}) LIMIT 1"
        found = self.connection.execute(query).fetchone()
        return (str(found[0]), int(found[1])) if found else ("", 0)

    def all(self, condition: str) -> bool:
        """Whether something is true of all values, of which there are some."""
        return self.count(f"NOT coalesce({condition}, false)") == 0

    def any(self) -> bool:
        """Whether there is a value that is not NULL."""
        return self.count("true") > 0


def fitted(values: Values, column: DraftColumn, dialect: str) -> Fit:
    """The type that a column has in the end."""
    if column.free and values.any():
        return freely(values, column)
    kind = family(plain(column.type)) or "text"
    if kind in ("text", "enum"):
        return padded(values, column) if column.padded else Fit(column.type, "{}")
    if kind in ("date", "timestamp", "timestamptz"):
        return moment(values, column, dialect)
    amount = MONEY if "MONEY" in column.written.upper() else "{}"
    return checked(values, column, Fit(column.type, f"TRY_CAST({amount} AS {column.type})"))


MONEY = r"CASE WHEN regexp_matches({}, '^-?\$?[\d,]+(\.\d+)?$') THEN regexp_replace({}, '[$,]', '', 'g') ELSE {} END"
"""An amount with a sign of dollars and commas between thousands, as PostgreSQL writes its MONEY, without them."""


def plain(type: str) -> str:  # noqa: A002
    """A type without blanks in its brackets, as the catalog writes it."""
    return type.replace(", ", ",")


def padded(values: Values, column: DraftColumn) -> Fit:
    """Text of a fixed length, without the blanks that only fill it."""
    count = values.count("{} <> rtrim({}, ' ')")
    said = (
        f"{column.type}; the blanks at the end of {count:,} values, which only fill them, are cut"
        if count
        else ""
    )
    return Fit(column.type, "rtrim({}, ' ')" if count else "{}", said)


def checked(values: Values, column: DraftColumn, fit: Fit) -> Fit:
    """A fit, or text where some value has no place in the type."""
    unfit = f"{fit.cast} IS NULL"
    count = values.count(unfit)
    if count:
        text, line = values.example(unfit)
        many = f"{count:,} values are" if count > 1 else "a value is"
        return Fit("VARCHAR", "{}", f"VARCHAR: {many} no {fit.type}, such as {text[:40]!r} on line {line}")
    return rounded(values, fit)


def rounded(values: Values, fit: Fit) -> Fit:
    """A fit, with a word where values lose digits in it, as they did in the engine that the script is for."""
    if family(plain(fit.type)) not in ("integer", "decimal"):
        return fit
    if "regexp" in fit.cast:
        return fit
    cut = f"TRY_CAST({{}} AS DOUBLE) IS DISTINCT FROM CAST({fit.cast} AS DOUBLE)"
    count = values.count(f"{cut} AND TRY_CAST({{}} AS DOUBLE) IS NOT NULL")
    if not count:
        return fit
    text, line = values.example(cut)
    return Fit(
        fit.type, fit.cast, f"{fit.type}: {count:,} values are rounded, such as {text[:40]} on line {line}"
    )


def moment(values: Values, column: DraftColumn, dialect: str) -> Fit:
    """A date or a time of one, in whatever way it is written."""
    cast, said, zeros = f"TRY_CAST({{}} AS {column.type})", "", 0
    if dialect == "mysql" and (zeros := values.count("{} LIKE '0000-00-00%' OR {} LIKE '____-00-%'")):
        cast = f"CASE WHEN {{}} LIKE '____-00-%' THEN NULL ELSE {cast} END"
        column.nullable = True
        said = f"{column.type}: {zeros:,} dates of zeros, which are no dates, are NULL"
    kept = "{} NOT LIKE '____-00-%' AND " if zeros else ""
    odd = f"{kept}{cast} IS NULL"
    if values.count(odd):
        for form in FORMATS:
            parsed = f"coalesce({cast}, CAST(try_strptime({{}}, {text_literal(form)}) AS {column.type}))"
            if not values.count(f"{kept}{parsed} IS NULL"):
                text, line = values.example(odd)
                return Fit(column.type, parsed, f"{column.type}: {text!r} on line {line} is read as {form}")
        return checked(values, column, Fit(column.type, cast))
    return Fit(column.type, cast, said)


def freely(values: Values, column: DraftColumn) -> Fit:
    """The type that the rows decide on."""
    if column.free == "moment":
        day = values.all("CAST(TRY_CAST({} AS TIMESTAMP) AS TIME) = TIME '00:00:00'")
        kind = "DATE" if day or values.count("TRY_CAST({} AS TIMESTAMP) IS NULL") else "TIMESTAMP"
        changed = DraftColumn(column.name, kind, column.written, column.line)
        fit = moment(values, changed, "")
        return fit if fit.type == "DATE" or fit.said else Fit(kind, fit.cast, kind)
    found = number(values, column) if column.free != "any" or not zero_led(values) else None
    if found is None and column.free == "any":
        found = Fit("VARCHAR", "{}")
        for kind in ("DATE", "TIMESTAMP"):
            if values.all(
                f"regexp_matches({{}}, '^\\d{{4}}-\\d\\d?-\\d\\d?') AND TRY_CAST({{}} AS {kind}) IS NOT NULL"
                + (" AND length({}) <= 10" if kind == "DATE" else "")
            ):
                found = Fit(kind, f"CAST({{}} AS {kind})")
                break
    fit = found or Fit("VARCHAR", "{}")
    return (
        fit
        if fit.type == column.type or not column.written
        else Fit(fit.type, fit.cast, f"{fit.type}, by its values")
    )


def zero_led(values: Values) -> bool:
    """Whether a value is a number to look at but begins with a zero, as codes do."""
    return values.count(r"regexp_matches({}, '^[+-]?0\d')") > 0


def number(values: Values, column: DraftColumn) -> Fit | None:
    """The type of numbers that holds all values as they are; None where some are none."""
    if values.all(f"regexp_matches({{}}, {text_literal(WHOLE)})") and column.free not in ("decimal", "exact"):
        for kind in (column.type, "INTEGER", "BIGINT", "HUGEINT"):
            if family(kind) == "integer" and values.all(f"TRY_CAST({{}} AS {kind}) IS NOT NULL"):
                return Fit(kind, f"CAST({{}} AS {kind})")
    if not values.all("TRY_CAST({} AS DOUBLE) IS NOT NULL"):
        return None
    declared = column.type if column.free == "decimal" else exact(values)
    same = f"CAST(TRY_CAST({{}} AS {declared}) AS DOUBLE) = CAST({{}} AS DOUBLE)"
    if column.free != "whole" and declared and values.all(same):
        return Fit(declared, f"CAST({{}} AS {declared})")
    return Fit("DOUBLE", "CAST({} AS DOUBLE)")


def exact(values: Values) -> str:
    """The DECIMAL that all values would have; nothing where they are written with an exponent or too long."""
    if not values.all(r"regexp_matches({}, '^\s*[+-]?\d*(\.\d*)?\s*$')"):
        return ""
    scale = int(
        str(
            values.ask(
                "max(length(rtrim(CASE WHEN contains({}, '.') THEN split_part({}, '.', 2) ELSE '' END, '0 ')))"
            )
        )
    )
    digits = int(str(values.ask("max(length(ltrim(split_part({}, '.', 1), '+-0 ')))")))
    precision = max(18, digits + scale + 2) if digits + scale <= 16 else 38
    return f"DECIMAL({precision}, {scale})" if scale <= 8 and digits + scale <= precision else ""

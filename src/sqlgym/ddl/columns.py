"""The tokens of a column's type → a portable type, with what the rows must decide and what was written."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlgym.ddl.cursor import Cursor, written
from sqlgym.ddl.reader import Token


class Type(NamedTuple):
    """A portable type; `free` says what the rows decide, `same` that it only has another name."""

    type: str
    written: str
    same: bool = True
    free: str = ""
    padded: bool = False
    numbered: bool = False
    labels: tuple[str, ...] = ()


INTEGERS = {
    **dict.fromkeys(("INT", "INTEGER", "INT4", "MEDIUMINT", "SIGNED", "PLS_INTEGER"), "INTEGER"),
    **dict.fromkeys(("BIGINT", "INT8", "LONG LONG"), "BIGINT"),
    **dict.fromkeys(("SMALLINT", "INT2", "YEAR"), "SMALLINT"),
    "TINYINT": "SMALLINT",
    **dict.fromkeys(("SERIAL", "SERIAL4"), "INTEGER"),
    **dict.fromkeys(("BIGSERIAL", "SERIAL8"), "BIGINT"),
    **dict.fromkeys(("SMALLSERIAL", "SERIAL2"), "SMALLINT"),
}
SERIAL = frozenset({"SERIAL", "SERIAL4", "BIGSERIAL", "SERIAL8", "SMALLSERIAL", "SERIAL2"})
UNSIGNED = {"SMALLINT": "INTEGER", "INTEGER": "BIGINT", "BIGINT": "DECIMAL(20, 0)"}
_TEXTS = """
    TEXT VARCHAR VARCHAR2 NVARCHAR NVARCHAR2 CHAR NCHAR CHARACTER BPCHAR TINYTEXT MEDIUMTEXT
    LONGTEXT NTEXT CLOB NCLOB STRING CITEXT NAME LONG SYSNAME NATIVE
"""
TEXTS = frozenset(_TEXTS.split())
PADDED = frozenset({"CHAR", "NCHAR", "CHARACTER", "BPCHAR"})
_BYTES = """
    BLOB TINYBLOB MEDIUMBLOB LONGBLOB BYTEA BINARY VARBINARY IMAGE RAW ROWVERSION
"""
BYTES = frozenset(_BYTES.split())
FIXED = {
    "MONEY": "DECIMAL(19, 4)",
    "SMALLMONEY": "DECIMAL(10, 4)",
    "BOOLEAN": "BOOLEAN",
    "BOOL": "BOOLEAN",
    "DATE": "DATE",
    "UUID": "UUID",
    "INTERVAL": "INTERVAL",
    "HUGEINT": "HUGEINT",
    "UBIGINT": "UBIGINT",
    "UINTEGER": "UINTEGER",
    "USMALLINT": "USMALLINT",
    "UTINYINT": "UTINYINT",
}
FLOATS = {"REAL": "FLOAT", "FLOAT4": "FLOAT", "FLOAT": "DOUBLE", "FLOAT8": "DOUBLE", "DOUBLE": "DOUBLE"}
FLOATS |= {"BINARY_DOUBLE": "DOUBLE", "BINARY_FLOAT": "FLOAT"}
DECIMALS = frozenset({"DECIMAL", "NUMERIC", "DEC", "NUMBER", "FIXED"})
MOMENTS = frozenset({"TIMESTAMP", "DATETIME", "DATETIME2", "SMALLDATETIME"})
ZONED = frozenset({"TIMESTAMPTZ", "DATETIMEOFFSET"})
OTHERS = {"JSON", "JSONB", "XML", "UNIQUEIDENTIFIER", "SET"}

DATABASE_ONLY = "VARCHAR"
"""What a type becomes that only one engine has: the text of its values, so that none is lost."""


def type_at(cursor: Cursor, dialect: str) -> Type:
    """The type that stands here; it is behind then."""
    begin = cursor.place
    if cursor.now.kind not in ("word", "name") or cursor.at(*CLAUSES):
        return Type("VARCHAR", "", free="any")
    word = cursor.name().upper()
    cursor.accept("VARYING", "PRECISION", "LARGE OBJECT", "CHARACTER VARYING", "CHAR VARYING")
    given = cursor.group() if cursor.now.text == "(" else []
    cursor.accept("VARYING")
    after = modifiers(cursor)
    array = arrays(cursor)
    text = written(cursor.tokens[begin : cursor.place])
    if array:
        return Type("VARCHAR", text, same=False)
    return portable(word, given, after, dialect, text)


CLAUSES = (
    *(
        "NOT",
        "NULL",
        "DEFAULT",
        "PRIMARY",
        "UNIQUE",
        "REFERENCES",
        "CHECK",
        "CONSTRAINT",
        "COLLATE",
        "COMMENT",
    ),
    *("AUTO_INCREMENT", "AUTOINCREMENT", "GENERATED", "IDENTITY", "AS", "KEY"),
)
"""Words that begin what is said of a column behind its type."""


def modifiers(cursor: Cursor) -> set[str]:
    """The words behind a type that belong to it."""
    found = set()
    phrases = (
        "WITH TIME ZONE",
        "WITHOUT TIME ZONE",
        "WITH LOCAL TIME ZONE",
        "UNSIGNED",
        "SIGNED",
        "ZEROFILL",
        "BINARY",
    )
    while word := cursor.accept(*phrases):
        found.add(word)
    return found


def arrays(cursor: Cursor) -> bool:
    """Whether brackets of an array stand here."""
    found = False
    while cursor.now.text in ("[", "[]") or (cursor.now.kind == "name" and cursor.now.text.startswith("[")):
        found = True
        while not cursor.over() and cursor.take().text not in ("]", "[]"):
            pass
    return bool(cursor.accept("ARRAY")) or found


def portable(word: str, given: Sequence[Token], after: set[str], dialect: str, text: str) -> Type:
    """The portable type for a word, its numbers and the words behind it."""
    numbers = [int(one.value) for one in given if one.kind == "number" and one.value.isdecimal()]
    if word in DECIMALS:
        return decimal(word, numbers, dialect, text)
    if word in INTEGERS:
        return integer(word, after, dialect, text)
    if word in FLOATS:
        float4 = FLOATS[word] == "FLOAT" and dialect not in ("sqlite", "mysql")
        return Type("FLOAT" if float4 else "DOUBLE", text)
    if word in TEXTS:
        return Type(sized(numbers), text, padded=word in PADDED and "VARYING" not in text.upper())
    if word == "ENUM":
        labels = tuple(one.value for one in given if one.kind == "string")
        return Type("VARCHAR", text, same=False, labels=labels)
    if word == "BIT":
        return Type("BOOLEAN", text, same=False) if numbers in ([], [1]) else Type("BIGINT", text, same=False)
    return moment(word, after, dialect, text) or other(word, text)


def sized(numbers: Sequence[int]) -> str:
    """VARCHAR with its length, if there is one that people count by."""
    return f"VARCHAR({numbers[0]})" if numbers and numbers[0] else "VARCHAR"


def integer(word: str, after: set[str], dialect: str, text: str) -> Type:
    """A type of whole numbers."""
    found = INTEGERS[word]
    wider = bool(after & {"UNSIGNED", "ZEROFILL"})
    if dialect == "sqlite" and word not in ("SMALLINT", "TINYINT"):
        return Type("BIGINT" if word in ("BIGINT", "INT8") else "INTEGER", text, free="whole")
    same = not wider and word not in ("YEAR", "TINYINT")
    return Type(UNSIGNED.get(found, found) if wider else found, text, same, numbered=word in SERIAL)


def decimal(word: str, numbers: Sequence[int], dialect: str, text: str) -> Type:
    """A type of exact numbers; without a precision the rows decide."""
    if not numbers:
        loose = "exact" if dialect == "postgres" else "number"
        default = {"tsql": "DECIMAL(18, 0)", "mysql": "DECIMAL(10, 0)"}.get(dialect)
        return Type(default, text) if default else Type("DOUBLE", text, same=False, free=loose)
    precision, scale = (*numbers, 0)[:2]
    if precision > 38:
        return Type("DOUBLE", text, same=False)
    if word == "NUMBER" and scale == 0 and precision <= 18:
        return Type("INTEGER" if precision <= 9 else "BIGINT", text, same=False)
    loose = "number" if dialect == "sqlite" else ""
    return Type(f"DECIMAL({precision}, {scale})", text, word != "NUMBER", free=loose and "decimal")


def moment(word: str, after: set[str], dialect: str, text: str) -> Type | None:
    """A type of dates and times."""
    zoned = bool(after & {"WITH TIME ZONE", "WITH LOCAL TIME ZONE"})
    if word == "DATE" and dialect == "oracle":
        return Type("DATE", text, free="moment")
    if word in ZONED or (word == "TIMESTAMP" and zoned):
        return Type("TIMESTAMP WITH TIME ZONE", text)
    if word in MOMENTS:
        return Type("TIMESTAMP", text)
    if word in ("TIME", "TIMETZ"):
        return Type("TIME", text, same=not zoned and word == "TIME")
    return None


def other(word: str, text: str) -> Type:
    """A type that has one form on all engines, or that only one engine has."""
    if word in FIXED:
        return Type(FIXED[word], text, same=word not in ("MONEY", "SMALLMONEY"))
    if word in BYTES:
        return Type("BLOB", text)
    return Type("UUID" if word == "UNIQUEIDENTIFIER" else DATABASE_ONLY, text, same=False)

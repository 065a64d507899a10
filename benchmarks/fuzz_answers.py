"""Answers that nobody would write: drawn from a grammar, from bytes, and from real answers with faults put in."""

import random
import re
from collections.abc import Callable, Sequence

Draw = Callable[[random.Random], bytes]

TABLES = (
    "Employees",
    "Departments",
    "Orders",
    "Customers",
    "nowhere",
    '"Employees"',
    "main.Orders",
    "'{secret}'",
)
COLUMNS = (
    "id",
    "name",
    "salary",
    "department_id",
    "order_amount",
    "order_date",
    "e.id",
    "*",
    "rowid",
    '"näme"',
)
VALUES = (
    "0",
    "-1",
    "1e308",
    "NULL",
    "''",
    "'x'",
    "DATE '2025-02-30'",
    "$1",
    "?",
    "9223372036854775808",
    "[1, 2]",
)
FUNCTIONS = (
    *("count", "sum", "max", "min", "avg", "length", "upper", "coalesce", "abs", "round", "list", "unnest"),
    *(
        "row_number() OVER (ORDER BY 1) + length",
        "getenv",
        "current_setting",
        "read_text",
        "read_csv",
        "query",
    ),
    *(
        "glob",
        "pg_sleep",
        "range",
        "repeat",
        "random",
        "uuid",
        "error",
        "regexp_extract",
        "json",
        "struct_pack",
    ),
)
OPERATORS = ("+", "-", "*", "/", "||", "%", "=", "<>", "<", "AND", "OR", "IN", "IS", "~", "->>", "::")
HOSTILE = (
    "SELECT * FROM read_text('{secret}')",
    "SELECT content FROM read_blob('{folder}/*')",
    "COPY Employees TO '{folder}/stolen.csv'",
    "ATTACH '{folder}/new.db' AS other",
    "SELECT getenv('SQLGYM_FUZZ_CANARY')",
    "SELECT * FROM duckdb_settings()",
    "SELECT sql FROM sqlite_master",
    "INSTALL httpfs",
    "EXPORT DATABASE '{folder}/all'",
    "SELECT repeat('x', 2000000000)",
    "SELECT list(range) FROM range(400000000)",
    "WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x FROM t) SELECT count(*) FROM t",
    "SELECT pg_sleep(60)",
    "SELECT count(*) FROM range(9000000) a, range(9000000) b WHERE a.range + b.range = 7",
    "SET memory_limit = '90GB'",
    "PRAGMA database_list",
    "CREATE TABLE mine AS SELECT * FROM range(10000000)",
    "UPDATE Employees SET salary = salary * 2; DELETE FROM Orders; DROP TABLE Departments",
    "BEGIN; UPDATE Employees SET salary = 1; SELECT error('x'); COMMIT",
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) INSERT INTO Departments SELECT n, 'x' FROM c",
    "SELECT load_extension('{folder}/x.so'), writefile('{folder}/x', 'y')",
    "CREATE TRIGGER t AFTER INSERT ON Orders BEGIN DELETE FROM Orders; END",
    "VACUUM INTO '{folder}/copy.db'",
)
TOKEN = re.compile(r"\s+|\w+|'[^']*'|\S")
ODD = "\0\u202e\ufeff\u200b\x1b[31m\r\n\t\u2028𝕊é̛'\"`;--/*(){}[]$?\\%"


def expression(dice: random.Random, depth: int) -> str:
    """A value, a column, or something made of such."""
    if depth <= 0:
        return dice.choice((*VALUES, *COLUMNS))

    def inner() -> str:
        return expression(dice, depth - 1 - dice.randrange(2))

    forms = (
        lambda: f"{inner()} {dice.choice(OPERATORS)} {inner()}",
        lambda: f"{dice.choice(FUNCTIONS)}({', '.join(inner() for _ in range(dice.randrange(3)))})",
        lambda: f"CASE WHEN {inner()} THEN {inner()} ELSE {inner()} END",
        lambda: f"({query(dice, depth - 2)})",
        lambda: (
            f"CAST({inner()} AS {dice.choice(('INTEGER', 'DATE', 'HUGEINT', 'BLOB', 'JSON', 'BIT', 'int[]'))})"
        ),
        lambda: f"EXISTS ({query(dice, depth - 2)})",
        lambda: f"sum({inner()}) OVER (PARTITION BY {inner()} ORDER BY {inner()} ROWS 2 PRECEDING)",
    )
    return dice.choice(forms)()


def query(dice: random.Random, depth: int) -> str:
    """A SELECT, as likely as not one that no engine takes."""
    columns = ", ".join(expression(dice, depth - 1) for _ in range(dice.randrange(1, 4)))
    source = dice.choice(TABLES) if depth < 1 or dice.random() < 0.7 else f"({query(dice, depth - 1)})"
    clauses = (
        f" {dice.choice(('JOIN', 'LEFT JOIN', 'CROSS JOIN', 'ASOF JOIN', ','))} {dice.choice(TABLES)} AS o",
        f" WHERE {expression(dice, depth - 1)}",
        f" GROUP BY {dice.choice(('1', 'ALL', 'CUBE (1, 2)', 'name'))}",
        f" HAVING {expression(dice, depth - 1)}",
        f" ORDER BY {dice.choice(('1', 'ALL', '99', 'random()', 'name DESC NULLS LAST'))}",
        f" LIMIT {dice.choice(('1', '-1', '10%', 'NULL', '(SELECT 3)'))}",
        f" {dice.choice(('UNION', 'UNION ALL', 'EXCEPT', 'INTERSECT ALL'))} SELECT {expression(dice, 1)}",
    )
    return f"SELECT {columns} FROM {source} AS e" + "".join(one for one in clauses if dice.random() < 0.3)


def drawn(dice: random.Random) -> bytes:
    """One from the grammar, some with something hostile before, behind or instead."""
    sql = query(dice, dice.randrange(5))
    hostile = dice.choice(HOSTILE)
    shapes = (
        sql,
        sql,
        sql,
        hostile,
        f"{sql}; {hostile}",
        f"WITH x AS ({hostile}) {sql}",
        f"{hostile} -- {sql}",
    )
    return dice.choice(shapes).encode()


def noise(dice: random.Random) -> bytes:
    """Bytes or characters without any sense."""
    size = int(2 ** dice.uniform(0, 12))
    shapes = (
        lambda: dice.randbytes(size),
        lambda: "".join(dice.choice(ODD) for _ in range(size)).encode(),
        lambda: b"\xff\xfe" + dice.randbytes(size),
        lambda: ("SELECT " + dice.choice("([{-+'\"") * size).encode(),
        lambda: ("SELECT 1" + dice.choice((" UNION SELECT 1", "+1", ", 1", " -- x\n", ";")) * size).encode(),
        lambda: b"",
    )
    return dice.choice(shapes)()


def mutated(answers: Sequence[str]) -> Draw:
    """Draws one of real answers with one to five faults put in."""
    parts = [TOKEN.findall(answer) for answer in answers]
    words = sorted({token for tokens in parts for token in tokens})

    def draw(dice: random.Random) -> bytes:
        tokens = list(dice.choice(parts))
        for _ in range(dice.randrange(1, 6)):
            fault(tokens, words, dice)
        return "".join(tokens).encode()

    return draw


def fault(tokens: list[str], words: Sequence[str], dice: random.Random) -> None:
    """Put one fault in: a token more, less, twice, replaced, moved, cut or spoilt."""
    place, other = dice.randrange(len(tokens) or 1), dice.randrange(len(tokens) or 1)
    match dice.randrange(7):
        case 0:
            tokens.insert(place, dice.choice(words))
        case 1:
            del tokens[place : place + 1]
        case 2:
            tokens[place:place] = tokens[other : other + dice.randrange(20)]
        case 3:
            tokens[place : place + 1] = [dice.choice(words)]
        case 4:
            tokens[place : place + 1], tokens[other : other + 1] = (
                tokens[other : other + 1],
                tokens[place : place + 1],
            )
        case 5:
            tokens.insert(place, dice.choice(ODD))
        case 6:
            tokens.insert(place, expression(dice, 2))

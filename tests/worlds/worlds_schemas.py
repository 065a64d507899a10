"""Random schemas for properties: keys of every kind, references in circles, UNIQUE, CHECK."""

from hypothesis import strategies as st

from sqlgym.schema import Column, ForeignKey, Table

KEY_TYPES = ("INTEGER", "SMALLINT", "VARCHAR", "DATE", "DECIMAL(6,2)", "UTINYINT")
TYPES = (
    *KEY_TYPES,
    *("BIGINT", "UINTEGER", "HUGEINT", "DECIMAL(10,2)", "DECIMAL(3,3)", "FLOAT", "DOUBLE", "BOOLEAN", "TIME"),
    *(
        "TIMESTAMP",
        "TIMESTAMP WITH TIME ZONE",
        "TIMESTAMP_S",
        "INTERVAL",
        "BLOB",
        "UUID",
        "ENUM('a', 'it''s')",
    ),
)
NUMBER_CHECKS = (
    "({0} >= 0)",
    "({0} BETWEEN 5 AND 20)",
    "(({0} % 2) = 0)",
    "({0} IN (7, 11))",
    "(({0} ^ 2) < 90000)",
    "(hash({0}) % 3 != 0)",
)
TEXT_CHECKS = ("(length({0}) <= 3)", "({0} IN ('x', 'y'))", "({0} ~~ 'a%')", "(upper({0}) = {0})")
DATE_CHECKS = ("({0} >= '2024-01-20')", '("year"({0}) = 2023)')
NUMBERS = ("INTEGER", "SMALLINT", "DECIMAL(6,2)", "UTINYINT", "BIGINT", "UINTEGER", "DECIMAL(10,2)")


@st.composite
def schemas(draw: st.DrawFn) -> tuple[Table, ...]:
    """One to four tables; every reference goes to a primary key, be it of a table before, behind, or itself."""
    count = draw(st.integers(1, 4))
    keys = draw(st.lists(st.lists(st.sampled_from(KEY_TYPES), max_size=2), min_size=count, max_size=count))
    return tuple([draw(tables(number, keys)) for number in range(count)])


@st.composite
def tables(draw: st.DrawFn, number: int, keys: list[list[str]]) -> Table:
    """One table with the given key, up to three further columns and up to two references."""
    columns = [Column(f"k{n}", kind, nullable=False) for n, kind in enumerate(keys[number])]
    least = 0 if columns else 1
    for n, kind in enumerate(draw(st.lists(st.sampled_from(TYPES), min_size=least, max_size=3))):
        columns.append(Column(f"c{n}", kind, nullable=draw(st.booleans())))
    primary = tuple(f"k{n}" for n in range(len(keys[number])))
    able = [one.name for one in columns if one.type != "INTERVAL"]  # which no index of DuckDB takes
    unique: list[tuple[str, ...]] = []
    if draw(st.booleans()) and able:
        unique.append((draw(st.sampled_from(able)),))
    foreign = []
    for place, parent in enumerate(draw(st.lists(st.integers(0, len(keys) - 1), max_size=2))):
        if keys[parent]:
            names = tuple(f"f{place}{n}" for n in range(len(keys[parent])))
            optional = draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
            columns += map(Column, names, keys[parent], optional)
            foreign.append(ForeignKey(names, f"T{parent}", tuple(f"k{n}" for n in range(len(names)))))
            unique += [names] if draw(st.integers(0, 3)) == 0 else []
    distinct = tuple(dict.fromkeys(key for key in unique if key != primary))
    return Table(
        f"T{number}", tuple(columns), primary, distinct, tuple(foreign), tuple(draw(checks(columns)))
    )


@st.composite
def checks(draw: st.DrawFn, columns: list[Column]) -> list[str]:
    """Up to two CHECKs on a column, and sometimes one on two columns."""
    found = []
    for column in draw(st.lists(st.sampled_from(columns), max_size=2)):
        if column.type in NUMBERS:
            found.append(draw(st.sampled_from(NUMBER_CHECKS)).format(column.name))
        elif column.type in ("VARCHAR", "DATE"):
            some = TEXT_CHECKS if column.type == "VARCHAR" else DATE_CHECKS
            found.append(draw(st.sampled_from(some)).format(column.name))
    numbers = [column.name for column in columns if column.type in NUMBERS]
    if len(numbers) > 1 and draw(st.booleans()):
        found.append(f"(({numbers[0]} <= {numbers[-1]}) OR ({numbers[0]} IS NULL))")
    return found

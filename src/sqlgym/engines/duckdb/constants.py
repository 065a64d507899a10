"""DuckDB's syntax tree of one query in, the constants it compares columns with out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlgym.engines.duckdb.fold import DEEPEST, Node, Span, Value, arguments, calculate, fold
from sqlgym.engines.duckdb.guard import nodes
from sqlgym.engines.duckdb.names import names
from sqlgym.sql.constants import Constant, Constants, Kind, collected

PATTERNS: dict[str, Kind] = {
    **dict.fromkeys(("~~", "!~~", "like_escape", "not_like_escape"), "like"),
    **dict.fromkeys(("~~*", "!~~*", "ilike_escape", "not_ilike_escape"), "ilike"),
    **dict.fromkeys(("regexp_full_match", "regexp_matches", "regexp_extract", "regexp_replace"), "regex"),
    **dict.fromkeys(("glob", "~~~", "contains", "starts_with", "prefix", "ends_with", "suffix"), "like"),
}
"""Functions of a text and a pattern → how the pattern is read."""

NEIGHBOURS = frozenset({"lead", "lag"})
"""Functions whose second argument counts rows, and whose third stands in for a missing row."""

SIZES = frozenset({"ntile", "nth_value", "min", "max", "first", "last", "arg_max", "arg_min"})
"""Functions whose last argument, where it is a number, counts rows."""

COUNTS = frozenset(
    {"count", "count_star", "row_number", "rank", "dense_rank", "ntile", "len", "array_length"}
)
"""Functions whose value is a number of rows."""

SEARCHED = frozenset(
    {
        *("split_part", "string_split", "str_split", "string_to_array", "split", "replace", "translate"),
        *("strpos", "instr", "position", "trim", "ltrim", "rtrim"),
    }
)
"""Functions of a text that look for another text in it."""

MOMENT = re.compile(r"\d{4}-\d\d")

DIVISIONS = frozenset({"//", "/", "%", "mod", "divide", "fmod"})

CUTS = frozenset({"substr", "substring", "left", "right", "array_slice"})
"""Functions that cut a text at a place that a number says."""

FINITE = frozenset({"isnan", "isfinite", "isinf"})
"""Functions that ask whether a number is one."""

LENGTHS = frozenset({"length", "len", "strlen", "char_length", "character_length"})
PARTS = frozenset({"year", "month", "day", "hour", "date_part", "datepart"})
LOOKED_AT = frozenset(
    {
        *("month", "day", "dayofmonth", "quarter", "week", "weekofyear", "yearweek", "dayofyear", "year"),
        *("dayofweek", "isodow", "weekday", "dayname", "monthname", "last_day", "date_part", "datepart"),
        *(
            "date_trunc",
            "datetrunc",
            "strftime",
            "date_diff",
            "datediff",
            "date_sub",
            "datesub",
            "age",
            "hour",
        ),
    }
)
"""Functions that look at a part of a day or moment."""
DEFAULTS = frozenset({"nullif", "ifnull", "coalesce"})
LISTS = frozenset({"contains", "list_contains", "list_value"})
MANY = 300
"""Constants kept of one query: an IN list can be long."""


def constants(tree: Node) -> Constants:
    """What a serialised query compares its columns with, and how many rows it counts to.

    Names are followed through aliases of tables and columns, not through scopes: too much is better here
    than too little.
    """
    reader = _Reader(tree)
    for node in nodes(dict(tree)):
        reader.node(node)
    found = collected(reader.found | reader.defaults, reader.sizes)
    defaults = tuple(sorted(reader.defaults - reader.found))
    return Constants(found.values[:MANY], found.sizes[:MANY], defaults)


class _Reader:
    """Reads one tree node by node; `found`, `defaults` and `sizes` grow."""

    def __init__(self, tree: Node) -> None:
        self.found: set[Constant] = set()
        self.defaults: set[Constant] = set()
        self.sizes: set[int] = set()
        self.tables, self.aliases, self.renamed = names(tree)

    def node(self, node: Node) -> None:
        """Take up what one node compares."""
        kind, type_ = node.get("class"), node.get("type")
        if len(self.found) > 4 * MANY:
            return
        if kind == "COMPARISON":
            self.compare([node["left"], node["right"]])
        elif kind == "BETWEEN":
            self.compare([node["input"], node["lower"], node["upper"]])
        elif type_ in ("COMPARE_IN", "COMPARE_NOT_IN"):
            self.compare(node["children"])
        elif type_ == "OPERATOR_COALESCE":
            self.default(node["children"])
        elif type_ == "ARRAY_EXTRACT":
            self.size(fold(node["children"][-1]))
        elif kind in ("FUNCTION", "WINDOW"):
            self.function(node)
            self.distance(node)
        elif type_ == "LIMIT_MODIFIER":
            self.limit(node)
        elif type_ == "EXPRESSION_LIST":
            self.unknown(one for row in node["values"] for one in row)

    def function(self, node: Node) -> None:
        """Take up the pattern, the default or the number of rows that a function is given."""
        name, given = str(node["function_name"]), arguments(node)
        if name in PATTERNS and len(given) > 1 and isinstance(pattern := fold(given[1]), str):
            escape = fold(given[2]) if name.endswith("_escape") and len(given) > 2 else ""
            self.pattern(given[0], PATTERNS[name], _pattern(name, pattern, str(escape or "")))
        elif name in SEARCHED:
            self.inside(given)
        elif name in LOOKED_AT:
            self.found.update(Constant(*place, "part", "") for one in given for place in self.columns(one))
            self.apart(given, map(fold, given))
        elif name in CUTS:
            self.cut(given)
        elif name in FINITE:
            self.found.update(Constant(*place, "text", "nan") for one in given for place in self.columns(one))
        elif name in DEFAULTS:
            self.default(given)
        elif name in LISTS:
            self.compare([part for one in given for part in _members(one)])
        elif name in NEIGHBOURS:
            for one in given[1:2]:
                self.size(fold(one))
            self.default(given[:1] + given[2:])
        elif name in SIZES and len(given) > (name != "ntile"):
            self.size(fold(given[-1]))

    def default(self, sides: Sequence[Node]) -> None:
        """Take up what stands in for a missing value."""
        kept, self.found = self.found, self.defaults
        self.compare(sides)
        self.found = kept

    def cut(self, given: list[Node]) -> None:
        """Take up where a text is cut: as lengths of the texts, counted from one end and from where it begins."""
        numbers = [int(one) for one in map(fold, given[1:]) if isinstance(one, Decimal) and 0 < one <= 100]
        places = self.columns(given[0]) if numbers else ()
        lengths = dict.fromkeys((*numbers, sum(numbers)))
        self.found.update(Constant(*place, "length", str(size)) for place in places for size in lengths)

    def distance(self, node: Node) -> None:
        """Take up how far apart values may be: in `day - 7`, and in a frame of so many days, or of so many rows."""
        ends = [fold(node[end]) for end in ("start_expr", "end_expr") if node.get(end)]
        if "ROWS" in f"{node.get('start')} {node.get('end')}":
            for end in ends:
                self.size(end)
        elif ends:
            self.apart([one["expression"] for one in node.get("orders") or []], ends)
        elif node["function_name"] in ("+", "-"):
            sides = arguments(node)
            found = [fold(one) for one in sides]
            moved = node["function_name"] == "+" or not isinstance(
                found[0], Decimal
            )  # `100 - a` moves nothing
            self.apart(sides, found if moved else ())
        elif node["function_name"] in DIVISIONS and len(sides := arguments(node)) == 2:
            by = fold(sides[1])
            if isinstance(by, Decimal) and 1 < abs(by) < 10**6:
                places = self.columns(sides[0])
                self.found.update(Constant(*place, "divisor", f"{abs(by):f}") for place in places)

    def apart(self, among: Iterable[Node], values: Iterable[Value | None]) -> None:
        """Take up that values of the columns in some expressions may be so far apart, or from a day."""
        places = {place for one in among for place in self.columns(one)}
        for value in values:
            if isinstance(value, date) or (isinstance(value, str) and MOMENT.match(value)):
                self.found.update(Constant(*place, *_written(value)) for place in places)
            if isinstance(value, (Decimal, Span)):
                self.found.update(Constant(*place, "interval", _days(value)) for place in places)

    def pattern(self, subject: Node, kind: Kind, pattern: str) -> None:
        """Take up a pattern for every column of an expression."""
        for table, column in self.columns(subject):
            self.found.add(Constant(table, column, kind, pattern))

    def inside(self, given: list[Node]) -> None:
        """Take up the texts that a function looks for, for every column that it looks into."""
        texts = [text for text in map(fold, given[1:]) if isinstance(text, str)]
        places = {place for one in given for place in self.columns(one)}
        self.found.update(Constant(*place, "text", text) for place in places for text in texts)

    def limit(self, node: Node) -> None:
        """Take up LIMIT, OFFSET and where both end."""
        values = [fold(node[name]) for name in ("limit", "offset") if node.get(name)]
        for value in values:
            self.size(value)
        if len(values) == 2:
            self.size(sum(value for value in values if isinstance(value, Decimal)))

    def size(self, value: Any) -> None:
        """Take up a number of rows."""
        if isinstance(value, Decimal) and abs(value) <= 10**6:
            self.sizes.add(abs(int(value)))

    def unknown(self, expressions: Iterable[Node]) -> None:
        """Take up the constants among some expressions for every column."""
        for value in map(fold, expressions):
            if value is not None:
                self.add("", "", value)

    def compare(self, sides: Sequence[Node]) -> None:
        """Take up the constants among some expressions for the columns of the others."""
        if all(map(_is_row, sides)) and len({len(arguments(side)) for side in sides}) == 1:
            for place in zip(*map(arguments, sides), strict=True):
                self.compare(place)
            return
        folded = [(side, fold(side)) for side in sides]
        others = [side for side, value in folded if value is None]
        for value in [value for _, value in folded if value is not None and others]:
            solved = [self.solve(side, value, set(), 0) for side in others]
            if not any(solved):
                self.add("", "", value)

    def solve(self, node: Node, value: Value, seen: set[str], depth: int) -> bool:
        """Take up what the columns of an expression must be for it to have this value; whether there are any."""
        kind = node["class"]
        if depth > DEEPEST:
            return False
        if kind == "COLUMN_REF":
            return self.column(node, value, seen, depth)
        if kind in ("FUNCTION", "WINDOW"):
            return self.solve_function(node, value, seen, depth)
        return self.solve_all(_children(node), value, seen, depth)

    def solve_all(self, parts: Iterable[Node], value: Value, seen: set[str], depth: int) -> bool:
        """Find what several expressions must be; whether there are any columns in any."""
        solved = [self.solve(one, value, seen, depth + 1) for one in parts]
        return any(solved)

    def solve_function(self, node: Node, value: Value, seen: set[str], depth: int) -> bool:
        """Find what a function's arguments must be: arithmetic is undone if one side is known."""
        name, given = str(node["function_name"]), arguments(node)
        if name in COUNTS:
            self.size(value)
        if name in LENGTHS and isinstance(value, Decimal):
            return self.measure(given, value)
        if name in COUNTS:
            return True
        if name in PARTS and isinstance(value, Decimal):
            day = _day(name, given, value)
            return day is not None and self.solve_all(given, day, seen, depth)
        known, folded = False, [fold(one) for one in given]
        for place, one in enumerate(given):
            undone = _undo(name, folded, place, value)
            known = self.solve(one, value if undone is None else undone, seen, depth + 1) or known
        return known

    def measure(self, given: list[Node], value: Decimal) -> bool:
        """Take up the length of the columns in a function's arguments."""
        found = [place for one in given for place in self.columns(one)]
        self.found.update(Constant(*place, "length", str(int(value))) for place in found if value <= 100)
        return bool(found)

    def column(self, node: Node, value: Value, seen: set[str], depth: int) -> bool:
        """Take up a value for a column, and for what the name may be an alias of."""
        name = str(node["column_names"][-1]).lower()
        known = self.aliases.get(name, []) if name not in seen else []
        seen.add(name)
        for one in known:
            self.solve(one, value, seen, depth + 1)
        for table, column in self.places(node):
            self.add(table, column, value)
        return True

    def columns(self, node: Node) -> Iterator[tuple[str, str]]:
        """Every column that an expression mentions, as table and column."""
        for one in nodes(dict(node)):
            if one.get("class") == "COLUMN_REF":
                yield from self.places(one)
                for alias in self.aliases.get(str(one["column_names"][-1]).lower(), []):
                    if alias["class"] == "COLUMN_REF":
                        yield from self.places(alias)

    def places(self, node: Node) -> Iterator[tuple[str, str]]:
        """The tables a reference may mean, each with the column; no table where that is not known."""
        names = [str(name).lower() for name in node["column_names"]]
        if names[-1] in self.renamed:
            yield "", ""
        tables = self.tables.get(names[-2], set()) if len(names) > 1 else set()
        for table in sorted(tables) or [""]:
            yield table, names[-1]

    def add(self, table: str, column: str, value: Value) -> None:
        """Take up one value."""
        kind, text = _written(value)
        self.found.add(Constant(table, column, kind, text))


def _children(node: Node) -> Iterable[Node]:
    """The expressions that an expression's value is made of."""
    if node["class"] == "SUBQUERY":
        query = node["subquery"]["node"]
        return list(query.get("select_list", []))
    if node["class"] == "CASE":
        checks = [check["then_expr"] for check in node["case_checks"]]
        return [*checks, *([node["else_expr"]] if node.get("else_expr") else [])]
    if node["class"] == "CAST":
        return [node["child"]]
    return node.get("children", []) if node["class"] == "OPERATOR" else []


def _is_row(node: Node) -> bool:
    return bool(node["class"] == "FUNCTION" and node["function_name"] == "row")


def _members(node: Node) -> list[Node]:
    """The members of a list written out, else the expression itself."""
    is_list = node["class"] == "FUNCTION" and node["function_name"] == "list_value"
    return arguments(node) if is_list else [node]


INVERSE = {"+": "-", "-": "+", "*": "/", "/": "*"}


def _undo(name: str, known: list[Value | None], place: int, value: Value) -> Value | None:
    """What one operand must be for the operation with the other, a constant, to have this value."""
    if name == "-" and len(known) == 1:
        return -value if isinstance(value, (Decimal, Span)) else None
    if name not in INVERSE or len(known) != 2 or known[place] is not None:
        return None
    other = known[1 - place]
    if other is None:
        return None
    return calculate(name, other, value) if place and name in "-/" else calculate(INVERSE[name], value, other)


def _day(name: str, given: list[Node], value: Decimal) -> date | None:
    """A day whose year, month or day of the month is this number."""
    part = name if len(given) == 1 else str(fold(given[0])).lower()
    year, month, day, hour = (int(value) if part == one else other for one, other in _TODAY)
    try:
        if part == "hour":
            return datetime(year, month, day, hour)
        return date(year, month, day) if part in ("year", "month", "day") else None
    except ValueError:
        return None


_TODAY = (("year", 2024), ("month", 1), ("day", 15), ("hour", 0))


def _pattern(name: str, pattern: str, escape: str) -> str:
    """A pattern as LIKE's, with backslash as its escape; a regular expression stays as it is."""
    if PATTERNS[name] == "regex":
        return f"^(?:{pattern})$" if name == "regexp_full_match" else pattern
    if name in ("glob", "~~~"):
        return _quoted(pattern).replace("*", "%").replace("?", "_")
    if name in ("contains", "starts_with", "prefix", "ends_with", "suffix"):
        before = "" if name in ("starts_with", "prefix") else "%"
        return before + _quoted(pattern) + ("" if name in ("ends_with", "suffix") else "%")
    plain = pattern.replace("\\", "\\\\")
    return plain.replace(escape, "\\") if escape and escape != "\\" else pattern if escape else plain


def _quoted(text: str) -> str:
    return "".join(f"\\{char}" if char in "%_\\" else char for char in text)


def _days(value: Decimal | Span) -> str:
    """A number, or an interval in days, those of a month and of a year rounded, and parts of one."""
    if isinstance(value, Decimal):
        return f"{abs(value).normalize():f}"
    days = round(Decimal("30.4375") * value.months) + value.days + Decimal(value.seconds) / 86_400
    return f"{abs(days).normalize():f}"


def _written(value: Value) -> tuple[Kind, str]:
    """A value as a constant's kind and text."""
    if isinstance(value, Decimal):
        return "number", f"{value.normalize():f}"
    if isinstance(value, Span):
        return "interval", _days(value)
    if isinstance(value, datetime):
        return "timestamp", str(value)
    return ("date", str(value)) if isinstance(value, date) else ("text", value)

"""The text of a CHECK, as DuckDB's catalog gives it, in; what says whether a row keeps it, out."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NoReturn

import msgspec

from sqlgym.result import Cell
from sqlgym.worlds import logic
from sqlgym.worlds.logic import Unknown

Cells = Mapping[str, Cell]
"""A row's cells by the names of their columns in small letters."""

Evaluate = Callable[[Cells], Cell]


class Check(msgspec.Struct, frozen=True):
    """A CHECK that is understood: the columns and literals in it, and whether a row keeps it (NULL does)."""

    text: str
    columns: tuple[str, ...]
    literals: tuple[Cell, ...]
    evaluate: Evaluate

    def holds(self, cells: Cells) -> bool:
        """Whether a row keeps it; raises Unknown where that can't be said."""
        try:
            return self.evaluate(cells) in (None, True)
        except (TypeError, ValueError, AttributeError, ArithmeticError, re.error) as error:
            raise Unknown(self.text) from error


def parse(text: str) -> Check:
    """The CHECK; raises Unknown for one that uses more than comparisons, logic, arithmetic, simple functions."""
    parser = _Parser(text)
    evaluate = parser.expression()
    if parser.token:
        parser.stop()
    columns = tuple(dict.fromkeys(parser.columns))
    return Check(text, columns, tuple(dict.fromkeys(parser.literals)), evaluate)


TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:e[-+]?\d+)?|\.\d+)|'(?P<string>(?:[^']|'')*)'|"(?P<quoted>(?:[^"]|"")*)"
    |(?P<word>[A-Za-z_]\w*)|(?P<mark>!~~\*|~~\*|!~~|~~|<=|>=|<>|!=|//|\|\||[-+*/%<>=(),]))""",
    re.VERBOSE | re.IGNORECASE,
)


class _Parser:
    """Reads a CHECK by recursive descent; `token` is the next one, `kind` what it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.columns: list[str] = []
        self.literals: list[Cell] = []
        self.next()

    def next(self) -> str:
        """Step to the next token; return the one just left."""
        left = getattr(self, "token", "")
        match = TOKEN.match(self.text, self.place)
        if match is None and self.text[self.place :].strip():
            self.stop()
        self.place = match.end() if match else len(self.text)
        self.kind = (match.lastgroup if match else None) or "end"
        self.token = match[self.kind] if match else ""
        return left

    def stop(self) -> NoReturn:
        """Give up."""
        raise Unknown(self.text)

    def is_(self, *words: str) -> bool:
        """Whether the next token is one of these words or marks."""
        return self.kind in ("word", "mark") and self.token.upper() in words

    def take(self, *words: str) -> str:
        """Step over the next token if it is one of these, and return it."""
        return self.next().upper() if self.is_(*words) else ""

    def expect(self, word: str) -> None:
        """Step over a token that must be there."""
        if not self.take(word):
            self.stop()

    def expression(self) -> Evaluate:
        """A condition: OR of AND of NOT."""
        parts = [self.all_of()]
        while self.take("OR"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else lambda row: logic.disjunction([one(row) for one in parts])

    def all_of(self) -> Evaluate:
        """Conditions joined by AND."""
        parts = [self.negation()]
        while self.take("AND"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else lambda row: logic.conjunction([one(row) for one in parts])

    def negation(self) -> Evaluate:
        """A condition that may begin with NOT."""
        return _negated(self.negation()) if self.take("NOT") else self.comparison()

    def comparison(self) -> Evaluate:
        """A comparison, or a value alone."""
        left = self.operation(logic.SUMS)
        if mark := self.take(*logic.COMPARISONS):
            return _applied(logic.COMPARISONS[mark], left, self.operation(logic.SUMS))
        if self.take("IS"):
            return self.identity(left)
        negated = bool(self.take("NOT"))
        if self.take("BETWEEN"):
            found = self.between(left)
        elif self.take("IN"):
            found = self.membership(left)
        elif negated:
            self.stop()
        else:
            return left
        return _negated(found) if negated else found

    def identity(self, left: Evaluate) -> Evaluate:
        """What follows IS."""
        negated = bool(self.take("NOT"))
        if self.take("DISTINCT"):
            self.expect("FROM")
            return _identical(left, self.operation(logic.SUMS), not negated)
        word = self.take("NULL", "TRUE", "FALSE") or self.stop()
        wanted = {"NULL": None, "TRUE": True, "FALSE": False}[word]
        return lambda row: (left(row) is wanted) != negated

    def between(self, left: Evaluate) -> Evaluate:
        """The bounds after BETWEEN."""
        low = _applied(logic.COMPARISONS[">="], left, self.operation(logic.SUMS))
        self.expect("AND")
        high = _applied(logic.COMPARISONS["<="], left, self.operation(logic.SUMS))
        return lambda row: logic.conjunction([low(row), high(row)])

    def membership(self, left: Evaluate) -> Evaluate:
        """The list after IN."""
        self.expect("(")
        equal = [_applied(logic.COMPARISONS["="], left, one) for one in self.listed()]
        return lambda row: logic.disjunction([one(row) for one in equal])

    def listed(self) -> list[Evaluate]:
        """Expressions with commas between, up to the closing bracket."""
        if self.take(")"):
            return []
        found = [self.expression()]
        while self.take(","):
            found.append(self.expression())
        self.expect(")")
        return found

    def operation(self, operators: Mapping[str, logic.Function]) -> Evaluate:
        """Sums of products of values."""
        inner = (lambda: self.operation(logic.PRODUCTS)) if operators is logic.SUMS else self.value
        left = inner()
        while mark := self.take(*operators):
            left = _applied(operators[mark], left, inner())
        return left

    def value(self) -> Evaluate:
        """A literal, a column, a function, a cast, a CASE, or anything in brackets."""
        if self.take("("):
            found = self.expression()
            self.expect(")")
            return found
        if self.take("-"):
            return self.minus()
        if self.kind in ("number", "string"):
            return self.literal(_number(self.next()) if self.kind == "number" else _text(self.next()))
        if word := self.take("TRUE", "FALSE", "NULL"):
            return _constant({"TRUE": True, "FALSE": False}.get(word))
        if self.kind not in ("word", "quoted"):
            self.stop()
        return self.named()

    def minus(self) -> Evaluate:
        """A negative number, or the negative of a value."""
        if self.kind == "number":
            return self.literal(-_number(self.next()))
        value = self.value()
        return _applied(logic.SUMS["-"], _constant(0), value)

    def literal(self, value: Cell) -> Evaluate:
        """A literal, noted."""
        self.literals.append(value)
        return _constant(value)

    def named(self) -> Evaluate:
        """What begins with a name."""
        quoted = self.kind == "quoted"
        name = self.next().replace('""', '"').lower()
        if name == "cast" and not quoted and self.take("("):
            return self.cast()
        if name == "case" and not quoted:
            return self.case()
        if self.take("("):
            return _applied(logic.FUNCTIONS.get(name) or self.stop(), *self.listed())
        self.columns.append(name)
        return lambda row: row[name]

    def cast(self) -> Evaluate:
        """CAST to a date, a timestamp, or of a condition to a truth value."""
        value = self.expression()
        self.expect("AS")
        kind = self.next().upper()
        self.expect(")")
        if kind == "BOOLEAN":
            return value
        if kind not in ("DATE", "TIMESTAMP"):
            self.stop()
        return _applied(logic.strict(logic.day if kind == "DATE" else logic.moment), value)

    def case(self) -> Evaluate:
        """CASE WHEN … THEN … ELSE … END."""
        branches = []
        while self.take("WHEN"):
            when = self.expression()
            self.expect("THEN")
            branches.append((when, self.expression()))
        other = self.expression() if self.take("ELSE") else _constant(None)
        self.expect("END")
        if not branches:
            self.stop()
        return lambda row: next((then(row) for when, then in branches if when(row) is True), other)(row)


def _applied(function: logic.Function, *given: Evaluate) -> Evaluate:
    return lambda row: function(*[one(row) for one in given])


def _constant(value: Cell) -> Evaluate:
    return lambda row: value


def _negated(value: Evaluate) -> Evaluate:
    return _applied(logic.strict(lambda cell: not cell), value)


def _identical(left: Evaluate, right: Evaluate, distinct: bool) -> Evaluate:
    return lambda row: logic.distinct(left(row), right(row)) == distinct


def _number(text: str) -> Any:
    return int(text) if text.isdecimal() else Decimal(text)


def _text(text: str) -> str:
    return text.replace("''", "'")

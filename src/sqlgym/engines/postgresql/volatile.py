"""What of PostgreSQL is left to chance or the clock, and a statement in which that is an extreme.

What a query calls is read from its names: PostgreSQL shows no tree. Source: the manual's “Random Functions” and
“Current Date/Time”, and the texts that mean a moment (“Date/Time Special Values”).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlgym.engines.postgresql.lexer import Token, tokens
from sqlgym.sql.reading import Extreme

CHANCE = frozenset({"random", "random_normal", "gen_random_uuid", "uuidv4", "uuidv7"})
CALLED_CLOCKS = frozenset(
    {"now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "age"}
)
CLOCKS = {
    "current_date": "date",
    "current_time": "timetz",
    "current_timestamp": "timestamptz",
    "localtime": "time",
    "localtimestamp": "timestamp",
}
"""Word for the clock → its type."""

MOMENT = re.compile(r"'\s*(?:now|today|tomorrow|yesterday)\s*'", re.IGNORECASE)
SAMPLE = "tablesample"
FRACTION = re.compile(r"(?<![\w.])0?\.\d{1,12}(?![\w.])")


def volatile(sql: str) -> tuple[str, ...]:
    """What is left to chance or the clock, by the names in a text."""
    return tuple(sorted({name for name, _, _ in asked(tokens(sql))}))


def volatile_in_text(text: str) -> tuple[str, ...]:
    """What chance or the clock decides by a text's words."""
    return volatile(text)


def volatile_calls(expression: str) -> tuple[str, ...]:
    """The functions of chance and the clock that an expression of the catalog calls."""
    return volatile(expression)


def chance(names: Iterable[str]) -> bool:
    """Whether some of these functions ask chance, and not the clock."""
    return not (CHANCE | {"sample"}).isdisjoint(names)


def values(text: str) -> tuple[str, ...]:
    """Values for `random()`, which is between 0 and 1: the fractions of a text and those beside them."""
    found = {float(one) for one in FRACTION.findall(text)}
    near = {one + by for one in found for by in (-1e-9, 0.0, 1e-9)}
    return tuple(f"{one:.12f}" for one in sorted(near) if 0 <= one < 1)


def shadowing(names: Sequence[str], extreme: Extreme, value: str = "") -> None:
    """No statement does that for every connection: `Session.shadowed` writes it into the text."""


def asked(found: list[Token]) -> Iterator[tuple[str, int, int]]:
    """Each place that asks chance or the clock: its name, and the tokens that it takes."""
    for place, token in enumerate(found):
        name = token[0].lower() if token.lastgroup == "word" else token[0].strip('"')
        opened = place + 1 < len(found) and found[place + 1][0] == "("
        if token.lastgroup == "quoted" and MOMENT.fullmatch(token[0]):
            yield "now", place, place + 1
        elif token.lastgroup == "word" and name in CLOCKS:
            yield name, place, call_end(found, place) if opened else place + 1
        elif opened and name in CHANCE:
            yield name, place, call_end(found, place)
        elif opened and name in CALLED_CLOCKS:
            end = call_end(found, place)
            if name != "age" or "," not in [one[0] for one in found[place:end]]:
                yield name, place, end
        elif token.lastgroup == "word" and name == SAMPLE:
            yield "sample", place, place + 1


def call_end(found: list[Token], place: int) -> int:
    """The place behind the brackets of a call."""
    depth, place = 0, place + 1
    while place < len(found):
        depth += (found[place][0] == "(") - (found[place][0] == ")")
        place += 1
        if depth == 0:
            break
    return place


def shadowed(sql: str, names: Collection[str], extreme: Extreme, value: str = "") -> str:
    """A text in which chance and the clock are extreme, as far as these names go; `value` is another for `random()`."""
    found = tokens(sql)
    high = extreme == "high"
    parts, end = [], 0
    for name, first, behind in asked(found):
        if name not in names or found[first].start() < end:
            continue
        start = found[first - 2].start() if first > 1 and found[first - 1][0] == "." else found[first].start()
        said = stand_in(name, found[first:behind], high, value)
        if said:
            parts += [sql[end:start], said]
            end = found[behind - 1].end()
    return "".join([*parts, sql[end:]])


def stand_in(name: str, call: list[Token], high: bool, value: str) -> str:
    """What stands in for one place that asks chance or the clock."""
    at = moment(high)
    if name == "random" and len(call) > 3:  # of two bounds
        inner = [one[0] for one in call[2:-1]]
        comma = inner.index(",") if "," in inner else 0
        return f"({''.join(inner[comma + 1 :] if high else inner[:comma])})"
    if name in ("random", "random_normal"):
        far = "0.9999999999999999" if name == "random" else "9"
        return f"({value or (far if high else '0' if name == 'random' else '-9')}::float8)"
    if name in CHANCE:
        return f"('{('f' if high else '0') * 8}-0000-4000-8000-000000000000'::uuid)"
    if name in CLOCKS:
        return (
            f"(('{at}'::timestamp)::{CLOCKS[name]})"
            if CLOCKS[name] != "timetz"
            else f"('{at[11:]}+00'::timetz)"
        )
    if name == "age":
        inside = "".join(one.string[one.start() : one.end()] + " " for one in call[2:-1])
        return f"age(('{at[:10]}'::timestamp), ({inside})::timestamp)"
    if name == "timeofday":
        return f"('{at}'::text)"
    if call[0].lastgroup == "quoted":
        return f"'{at}'"
    return f"('{at}'::timestamptz)" if name != "sample" else ""


def moment(high: bool) -> str:
    """The first moment of tomorrow, or the last one of a day in a hundred years: the clock only goes on."""
    day = (datetime.now(UTC) + timedelta(days=36525 if high else 1)).date()
    return f"{day} {'23:59:59' if high else '00:00:00'}"

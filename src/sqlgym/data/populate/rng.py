"""Numbers that look drawn by lot, computed from a row's number in SQL: the same on every machine and thread.

DuckDB's own `hash()` may change with its version and `random()` depends on the number of threads. A square
between two steps modulo primes passes a chi-squared test on single values, pairs of columns and pairs of
rows, and costs a fifth more than writing plain numbers. All products stay below 2^63.
"""

from hashlib import sha256
from math import gcd

_PRIMES = (2_147_483_647, 2_147_483_629, 2_147_483_587)


def _numbers(salt: str) -> list[int]:
    digest = sha256(salt.encode()).digest()
    return [
        int.from_bytes(digest[at : at + 4], "big") % 2_000_000_000 + 100_000_000 for at in range(0, 20, 4)
    ]


def unit(ordinal: str, salt: str) -> str:
    """Return SQL for a number from 0 up to but not including 1."""
    a, b, c, d, e = _numbers(salt)
    first = f"(({ordinal}) * {a} + {b}) % {_PRIMES[0]}"
    second = f"(({first}) * ({first}) + {c}) % {_PRIMES[1]}"
    return f"((({second}) * {d} + {e}) % {_PRIMES[2]} * {1 / _PRIMES[2]!r}::DOUBLE)"


def below(size: str, ordinal: str, salt: str, skew: int = 0) -> str:
    """Return SQL for a whole number from 0 to size - 1, the more often small the greater `skew`."""
    drawn = unit(ordinal, salt)
    return f"CAST(floor({' * '.join([drawn] * (skew + 1))} * {size}) AS BIGINT)"


def weighted(weights: tuple[float, ...], ordinal: str, salt: str) -> str:
    """Return SQL for an index of the weights, each as often as its weight says."""
    total, so_far, cases = sum(weights), 0.0, []
    for index, weight in enumerate(weights[:-1]):
        so_far += weight
        cases.append(f"WHEN {unit(ordinal, salt)} < {so_far / total!r}::DOUBLE THEN {index}")
    last = max(index for index, weight in enumerate(weights) if weight)
    return f"CASE {' '.join(cases)} ELSE {last} END" if cases else "0"


def permuted(size: int, ordinal: str, salt: str, most: int) -> str:
    """Return SQL for a number from 0 to size - 1, different for every ordinal from 1 to size.

    `most` is the greatest ordinal there will be.
    """
    stride, shift = walk(size, salt, most)
    return f"((({ordinal}) - 1) * {stride} + {shift}) % {size}"


def walk(size: int, salt: str, most: int) -> tuple[int, int]:
    """Return a stride and a start that visit each of 0 … size - 1 once, far from in order."""
    first, second, *_ = _numbers(salt)
    stride = min(size * (550 + first % 130) // 1000, 2**61 // max(most, 1)) or 1
    while gcd(stride, size) != 1:
        stride += 1
    return stride, second % size

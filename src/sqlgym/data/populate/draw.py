"""Faker's providers → a bounded list of values, the same for the same seed in every process."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlgym.data.populate.budget import refuse_long
from sqlgym.data.populate.recipe import nearest
from sqlgym.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from faker import Generator

    from sqlgym.data.populate.budget import Budget
    from sqlgym.data.populate.recipe import ColumnRecipe

Cell = str | int | float | bool | Decimal | date | datetime | time | bytes | UUID

_TODAY = ("credit_card_expire", "credit_card_full", "passport_dob", "passport_dates", "passport_full")
_MOST = 200_000


def draw(
    recipe: ColumnRecipe, count: int, locale: str, seed: str, place: tuple[str, str], budget: Budget
) -> list[Cell]:
    """Return `count` values of the recipe's provider, all different if it says unique.

    `place` is the file and the key for messages. Raises CourseError if the provider is unknown, does not
    take these arguments, depends on today's date, has too few different values or takes more than the budget.
    """
    path, key = place
    refuse_long(recipe, place)
    generator = _generator(locale, path)
    provider = _provider(generator, recipe.faker or "", place)
    generator.seed_instance(seed)

    def one() -> Cell:
        try:
            value = provider(**recipe.args)
        except Exception as error:
            raise CourseError(path, f"{key}.args: {recipe.faker} does not take them: {error}") from error
        if not isinstance(value, Cell):
            kind = type(value).__name__
            raise CourseError(path, f"{key}.faker: {recipe.faker} gives a {kind}, a column needs one value")
        budget.one(key, value)
        return value

    return _different(one, count, recipe, place) if recipe.unique else [one() for _ in range(count)]


def _different(
    one: Callable[[], Cell], count: int, recipe: ColumnRecipe, place: tuple[str, str]
) -> list[Cell]:
    path, key = place
    found: dict[Cell, None] = {}
    for _ in range(min(20 * count + 1000, _MOST * 5)):
        if len(found) == count or len(found) >= _MOST:
            break
        found[one()] = None
    if len(found) < count:
        raise CourseError(
            path,
            f"{key}: {count:,} different values are needed, {recipe.faker} gave {len(found):,}; "
            'use pattern = "…{n}", which never repeats',
        )
    return list(found)


@lru_cache
def _generator(locale: str, path: str) -> Generator:
    from faker import Factory
    from faker.config import AVAILABLE_LOCALES

    if locale not in AVAILABLE_LOCALES:
        hint = nearest(locale, sorted(AVAILABLE_LOCALES))
        raise CourseError(path, f"locale: Faker has no locale {locale}{hint}")
    return Factory.create(locale)


def _provider(generator: Generator, name: str, place: tuple[str, str]) -> Callable[..., Any]:
    from faker.providers import BaseProvider

    path, key = place
    found = getattr(generator, name, None) if not name.startswith("_") else None
    owner = getattr(found, "__self__", None)
    if found is None or not isinstance(owner, BaseProvider):
        raise CourseError(
            path, f"{key}.faker: Faker has no provider {name}{nearest(name, _names(generator))}"
        )
    module = type(owner).__module__
    if module.startswith(("faker.providers.date_time", "faker.providers.profile")) or name in _TODAY:
        hint = "use min and max with fixed dates"
        raise CourseError(path, f"{key}.faker: {name} changes with today's date; {hint}")
    return found  # type: ignore[no-any-return]


def _names(generator: Generator) -> list[str]:
    names = {name for provider in generator.providers for name in dir(provider) if not name.startswith("_")}
    return sorted(names)

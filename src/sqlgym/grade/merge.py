"""The stores of shards in, one store out."""

from collections.abc import Sequence

import msgspec

from sqlgym.errors import UsageError
from sqlgym.grade.store import Store, portions


def merged(sources: Sequence[Store], target: Store) -> None:
    """Put all that some stores hold into one; they must have the same seed, course and versions."""
    first = sources[0]
    for other in sources:
        refuse_other(first, other)
    target.seed(first.seed(), renew=not target.answers())
    for source in sources:
        judged = target.known()
        better = {
            key: one for key, one in source.keys().items() if one.status != "ungraded" or key not in judged
        }
        for some in portions(sorted(better)):
            target.keep((key, one, better[key].final) for key, one in source.verdicts(some))
        target.hand_in(source.answers())
    about = [found for one in sources if (found := one.about())]
    names = tuple(dict.fromkeys(name for one in about for name in one.exercises))
    target.describe(msgspec.structs.replace(about[0], exercises=names))


def refuse_other(first: Store, other: Store) -> None:
    """Raise UsageError for a store that was judged in another way."""
    one, two = first.about(), other.about()
    if two is None or one is None:
        raise UsageError(
            f"{other.name if two is None else first.name}: nothing has been graded into this store"
        )
    if first.setting("seed") != other.setting("seed"):
        said = "they were judged on different small databases"
        raise UsageError(
            f"{first.name} and {other.name} do not go together: {said}; give all the same --seed"
        )
    if (one.course, one.versions) != (two.course, two.versions):
        said = "they were judged by another course or other versions"
        raise UsageError(f"{first.name} and {other.name} do not go together: {said}; grade them again")

"""A file's name → the exercise that it is for: as written, as systems rename files, or misspelt beyond doubt."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum

ENDING = re.compile(r"(?:\.(?:sql|txt))+$", re.IGNORECASE)
"""`.sql`, and what is put behind it by editors that hide endings."""

COPY = re.compile(r"(?:\s*\(\d+\)|[\s_-]+(?:copy|copie|kopie|copia)(?:\s*\d+)?)+$", re.IGNORECASE)
"""What browsers and desktops put behind a second file's name: ` (1)`, ` copy 2`, ` - Copy`, ` - Kopie`."""

BLANKS = re.compile(r"[\s_-]+")
WORDS = re.compile(r"\d+|[^\W\d_]+")
ROMAN = re.compile(r"[ivx]+")


class Fit(IntEnum):
    """How a name fits an exercise's; the lower the surer."""

    EXACT = 0
    RENAMED = 1
    MISSPELT = 2


def has_sql_ending(name: str) -> bool:
    """Whether a file says by its name that it holds SQL: `.sql`, `.SQL`, `.sql.txt`, `.sql.sql`."""
    ending = ENDING.search(name)
    return ending is not None and ".sql" in ending[0].lower() and ending.start() > 0


def without_endings(name: str) -> str:
    """A file's name without its endings."""
    return ENDING.sub("", name) or name


def renamed(name: str, exercises: Iterable[str]) -> str | None:
    """The one exercise whose name differs only in case, blanks, `-` and `_`, or by what a second copy gets."""
    forms = {folded(name), folded(COPY.sub("", name))}
    found = [one for one in exercises if folded(one) in forms]
    return found[0] if len(found) == 1 else None


def misspelt(name: str, exercises: Iterable[str]) -> str | None:
    """The nearest exercise by edit distance, if no other is as near and both have the same numbers.

    One edit for five characters is allowed. A number, a roman one and a letter alone tell parts of a
    homework from each other, so they are never taken for a slip.
    """
    form = folded(COPY.sub("", name))
    most = len(form) // 5
    known = [(one, folded(one)) for one in exercises]
    alike = [(one, other) for one, other in known if abs(len(other) - len(form)) <= most]
    near = sorted((distance(form, other), one) for one, other in alike if marks(other) == marks(form))
    if not near or near[0][0] > most or (len(near) > 1 and near[1][0] == near[0][0]):
        return None
    return near[0][1]


def folded(name: str) -> str:
    """A name without what typing and systems change: case, accents written in two ways, blanks."""
    return BLANKS.sub("_", unicodedata.normalize("NFKC", name).casefold()).strip("_")


def marks(name: str) -> list[str]:
    """The words of a folded name that number something."""
    words = WORDS.findall(name)
    return [word for word in words if word.isdigit() or len(word) == 1 or ROMAN.fullmatch(word)]


def distance(one: str, other: str) -> int:
    """The edits between two texts: a character added, dropped or changed, or two beside each other swapped.

    F. J. Damerau, A technique for computer detection and correction of spelling errors, 1964 (no place edited twice).
    """
    before: Sequence[int] = ()
    last: Sequence[int] = range(len(other) + 1)
    for row, left in enumerate(one, start=1):
        line = [row]
        for column, right in enumerate(other, start=1):
            edits = min(last[column] + 1, line[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and right == one[row - 2]:
                edits = min(edits, before[column - 2] + 1)
            line.append(edits)
        before, last = last, line
    return last[-1]

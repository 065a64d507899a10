"""Names of tables and columns → their words, in singular and without abbreviations, and how well two names fit."""

import re

SHORT = {
    "addr": "address", "amt": "amount", "cat": "category", "co": "company", "cust": "customer",
    "dept": "department", "dep": "department", "dpt": "department", "descr": "description", "dob": "birth",
    "emp": "employee", "fk": "", "grp": "group", "ident": "id", "identifier": "id", "inv": "invoice",
    "lang": "language", "loc": "location", "mgr": "manager", "mob": "mobile", "nm": "name", "nr": "number",
    "no": "number", "num": "number", "ord": "order", "ph": "phone", "pk": "", "pos": "position", "prj": "project",
    "proj": "project", "prod": "product", "qty": "quantity", "sal": "salary", "stud": "student", "sup": "supplier",
    "supp": "supplier", "tel": "phone", "telephone": "phone", "tbl": "", "tab": "", "the": "", "of": "",
    "key": "id", "surname": "name", "fullname": "name",
}  # fmt: skip
"""Usual abbreviations; nothing for words that say nothing."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")

Words = frozenset[str]

PLAIN_WORDS = frozenset({"number", "value", "text", "content"})
"""A column of one of these names is what its table is called after."""


def words(name: str) -> Words:
    """The words of a name: `empPhones` and `emp_phone` are {employee, phone}."""
    found = [singular(word.lower()) for word in WORD.findall(name)]
    return frozenset(SHORT.get(word, word) for word in found) - {""}


def singular(word: str) -> str:
    """A word without its plural's ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return (
        word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word
    )


def plain(name: str) -> str:
    """A name without case, underscores and blanks."""
    return re.sub(r"[\W_]", "", name).lower()


def fit(table: str, column: str, attribute: str) -> int:
    """How well a column's name says an attribute: 100 for the same name, 0 for not at all."""
    if plain(column) == plain(attribute):
        return 100
    own, wanted, around = words(column), words(attribute), words(table)
    return max(score(own, wanted, around), score(as_id(own), wanted, around) - 5 if "id" in wanted else 0)


def as_id(own: Words) -> Words:
    """The words with a number taken for an id: `dept.no` may be department_id."""
    return own - {"number"} | {"id"} if "number" in own else own


def score(own: Words, wanted: Words, around: Words) -> int:
    """How well words fit: alone, together with the table's, or with one of the table's too many."""
    if not own:
        return 0
    if own == wanted:
        return 90
    if wanted == around and own <= PLAIN_WORDS:
        return 80
    if own < wanted and wanted - own == around:
        return 85
    if own < wanted and own - {"id", "name"} and wanted - own <= around:
        return 75
    if wanted < own and own - wanted <= around | {"number"} and "id" not in own - wanted:
        return 80
    return 0


def weak_fit(column: str, attribute: str) -> bool:
    """Whether a column is called like the thing that an attribute is the id or name of: `manager`, `dept`."""
    own = words(column)
    return bool(own) and own == words(attribute) - {"id", "name", "number"}

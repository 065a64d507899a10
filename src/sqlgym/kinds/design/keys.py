"""The keys that tables declare: missing, wrong, too wide, and rules that they leave open."""

from collections.abc import Iterator

from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.naming import arrow, column_names
from sqlgym.kinds.design.relation import Relation, is_generated
from sqlgym.kinds.design.theory import Theory
from sqlgym.normalform import Analysis, Attributes, Dependency, closure, is_superkey


def keys(theory: Theory, before: Found) -> Found:
    """Faults of every table's declared keys; a table that squeezes lists into cells has its fault already."""
    found = Found()
    for relation, analysis in zip(theory.relations, theory.analyses, strict=True):
        found += Found(tuple(declared(theory, relation, analysis)), tuple(nullable(relation, analysis)))
    return found + left_open(theory, before + found)


def declared(theory: Theory, relation: Relation, analysis: Analysis) -> Iterator[Fault]:
    """What is wrong with the primary key of one table."""
    if not relation.attributes:
        return
    primary = relation.primary
    if not relation.table.primary_key:
        yield from missing(theory, relation, analysis)
    elif primary is None or not is_superkey(primary, analysis.relation, theory.rules):
        yield wrong(theory, relation, analysis, primary or frozenset())
    elif primary - {name for name in primary if is_generated(name)} and not any(
        primary == key for key in analysis.keys
    ):
        yield wide(theory, relation, analysis, primary)


def missing(theory: Theory, relation: Relation, analysis: Analysis) -> Iterator[Fault]:
    """A table without a primary key, unless a UNIQUE does its work."""
    if any(is_superkey(one, analysis.relation, theory.rules) for one in relation.unique):
        return
    message = f"{relation.name} has no primary key: nothing keeps the same row from being stored twice."
    advice = f"Ask what tells two rows of {relation.name} apart, and declare it as PRIMARY KEY."
    yield fault("key.missing", message, advice, relation.name, touched=relation.attributes)


def wrong(theory: Theory, relation: Relation, analysis: Analysis, primary: Attributes) -> Fault:
    """A primary key that does not determine the row."""
    open_ = analysis.relation - closure(primary, theory.rules)
    shown = ", ".join(relation.table.primary_key)
    message = (
        f"The primary key of {relation.name} ({shown}) does not determine "
        f"{column_names(relation, open_)}: rows that should be there have the same key."
    )
    advice = f"Think of two rows of {relation.name} with the same {shown}. What tells them apart?"
    return fault("key.wrong", message, advice, relation.name, touched=relation.attributes)


def wide(theory: Theory, relation: Relation, analysis: Analysis, primary: Attributes) -> Fault:
    """A primary key with columns to spare."""
    least = next((key for key in analysis.keys if key < primary), analysis.keys[0])
    shown, spare = ", ".join(relation.table.primary_key), column_names(relation, primary - least)
    message = (
        f"The primary key of {relation.name} ({shown}) is too wide: it tells rows apart without "
        f"{spare}, so two rows for one {column_names(relation, least)} are accepted."
    )
    advice = f"Take out of the key of {relation.name} what the rest of the key determines."
    rule = Dependency(least, primary - least)
    return fault("key.wide", message, advice, relation.name, rule, relation.attributes)


def nullable(relation: Relation, analysis: Analysis) -> Iterator[str]:
    """UNIQUE keys that do the work of a key and may be NULL."""
    for columns in relation.table.unique:
        key = relation.key(columns)
        loose = any(relation.table.column(name).nullable for name in columns)
        if key in analysis.keys and loose and not set(columns) <= set(relation.table.primary_key):
            yield (
                f"UNIQUE ({', '.join(columns)}) in {relation.name} counts as a key; without NOT NULL "
                "it lets rows without a value in, as often as they come."
            )


def enforced(theory: Theory) -> tuple[Dependency, ...]:
    """The rules that the declared keys check."""
    return tuple(
        Dependency(key, relation.attributes) for relation in theory.relations for key in relation.declared
    )


def open_rules(theory: Theory) -> Iterator[tuple[str | None, Dependency]]:
    """Every rule that the declared keys do not check, right sides one by one; with the table of a natural key."""
    kept = enforced(theory)
    for said in theory.universe.said:
        for name in sorted(said.rule.right - said.rule.left):
            rule = Dependency(said.rule.left, frozenset({name}))
            if rule.left | rule.right <= theory.stored and name not in closure(rule.left, kept):
                yield None, rule
    for table in dict.fromkeys(name for name, _ in theory.natural):
        rules = [rule for name, rule in theory.natural if name == table]
        if not any(rule.right <= closure(rule.left, kept) for rule in rules):
            yield table, rules[0]


def left_open(theory: Theory, before: Found) -> Found:
    """Open rules that no reported fault explains: faults, or notes where 3NF permits them."""
    faults: dict[tuple[str, Attributes], Dependency] = {}
    notes = []
    for table, rule in open_rules(theory):
        relation = home(theory, rule, table)
        if relation is None or explained(theory, relation, rule, before):
            continue
        if permitted(theory, relation, rule):
            notes.append(
                f"The keys of {relation.name} do not check {arrow(relation, rule)}; 3NF allows that, for "
                f"{column_names(relation, rule.right)} is part of a key. BCNF does not."
            )
            continue
        faults.setdefault((relation.name, rule.left), rule)
    return Found(tuple(opened(theory, *one) for one in faults.items()), tuple(dict.fromkeys(notes)))


def home(theory: Theory, rule: Dependency, table: str | None) -> Relation | None:
    """The table in which a rule would be checked."""
    inside = [one for one in theory.relations if rule.left | rule.right <= one.attributes]
    keyed = [one for one in inside if is_superkey(rule.left, one.attributes, theory.rules)]
    if table is not None:
        return next((one for one in theory.relations if one.name == table), None)
    return next(iter([*keyed, *inside]), None)


def explained(theory: Theory, relation: Relation, rule: Dependency, before: Found) -> bool:
    """Whether a fault that was told already is why a rule is open."""
    if any(one.check == "preserve" and one.rule and one.rule.left == rule.left for one in before.faults):
        return True
    inside = {one.name for one in theory.relations if rule.left | rule.right <= one.attributes}
    return any(
        one.table in inside | {relation.name}
        and one.check.startswith(("nf", "key"))
        and (
            one.check.startswith("key")
            or rule.right <= one.touched
            or not one.touched
            or one.check == "nf.1nf"
        )
        for one in before.faults
    )


def permitted(theory: Theory, relation: Relation, rule: Dependency) -> bool:
    """Whether a rule may stay open in 3NF: its left side is no key of the table and its right side is prime."""
    analysis = theory.analyses[theory.relations.index(relation)]
    return not is_superkey(rule.left, analysis.relation, theory.rules) and rule.right <= analysis.prime


def opened(theory: Theory, where: tuple[str, Attributes], rule: Dependency) -> Fault:
    """The fault of a rule that the keys leave open."""
    relation = next(one for one in theory.relations if one.name == where[0])
    left = column_names(relation, rule.left)
    sentence = theory.sentence(rule)
    told = f" (“{sentence}”)" if sentence else ""
    message = (
        f"Nothing in {relation.name} keeps {left} from standing in two rows{told}: no key is declared on it."
    )
    advice = (
        "A number of its own tells rows apart, not things. Let "
        f"{relation.name} refuse a second row with the same {left}."
    )
    return fault("key.open", message, advice, relation.name, rule, rule.left | rule.right)

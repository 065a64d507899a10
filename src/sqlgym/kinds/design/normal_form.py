"""The normal form of each table: 1NF by types, repeated columns, lists in cells; 2NF to BCNF by the rules."""

from collections.abc import Iterator

from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.naming import arrow, column, column_names
from sqlgym.kinds.design.relation import Relation, is_nested
from sqlgym.kinds.design.theory import Theory, in_one_row
from sqlgym.normalform import Analysis, Dependency, Form, Violation, closure
from sqlgym.verdict import Finding

IDS = {Form.SECOND: "nf.2nf", Form.THIRD: "nf.3nf", Form.BOYCE_CODD: "nf.bcnf"}


def form_faults(theory: Theory) -> Found:
    """Every table that is below the target, and notes on what is beyond it."""
    found = Found()
    for relation, analysis in zip(theory.relations, theory.analyses, strict=True):
        first = tuple(first_form(theory, relation, analysis))
        found += Found(first) + higher(theory, relation, analysis)
    return found


def first_form(theory: Theory, relation: Relation, analysis: Analysis) -> Iterator[Fault]:
    """What keeps a table from 1NF: one fault an attribute."""
    seen = set()
    for told, attribute in (
        *nested(relation),
        *repeated(relation),
        *separated(relation),
        *single(theory, relation),
    ):
        if attribute not in seen:
            seen.add(attribute)
            advice = (
                "1NF wants one value in each cell: give "
                f"{'each value' if attribute is None else attribute} a row of its own, in a table of its own."
            )
            yield fault(
                "nf.1nf", told, advice, relation.name, touched=frozenset({attribute} if attribute else ())
            )


def nested(relation: Relation) -> Iterator[tuple[str, str | None]]:
    """Columns of a type that holds several values."""
    for one in relation.table.columns:
        if is_nested(one):
            yield (
                f"{relation.name}.{one.name} is of type {one.type}, which holds several values in one cell.",
                relation.names.get(one.name),
            )


def repeated(relation: Relation) -> Iterator[tuple[str, str | None]]:
    """Several columns for one attribute."""
    for attribute in dict.fromkeys(relation.repeated.values()):
        first = [column(relation, attribute)] if attribute in relation.attributes else []
        names = first + [name for name, one in relation.repeated.items() if one == attribute]
        told = f"{relation.name} has {len(names)} columns for {attribute}: {', '.join(names)}."
        yield f"{told} Who has more has no place for them, and who has fewer leaves gaps.", attribute


def separated(relation: Relation) -> Iterator[tuple[str, str | None]]:
    """Columns in which whole lists are stored."""
    for name in relation.raw:
        place = next(i for i, one in enumerate(relation.table.columns) if one.name == name)
        cells = [str(row[place]) for row in relation.rows if row[place] is not None]
        longest = max(cells, key=len, default="")
        yield (
            f"{relation.name}.{name} holds several values in one cell, such as {longest!r}.",
            relation.names.get(name),
        )


def single(theory: Theory, relation: Relation) -> Iterator[tuple[str, str | None]]:
    """A list beside its owner in a table which has one row an owner: the cell must hold the whole list."""
    for attribute in theory.universe.items:
        if in_one_row(theory.universe, relation, theory.rules, attribute):
            reached = closure(theory.universe.owner(attribute), theory.rules)
            shown = column_names(relation, next(one for one in relation.declared if one <= reached))
            told = (
                f"{relation.name} has one row for each {shown}, so "
                f"{column(relation, attribute)} would have to hold a whole list."
            )
            yield told, attribute


def higher(theory: Theory, relation: Relation, analysis: Analysis) -> Found:
    """The violations up to the target as faults; of 4NF as notes."""
    target = theory.universe.target
    faults, notes = [], []
    for one in analysis.violations:
        if one.form <= target and isinstance(one.rule, Dependency):
            faults.append(violated(theory, relation, one))
        elif one.form is Form.FOURTH:
            left, right = column_names(relation, one.rule.left), column_names(relation, one.rule.right)
            notes.append(
                f"{relation.name} is not in 4NF: each {left} has a list of {right}, repeated beside everything else."
            )
    return Found(tuple(faults), tuple(notes))


def violated(theory: Theory, relation: Relation, one: Violation) -> Fault:
    """The fault of one violating dependency, told with the rule's own sentence."""
    rule = one.rule
    assert isinstance(rule, Dependency)
    sentence = theory.sentence(rule)
    told = f"{arrow(relation, rule)} holds{f' (“{sentence}”)' if sentence else ''}, but {why(relation, one)}."
    advice = (
        f"Ask what a row of {relation.name} is about, and move "
        f"{column_names(relation, rule.right)} to where a row is about {column_names(relation, rule.left)}."
    )
    return Fault(
        Finding(IDS[one.form], f"{relation.name}: {told}", advice),
        relation.name,
        rule,
        rule.left | rule.right,
    )


def why(relation: Relation, one: Violation) -> str:
    """Why a dependency breaks its form."""
    left, right = column_names(relation, one.rule.left), column_names(relation, one.rule.right)
    if one.form is Form.SECOND:
        key = column_names(relation, one.key or ())
        return f"{left or 'nothing'} is only a part of the key ({key}): a partial dependency"
    if one.form is Form.THIRD:
        return f"{left} is no key of {relation.name} and {right} is part of none: a transitive dependency"
    return f"{left} is no key of {relation.name}"

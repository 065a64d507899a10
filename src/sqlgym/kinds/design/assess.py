"""Tables with a reading of their columns → everything that the rules say about them."""

from collections.abc import Iterable, Iterator

from sqlgym.kinds.design.fault import Fault, Found
from sqlgym.kinds.design.keys import keys
from sqlgym.kinds.design.naming import attribute_list
from sqlgym.kinds.design.normal_form import form_faults
from sqlgym.kinds.design.references import references
from sqlgym.kinds.design.relation import Place, Relation
from sqlgym.kinds.design.theory import Theory, theory
from sqlgym.kinds.design.universe import Universe
from sqlgym.kinds.design.whole import whole
from sqlgym.normalform import analyse
from sqlgym.result import Run
from sqlgym.schema import Table
from sqlgym.verdict.evidence import ColumnReading

ORDER = ("coverage", "nf", "lossless", "preserve", "key", "fk", "data", "case")
"""Groups of findings, root causes first."""


def relations(
    tables: Iterable[Table],
    readings: Iterable[ColumnReading],
    repeated: dict[Place, str],
    raw: frozenset[Place],
    contents: Iterable[Run],
) -> tuple[Relation, ...]:
    """The tables as they were read; those that hold nothing of the original are left aside."""
    readings = list(readings)
    found = [
        Relation(
            table,
            {one.column: one.attribute for one in readings if one.table == table.name and one.attribute},
            {place[1]: name for place, name in repeated.items() if place[0] == table.name},
            tuple(sorted(column for name, column in raw if name == table.name)),
            run.rows,
        )
        for table, run in zip(tables, contents, strict=True)
    ]
    return tuple(one for one in found if one.names or one.repeated)


def assess(universe: Universe, found: tuple[Relation, ...]) -> tuple[Theory, Found]:
    """The theory of a design, and its faults and notes by the rules alone."""
    known = theory(universe, found)
    result = form_faults(known) + whole(known)
    result = result + keys(known, result)
    result = result + references(known, result)
    return known, result + Found(notes=(*merged(known), *twice(known)))


def ordered(faults: Iterable[Fault]) -> list[Fault]:
    """Faults with root causes first."""
    return sorted(faults, key=lambda one: (ORDER.index(one.check.partition(".")[0]), one.check))


def merged(known: Theory) -> Iterator[str]:
    """A hint at tables that could be one: the same key, and together still in the form asked for."""
    pairs = [
        (one, other)
        for number, one in enumerate(known.relations)
        for other in known.relations[number + 1 :]
        if set(known.analyses[number].keys) & set(known.analyses[known.relations.index(other)].keys)
    ]
    for one, other in pairs:
        both = one.attributes | other.attributes
        if one.attributes not in known.analyses[known.relations.index(one)].keys and (
            analyse(both, known.rules).form >= known.universe.target
        ):
            yield (
                f"{one.name} and {other.name} have the same key and could be one "
                "table; splitting them further is not needed."
            )


def twice(known: Theory) -> Iterator[str]:
    """The same fact in two tables: an attribute that is part of no key in both."""
    for name in known.universe.attributes:
        held = [
            relation.name
            for relation, analysis in zip(known.relations, known.analyses, strict=True)
            if name in analysis.relation - analysis.prime and name not in key_of_another(known, relation)
        ]
        if len(held) > 1:
            places = " and in ".join(held)
            yield f"{attribute_list([name])} is stored in {places}: a change has to be made in each of them."


def key_of_another(known: Theory, relation: Relation) -> frozenset[str]:
    """The attributes by which a table may refer to others."""
    others = [a for r, a in zip(known.relations, known.analyses, strict=True) if r is not relation]
    return frozenset[str]().union(*(key for one in others for key in one.keys if len(key) == 1))

"""The design as a whole: is every attribute stored, can the original be joined again, can every rule be checked?"""

from collections.abc import Iterator

from sqlgym.engines import DATASETS, engine
from sqlgym.errors import UsageError
from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.naming import attribute_list, rule_text
from sqlgym.kinds.design.theory import Theory
from sqlgym.normalform import Attributes, Dependency, Form, is_lossless, normal_form, preserves, synthesis


def whole(theory: Theory) -> Found:
    """Faults of the design as a whole; what follows from an attribute that is missing is not told again."""
    missing = frozenset(theory.universe.attributes) - theory.stored
    found = Found(tuple(uncovered(theory, missing)))
    if not missing:
        found += Found(tuple(lossy(theory)))
    return found + lost(theory) + by_chance(theory)


def by_chance(theory: Theory) -> Found:
    """Constraints that ask chance are faults; those that ask the clock are noted: "not in the future" is meant so."""
    faults, notes = [], []
    volatile = engine(DATASETS).volatile()
    for one in theory.relations:
        for names in filter(None, map(volatile.volatile_calls, one.table.checks)):
            calls = " and ".join(f"{name}()" for name in names)
            message = f"A CHECK of {one.name} calls {calls}: it may take a row now and refuse it later."
            if not volatile.chance(names):
                notes.append(message)
            else:
                faults.append(fault("data.volatile", message, STEADY, one.name))
    return Found(tuple(faults), tuple(notes))


STEADY = "A constraint says the same of a row each time: compare its columns with values or each other."


def uncovered(theory: Theory, missing: Attributes) -> Iterator[Fault]:
    """Attributes that are stored nowhere."""
    if missing:
        told = "are" if len(missing) > 1 else "is"
        message = f"{attribute_list(missing)} {told} stored in none of your tables."
        advice = (
            "Splitting moves columns to other tables and loses none. If a column "
            "holds it, say so: -- column: table.column = attribute"
        )
        yield fault("coverage", message, advice, touched=missing)


def lossless_join(theory: Theory) -> bool | None:
    """Whether the tables always join to the original; None where finding out takes too many steps."""
    everything = frozenset(theory.universe.attributes)
    try:
        return is_lossless(everything, theory.parts, theory.rules, theory.multivalued)
    except UsageError:
        return None


def lossy(theory: Theory) -> Iterator[Fault]:
    """A split that joins to more than was there."""
    if lossless_join(theory) is False:
        message = (
            "Your tables cannot be joined to the original rows again: the "
            "join invents rows, or has nothing to join by."
        )
        advice = (
            "Look at two tables that should be joined: the columns they share must be a key of one of them."
        )
        yield fault("lossless", message, advice)


def lost(theory: Theory) -> Found:
    """Rules that no table can check; at the target BCNF those that BCNF itself must lose are notes."""
    faults, notes = [], []
    for said in theory.universe.said:
        gone = lost_part(theory, said.rule)
        if gone is None or not gone.left | gone.right <= theory.stored:
            continue
        told = f"{rule_text(gone)} (“{said.sentence}”) can be checked in none of your tables alone"
        if theory.universe.target is Form.BOYCE_CODD and must_lose(theory, gone):
            notes.append(f"{told}; BCNF has to give it up.")
        else:
            advice = (
                f"Keep {attribute_list(gone.left)} and {attribute_list(gone.right)} together in "
                "one table, so that its key can check the rule."
            )
            faults.append(fault("preserve", f"{told}.", advice, rule=gone, touched=gone.left | gone.right))
    return Found(tuple(faults), tuple(notes))


def lost_part(theory: Theory, rule: Dependency) -> Dependency | None:
    """What of a rule cannot be checked; None for a rule that can."""
    gone = frozenset(
        name
        for name in rule.right - rule.left
        if not preserves(theory.parts, theory.rules, Dependency(rule.left, frozenset({name})))
    )
    return Dependency(rule.left, gone) if gone else None


def must_lose(theory: Theory, rule: Dependency) -> bool:
    """Whether a rule lies in a relation of the 3NF synthesis that is not in BCNF."""
    rules = theory.universe.rules
    schemes = synthesis(frozenset(theory.universe.attributes), rules)
    holding = [one.attributes for one in schemes if rule.left | rule.right <= one.attributes]
    return bool(holding) and all(normal_form(one, rules) < Form.BOYCE_CODD for one in holding)

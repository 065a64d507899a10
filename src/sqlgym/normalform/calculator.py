"""Rules as text in, what they imply as text out: the theory as a calculator."""

from collections.abc import Sequence

from sqlgym.normalform.analysis import analyse
from sqlgym.normalform.closure import widened
from sqlgym.normalform.dependencies import Dependency, Multivalued, mentioned, parse, parse_attributes
from sqlgym.normalform.drawing import draw_analysis


def calculated(rules: Sequence[str], attributes: str | None = None) -> str:
    """Keys, cover, normal form and a design in 3NF for rules such as `a, b -> c`; UsageError for a malformed one."""
    parsed = [parse(rule) for rule in rules]
    dependencies = [rule for rule in parsed if isinstance(rule, Dependency)]
    lists = [widened(rule, dependencies) for rule in parsed if isinstance(rule, Multivalued)]
    named = parse_attributes(attributes) if attributes else frozenset()
    return draw_analysis(analyse(mentioned(parsed) | named, dependencies, lists))

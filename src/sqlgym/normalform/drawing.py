"""An analysis drawn as plain text: keys, cover, normal form with the reasons, and a design in 3NF."""

from collections.abc import Iterator, Sequence

from sqlgym.normalform.analysis import Analysis, Form, Violation
from sqlgym.normalform.chase import lost_dependencies
from sqlgym.normalform.dependencies import braced, listed
from sqlgym.normalform.synthesis import Scheme, bcnf_decomposition, synthesis


def draw_analysis(analysis: Analysis) -> str:
    """Draw what was found about a relation, for a terminal or a file: aligned, and in short sentences."""
    rows = [
        ("Attributes", [listed(analysis.relation)]),
        ("Keys" if len(analysis.keys) > 1 else "Key", [braced(key) for key in analysis.keys]),
        ("Prime", [listed(analysis.prime)]),
        ("Cover", [str(rule) for rule in analysis.cover] or ["no dependencies"]),
        ("Lists", [str(rule) for rule in analysis.multivalued]),
        ("Normal form", [_form(analysis)]),
    ]
    blocks = [
        list(_table(rows)),
        *map(_violation, analysis.violations),
        _third(analysis),
        _boyce_codd(analysis),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def reason(violation: Violation) -> str:
    """Say why a dependency breaks a normal form, without a full stop."""
    rule = violation.rule
    left, right = braced(rule.left), listed(rule.right)
    nonprime = f"{right if len(rule.right) == 1 else 'what it determines'} is in no key"
    match violation.form:
        case Form.SECOND:
            why = f"{left} is only a part of the key {braced(violation.key or ())}, and {nonprime}"
            kind = "a partial dependency"
        case Form.THIRD:
            why, kind = f"{left} is not a superkey, and {nonprime}", "a transitive dependency"
        case Form.BOYCE_CODD:
            why, kind = f"{left} is not a superkey", f"allowed in 3NF, for {right} is prime"
        case _:
            why, kind = f"{left} is not a superkey", f"each {right} is repeated beside everything else"
    return f"{why}: {kind}"


def draw_scheme(scheme: Scheme) -> str:
    """Draw a relation with its key in front: `(a, b, c) key {a}`."""
    others = scheme.attributes - scheme.key
    names = ", ".join(sorted(scheme.key) + sorted(others))
    return f"({names}) key {braced(scheme.key)}"


def _violation(violation: Violation) -> list[str]:
    return [f"{violation.rule} breaks {violation.form}:", f"  {reason(violation)}."]


def _form(analysis: Analysis) -> str:
    reached = analysis.form
    if reached is Form.FOURTH:
        return "4NF" if analysis.multivalued else "BCNF"
    return f"{reached}, not {min(violation.form for violation in analysis.violations)}"


def _third(analysis: Analysis) -> list[str]:
    if analysis.form >= Form.THIRD:
        return ["For 3NF nothing has to be split."]
    schemes = synthesis(analysis.relation, analysis.cover)
    return ["In 3NF, without loss of rows or dependencies:", *map(_line, schemes)]


def _boyce_codd(analysis: Analysis) -> list[str]:
    """Show the way from 3NF to BCNF and what it costs."""
    if analysis.form is not Form.THIRD:
        return []
    schemes = bcnf_decomposition(analysis.relation, analysis.cover)
    lost = lost_dependencies([scheme.attributes for scheme in schemes], analysis.cover)
    price = [f"No relation alone can check {rule} any more." for rule in lost]
    return ["In BCNF, without loss of rows:", *map(_line, schemes), *price]


def _line(scheme: Scheme) -> str:
    return f"  {draw_scheme(scheme)}"


def _table(rows: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Draw each heading once, beside the first of its lines."""
    width = max(len(heading) for heading, _ in rows) + 2
    for heading, lines in rows:
        for number, line in enumerate(lines):
            yield f"{heading if number == 0 else '':{width}}{line}"

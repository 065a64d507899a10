"""Equal rows: folded into one, or kept, or made by a join."""

from sqlgym.feedback.case import Case, Said, distinct
from sqlgym.feedback.query import Node


def too_many(case: Case) -> bool:
    """Whether the rows are right but come too often."""
    return case.check == "duplicates" and case.only_extra


def too_few(case: Case) -> bool:
    """Whether the rows are right but do not come often enough."""
    return case.check == "duplicates" and case.only_missing


def union(case: Case, *, keeps: bool) -> Node | None:
    """The answer as a union that keeps all copies, or none."""
    root = case.query.root
    return root if root.get("setop_type") == "UNION" and bool(root.get("setop_all")) == keeps else None


def union_place(case: Case) -> Node | None:
    """The first value of the last SELECT of a union, before which the word stands."""
    last = [one for one in case.query.selects if one.role == "union"]
    return last[-1].node["select_list"][0] if last else None


def union_all_keeps(case: Case) -> Said | None:
    """UNION ALL keeps what both sides have."""
    if union(case, keeps=True) is None or not case.only_extra:
        return None
    said = (
        "UNION ALL keeps every copy; UNION leaves each row once. Does the task want equal rows once, or each?"
    )
    return Said(said, case.query.word(r"UNION\s+ALL", union_place(case)))


def union_folds(case: Case) -> Said | None:
    """UNION folds what is to be kept."""
    if union(case, keeps=False) is None or not too_few(case):
        return None
    said = "UNION folds equal rows into one; UNION ALL keeps each. Do equal rows count once here?"
    return Said(said, case.query.word("UNION", union_place(case)))


def distinct_folds(case: Case) -> Said | None:
    """DISTINCT folds rows that are to be kept."""
    if not case.missing or case.check not in ("duplicates", "changed", "missing") or not case.only_missing:
        return None
    for select in case.query.selects:
        if distinct(select.node) and not distinct(case.reference.root) and too_few(case):
            said = "DISTINCT folds equal rows into one: do equal rows count once here, or each?"
            return Said(said, case.query.word("DISTINCT", select.node["select_list"][0]))
    return None


def group_folds(case: Case) -> Said | None:
    """GROUP BY folds rows that are to be kept."""
    top = case.query.top
    if not too_few(case) or top is None or not top.node.get("group_expressions"):
        return None
    said = "GROUP BY makes one row of all that are equal here: do equal rows count once, or each?"
    return Said(said, case.query.place(top.node["group_expressions"][0]))


def not_distinct(case: Case) -> Said | None:
    """Equal rows come as often as they are found, and the task wants each once."""
    top = case.query.top
    if not too_many(case) or top is None or distinct(top.node):
        return None
    if any(True for _ in case.query.joins()) and not distinct(case.reference.root):
        return None
    said = "Equal rows come as often as they are found: does the task want each once (SELECT DISTINCT)?"
    return Said(said, case.query.word("SELECT", top.node["select_list"][0]))


def join_repeats(case: Case) -> Said | None:
    """A join repeats a row for each partner."""
    join = next(case.query.joins(), None)
    if not too_many(case) or join is None:
        return None
    said = (
        "A join repeats a row for each partner that it finds, so see which table brings the copies. DISTINCT would "
        "hide them, along with copies that belong there."
    )
    return Said(said, case.query.place(join.node))

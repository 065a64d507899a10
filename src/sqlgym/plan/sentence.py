"""A plan in, one line of what the engine did, in the order in which it did it, out."""

from collections.abc import Iterator

from sqlgym.plan import Plan

STEPS = (
    ("ungrouped aggregate", "makes one row of them"),
    ("simple aggregate", "makes one row of them"),
    ("hash group by", "groups them into {rows}"),
    ("perfect hash group by", "groups them into {rows}"),
    ("sorted group by", "groups them into {rows}"),
    ("order by", "sorts {rows}"),
    ("sort", "sorts {rows}"),
    ("incremental sort", "sorts {rows}"),
    ("top n", "sorts them and keeps {rows}"),
    ("limit", "keeps {rows}"),
    ("streaming limit", "keeps {rows}"),
    ("filter", "keeps {rows}"),
    ("window", "works out windows over {rows}"),
    ("streaming window", "works out windows over {rows}"),
    ("union", "puts them together, {rows}"),
)
"""How an operator's name begins → what it does; of those that are not here, such as projections, nothing is said."""


def sentence(plan: Plan) -> str:
    """`reads all of Employees, sorts 225 rows`; empty where nothing is to be said."""
    return ", ".join(dict.fromkeys(steps(plan)))


def steps(plan: Plan) -> Iterator[str]:
    """What was done, each step after those that feed it."""
    for child in plan.children:
        yield from steps(child)
    rows = "some rows" if plan.rows is None else f"{plan.rows:,} {'row' if plan.rows == 1 else 'rows'}"
    name = plan.operator.lower()
    if plan.table:
        yield f"reads all of {plan.table}" if not plan.condition else f"reads {plan.table} and keeps {rows}"
    elif "join" in name or name.startswith("nested loop"):
        yield f"joins them to {rows}"
    else:
        yield from (said.format(rows=rows) for start, said in STEPS if name.startswith(start))

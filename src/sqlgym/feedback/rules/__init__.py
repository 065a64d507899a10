"""The table of rules, those first that know most; each looks at tree and difference and says a sentence or nothing."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlgym import faults
from sqlgym.feedback.case import ANY, ROWS, VALUES, Case, Said
from sqlgym.feedback.rules import (
    aggregates,
    columns,
    conditions,
    copies,
    grouping,
    joins,
    limits,
    nulls,
    numbers,
    ordering,
    subqueries,
    windows,
)

Look = Callable[[Case], Said | None]


class Rule(NamedTuple):
    """One rule: what a finding must say for it to look, and what it then says of a case, if anything."""

    checks: frozenset[str]
    look: Look

    @property
    def name(self) -> str:
        """What it is called."""
        return self.look.__name__.replace("_", " ")


DATA = ROWS | VALUES | {"duplicates"}
"""A result with other rows or cells, whatever their order."""

ORDER = frozenset({"order", "unstable"})

RULES: tuple[Rule, ...] = (
    Rule(ANY, nulls.compared_with_null),
    Rule(DATA, nulls.not_in_null),
    Rule(ORDER, ordering.no_order),
    Rule(ORDER, ordering.order_inside),
    Rule(ORDER, ordering.other_nulls_first),
    Rule(ORDER, ordering.other_direction),
    Rule(ORDER, ordering.tie_undecided),
    Rule(ORDER, ordering.other_sort_key),
    Rule(frozenset({"columns"}), columns.joined_instead_of_united),
    Rule(frozenset({"columns"}), columns.star),
    Rule(frozenset({"columns"}), columns.other_count),
    Rule(frozenset({"types"}), columns.turned_into_text),
    Rule(DATA, numbers.divided_by_zero),
    Rule(DATA, numbers.hundred_times),
    Rule(DATA, numbers.turned_round),
    Rule(DATA, numbers.rounded),
    Rule(DATA, numbers.whole_numbers),
    Rule(DATA, conditions.text_compared),
    Rule(DATA, joins.no_condition),
    Rule(DATA, joins.other_columns_joined),
    Rule(DATA, joins.right_side_in_where),
    Rule(DATA, aggregates.every_row_counted),
    Rule(DATA, subqueries.not_tied),
    Rule(DATA, conditions.aggregate_in_having),
    Rule(DATA, conditions.edge),
    Rule(DATA, conditions.both_ends),
    Rule(DATA, conditions.other_constant),
    Rule(DATA, conditions.and_before_or),
    Rule(DATA, conditions.or_for_and),
    Rule(DATA, conditions.unequal_drops_null),
    Rule(DATA, limits.cuts_tie),
    Rule(DATA, windows.rank_of_ties),
    Rule(DATA, limits.no_row_for_null),
    Rule(DATA, ordering.cut_from_other_end),
    Rule(DATA, ordering.lowest_first),
    Rule(DATA | {"unstable"}, limits.without_order),
    Rule(DATA, limits.other_number),
    Rule(DATA, limits.rows_skipped),
    Rule(DATA, limits.limited),
    Rule(DATA, windows.no_partition),
    Rule(DATA, windows.frame),
    Rule(DATA, columns.other_set),
    Rule(DATA, copies.union_all_keeps),
    Rule(DATA, copies.union_folds),
    Rule(DATA, aggregates.distinct_inside),
    Rule(DATA, aggregates.distinct_lacking),
    Rule(DATA, grouping.too_coarse),
    Rule(DATA, grouping.too_fine),
    Rule(DATA, grouping.no_group),
    Rule(DATA, joins.inner_drops),
    Rule(DATA, joins.outer_keeps),
    Rule(DATA, aggregates.nothing_summed),
    Rule(DATA, nulls.replaced),
    Rule(DATA, aggregates.other_function),
    Rule(DATA, joins.multiplied),
    Rule(DATA, joins.needless),
    Rule(DATA, aggregates.column_counted),
    Rule(DATA, copies.distinct_folds),
    Rule(DATA, copies.group_folds),
    Rule(DATA, copies.not_distinct),
    Rule(DATA, copies.join_repeats),
    Rule(DATA, grouping.groups_unneeded),
    Rule(DATA, conditions.condition_too_many),
    Rule(DATA, conditions.groups_dropped),
    Rule(DATA, columns.written_otherwise),
    Rule(DATA, columns.other_column),
    Rule(DATA, columns.table_lacking),
    Rule(DATA, conditions.no_condition_at_all),
    Rule(DATA, conditions.condition_lacking),
    Rule(DATA, limits.no_limit),
    Rule(DATA, conditions.every_row_for_one),
)


def first(cases: Iterable[Case], rules: Iterable[Rule] = RULES) -> tuple[str, Said] | None:
    """The first rule that speaks of any of the cases, and what it says."""
    known = tuple(cases)
    for rule in rules:
        for case in known:
            if case.check in rule.checks and (found := looked(rule, case)) is not None:
                return rule.name, found
    return None


def looked(rule: Rule, case: Case) -> Said | None:
    """What a rule says; where it fails it is a fault of ours in the log, and the evidence stands alone."""
    try:
        return rule.look(case)
    except Exception as error:  # no way of writing an answer may keep it from being judged
        faults.recorded(error)
        return None

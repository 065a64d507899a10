"""All operators in one table: the sooner an operator stands here, the sooner its sentence is chosen."""

from sqlgym.worlds.mutants.aggregates import AGGREGATES
from sqlgym.worlds.mutants.columns import COLUMNS
from sqlgym.worlds.mutants.constants import CONSTANTS
from sqlgym.worlds.mutants.extremes import EXTREMES
from sqlgym.worlds.mutants.fault import Operator
from sqlgym.worlds.mutants.grouping import GROUPING
from sqlgym.worlds.mutants.joins import JOINS
from sqlgym.worlds.mutants.nulls import NULLS
from sqlgym.worlds.mutants.numbers import NUMBERS
from sqlgym.worlds.mutants.ordering import ORDERING
from sqlgym.worlds.mutants.predicates import PREDICATES
from sqlgym.worlds.mutants.sets import SETS
from sqlgym.worlds.mutants.subqueries import SUBQUERIES
from sqlgym.worlds.mutants.tables import TABLES
from sqlgym.worlds.mutants.windows import WINDOWS

OPERATORS: dict[str, Operator] = {
    **JOINS,
    **SUBQUERIES,
    **PREDICATES,
    **CONSTANTS,
    **AGGREGATES,
    **NULLS,
    **GROUPING,
    **WINDOWS,
    **SETS,
    **ORDERING,
    **NUMBERS,
    **EXTREMES,
    **COLUMNS,
    **TABLES,
}
"""Operator's id → how it is made, and what it looks like after “Your query behaves as if …”."""

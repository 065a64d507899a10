"""The contract with PostgreSQL: what judging assumes of it, tried as an answer's role in an empty database."""

from typing import TYPE_CHECKING

from sqlgym.engines.contract import KINDS, differs, misplaced, rows
from sqlgym.engines.protocol import Assumption, StatementError, StatementForbidden
from sqlgym.schema import Column, Table

if TYPE_CHECKING:
    from sqlgym.engines.postgresql.session import PostgreSQLSession as Session


def statements(session: "Session") -> str:
    """What we cut at semicolons is what PostgreSQL takes for statements, and two at once it does not take."""
    texts = ("SELECT ';', $$;$$, E'\\';' /* /* ; */ ; */", "WITH a AS (SELECT 1) SELECT * FROM a -- ;\n")
    found = session.split(";".join(texts))
    for statement in found:
        session.run(statement, 9, 999)
    both = found[0].__class__("SELECT", "SELECT 1; SELECT 2", 0, "SELECT")
    try:
        session.run(both, 9, 999)
    except StatementError:
        return differs(["SELECT", "SELECT"], [one.verb for one in found])
    return "two statements are run at once"


def errors(session: "Session") -> str:
    """An error names the word that it is about."""
    cases = (("SELECT 'ä', nope", "nope"), ("SELECT * FROM gone", "gone"), ("SELECT 1 FROM FROM", "FROM"))
    return misplaced(session, cases)


def role(session: "Session") -> str:
    """The role of an answer can neither write nor see the server: the guard or the server refuses it.

    On a server of one's own nothing can be taken from all roles, unless ours is a superuser there.
    """
    denied = (
        "CREATE TABLE public.x (a int)",
        "SELECT * FROM pg_stat_activity",
        "SELECT pg_sleep(0)",
        "SELECT current_setting('port')",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT query_to_xml('SELECT 1', true, true, '')",
    )
    for sql in denied:
        try:
            session.guard(session.split(sql)[0], ())
            rows(session, sql)
        except (StatementForbidden, StatementError):
            continue
        return f"{sql} runs"
    return ""


def order(session: "Session") -> str:
    """Texts are sorted by their letters' numbers, on every machine."""
    found = rows(session, "SELECT * FROM (VALUES ('b'), ('A'), ('a'), ('ä')) v(t) ORDER BY t")
    return differs([("A",), ("a",), ("b",), ("ä",)], found)


def parameters(session: "Session") -> str:
    """Values are bound to parameters by name and by place."""
    session.bind({"n": 2})
    try:
        return differs([(2, 2)], rows(session, "SELECT $n + 0, :n + 0")) or differs(
            [(4,)], rows(session, "SELECT ? + 2")
        )
    finally:
        session.bind({})


def batch(session: "Session") -> str:
    """A query is made for each world within common table expressions that hide its tables, and plainly on tables."""
    numbers = Table("Numbers", (Column("n", "INTEGER", True),))
    trials = session.trials((numbers,))
    trials.load({"Numbers": '[["0", "0", "5"], ["0", "1", "7"], ["1", "0", "6"]]'})
    (statement,) = session.split("SELECT sum(n) FROM public.numbers")
    found = dict(trials.batch(statement, (0, 1, 2), ("BIGINT",)))
    if seen := differs({0: [(12,)], 1: [(6,)], 2: [(None,)]}, found):
        return seen
    for world, expected in ((1, 6), (0, 12), (2, None)):
        trials.put(world)
        if seen := differs([(expected,)], list(trials.run(statement).rows)):
            return seen
    return ""


def plan(session: "Session") -> str:
    """A plan is a tree of operators with the rows that were seen."""
    rows(session, "SELECT * FROM generate_series(1, 3)")
    found = session.plan()
    return differs(("Function scan", 3), (found.operator, found.rows) if found else None)


CONTRACT = (
    Assumption("statements", "what is run and where it stands in the file", KINDS, statements),
    Assumption("errors", "an error is told in the engine's words, at its place", KINDS, errors),
    Assumption("role", "an answer may read its tables only", KINDS, role),
    Assumption("order", "texts are in the same order everywhere", KINDS, order),
    Assumption("parameters", "a query is run with values bound to its parameters", ("query",), parameters),
    Assumption("batch", "a query is tried on many small databases at once", ("query",), batch),
    Assumption("plan", "plans are shown", (), plan),
)

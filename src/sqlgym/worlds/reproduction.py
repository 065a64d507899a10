"""A witness in; the SQL that makes its database in the engine's own shell and runs the answer there, out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sqlgym.course import Value
from sqlgym.data.materialise import literal as plain_literal
from sqlgym.data.reference import outcome_text
from sqlgym.engines import DATASETS, engine
from sqlgym.result import Cell
from sqlgym.schema import Table, parents_first
from sqlgym.sql.quoting import quote, text_literal
from sqlgym.worlds.outcome import Witness
from sqlgym.worlds.suite import contents, text
from sqlgym.worlds.world import World


def end_text(witness: Witness) -> str:
    """How an answer ended on a world where it gave no result."""
    assert witness.stop is not None
    return outcome_text(witness.stop)


def reproduction(tables: Sequence[Table], witness: Witness, answer: str, name: str = DATASETS) -> str:
    """SQL for the engine's own shell that makes a witness's database and runs the answer on it."""
    first = "-- A small database on which the answer differs; the answer stands at the end."
    return "\n".join([first, *loading(tables, witness.world, name), "", answer, ""])


def replayed(tables: Sequence[Table], witness: Witness, answer: str, name: str) -> str:
    """The answer such that the engine's own shell gives what the trial of it gave."""
    width = len(witness.actual.columns) if witness.actual else 0
    return engine(name).replayed(answer, width, contents(tables, {0: witness.world}))


def runnable(answer: str, parameters: dict[str, Value], name: str = DATASETS) -> str:
    """An answer as the engine's own shell runs it, with the values of the parameters that it names."""
    body = answer.strip().rstrip(";")
    if name != DATASETS:
        named = asked(body, parameters) if parameters else ()
        given = [f".parameter set ${one} {literal(parameters[one], name=name)}" for one in named]
        return "\n".join([*given, f"{body};"])
    named = asked(body, parameters) if parameters else ()
    if not named:
        return f"{body};"
    values = ", ".join(f"{name} := {literal(parameters[name], 'DOUBLE')}" for name in named)
    return f"PREPARE answer AS\n{body}\n;\nEXECUTE answer({values});"


def asked(sql: str, parameters: Iterable[str]) -> tuple[str, ...]:
    """Those of the parameters that a text names, such as `$name`; not in quotes or comments."""
    from sqlglot import tokenize  # here: only an answer with parameters that is wrong is shown by it

    marks = {
        two.text for one, two in pairwise(tokenize(sql, read=engine(DATASETS).dialect)) if one.text == "$"
    }
    return tuple(name for name in parameters if name in marks)


def loading(tables: Sequence[Table], world: World, name: str = DATASETS) -> Iterator[str]:
    """The statements that make the tables of a world with their constraints and fill them."""
    for statement in engine(name).create(tables):
        yield f"{statement};"
    for table in parents_first(tables):
        for row in world.rows[table.name]:
            cells = ", ".join(
                literal(cell, column.type, name) for cell, column in zip(row, table.columns, strict=True)
            )
            yield f"INSERT INTO {quote(table.name)} VALUES ({cells});"


def literal(cell: Cell, kind: str = "", name: str = DATASETS) -> str:
    """A cell as SQL; where an engine has no types of values, a text is what it is."""
    if name != DATASETS:
        return f"x'{cell.hex()}'" if isinstance(cell, bytes) else plain_literal(cell)
    shown = text(cell)
    if shown is None or isinstance(cell, int):
        return shown or "NULL"
    return text_literal(shown) if isinstance(cell, str) else f"{text_literal(shown)}::{kind}"

"""A script run on a database of its own, disturbed as asked, and what it left there, read by another process."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from sqlgym.engines import OutOfMemory, Session, Statement, StatementError, StatementForbidden, engine
from sqlgym.result import Run
from sqlgym.sandbox.child import caught, shadowed
from sqlgym.sandbox.job import ScriptJob
from sqlgym.sandbox.outcome import Blank, Denied, Failed, Outcome, Returned, Script, State
from sqlgym.sandbox.policy import refusal
from sqlgym.sql.quoting import quote

ROWS, BYTES = 10_000_000, 1 << 30
"""What our own reading may take: the process has its own limits."""


def play(session: Session, job: ScriptJob) -> Outcome:
    """Set up, run the script as far as asked, and tell how far it came."""
    return caught(lambda: Play(session, job).script())


class Play:
    """One script on one open database."""

    def __init__(self, session: Session, job: ScriptJob) -> None:
        """Lock the open database; nothing is run yet."""
        self.job = job
        self.session = session
        self.session.lock(job.limits.memory_bytes)
        self.seen: list[State] = []
        self.looked: list[int] = []
        self.refused = ""
        self.alive: list[tuple[Returned | Denied, ...]] = []
        self.changed: list[int | None] = []
        self.seconds = 0.0

    def script(self) -> Outcome:
        """Judge by policy, then run."""
        statements = self.session.split(self.job.sql)
        if not statements:
            return Blank()
        denied = refusal(statements, self.job.policy)
        if denied is not None:
            return denied
        for text in self.job.setup:
            set_up(self.session, text)
        if not self.job.trusted:
            for statement in statements:
                self.session.guard(statement, self.job.tables)
        shadowing = tuple(shadowed(self.session, one, self.job) for one in statements)
        return self.run_rounds(shadowing) if self.job.rounds else self.run(shadowing)

    def run_rounds(self, statements: tuple[Statement, ...]) -> Script:
        """Run all statements once a round, with what another connection fills in before and sees afterwards."""
        observer = self.session.second()
        for texts in self.job.rounds:
            for text in texts:
                set_up(observer, text)
            for statement in statements:
                self.one(statement)
            with suppress(StatementError):  # what is left open ends with the connection otherwise
                self.session.run(Statement("", "ROLLBACK", 0), ROWS, BYTES)
            self.seen.append(state(observer))
        observer.close()
        return Script(statements, len(statements), seen=tuple(self.seen), seconds=round(self.seconds, 3))

    def run(self, statements: tuple[Statement, ...]) -> Script:
        """Run the statements up to the first error, with what happens between them."""
        done, error = 0, None
        observer = self.session.second() if self.job.watch or self.job.alive else None
        self.asked(observer)
        try:
            for done, statement in enumerate(statements):
                if self.disturbed(done):
                    break
                self.one(statement)
                self.asked(observer)
                if observer and self.job.watch and looks(done, len(statements)):
                    self.looked.append(done + 1)
                    self.seen.append(state(observer))
            else:
                done = len(statements)
                self.disturbed(done)
        except StatementForbidden:
            raise
        except StatementError as failure:
            where = (failure.start, failure.length)
            if failure.start is None:  # of a constraint an engine names the row, and not the statement
                where = (statement.start, len(statement.text))
            error = Failed(failure.message, *where)
        if self.job.how != "kill":  # closing would write to the file what a crash leaves in the log
            self.session.close()
        seen, looked = tuple(self.seen), tuple(self.looked)
        alive, changed = tuple(self.alive), tuple(self.changed)
        return Script(
            statements, done, error, seen, looked, self.refused, alive, changed, round(self.seconds, 3)
        )

    def one(self, statement: Statement) -> None:
        """Run one statement of the script."""
        began = time.process_time()
        try:
            run = self.session.run(statement, self.job.limits.rows, self.job.limits.result_bytes)
        finally:
            self.seconds += time.process_time() - began
        self.changed.append(self.session.changed(statement, run))

    def asked(self, observer: Session | None) -> None:
        """Let the second connection ask its queries."""
        if observer and self.job.alive:
            self.alive.append(tuple(answer(observer, sql) for sql in self.job.alive))

    def disturbed(self, done: int) -> bool:
        """Do what is to happen once so many statements have run; True where the script ends here."""
        if done != self.job.stop:
            return False
        if self.job.how == "fail":
            self.one(Statement("SELECT", engine(self.job.engine).failing, 0))
        if self.job.how == "other":
            self.interfere()
        return self.job.how != "other"

    def interfere(self) -> None:
        """Let a second connection write; that it may not is no error."""
        other = self.session.second()
        try:
            for statement in other.split(self.job.other):
                other.run(statement, ROWS, BYTES)
        except (StatementError, OutOfMemory) as error:
            self.refused = str(error) or "refused"
        finally:
            other.close()


def answer(session: Session, sql: str) -> Returned | Denied:
    """What a query returns, or why it does not run."""
    try:
        return Returned(session.run(Statement("SELECT", sql, 0), ROWS, BYTES))
    except StatementError as error:
        return Denied(error.message)


MOST_LOOKS = 24


def looks(place: int, count: int) -> bool:
    """Whether the observer looks after this statement: after each, or after the first and last of very many."""
    return count <= MOST_LOOKS or place < MOST_LOOKS // 2 or place >= count - MOST_LOOKS // 2


def set_up(session: Session, text: str) -> None:
    """Run a text that is trusted, every statement of it committed."""
    for statement in session.split(text):
        session.run(statement, ROWS, BYTES)


def look(session: Session, job: ScriptJob) -> Outcome:
    """Take the state of a database that was opened anew."""
    session.lock(job.limits.memory_bytes)
    return caught(lambda: looked_at(session, job))


def looked_at(session: Session, job: ScriptJob) -> State:
    """The state, and what became of the attempts that are made afterwards."""
    found = state(session, job.ask)
    if not job.attempts:
        return found
    return msgspec.structs.replace(found, attempts=tuple(attempt(session, sql) for sql in job.attempts))


def attempt(session: Session, sql: str) -> str:
    """Why the tables do not take a statement, committed; empty where they do."""
    try:
        for text in ("BEGIN", sql, "COMMIT"):
            session.run(Statement("", text, 0), ROWS, BYTES)
    except StatementError as refused:
        with suppress(StatementError):
            session.run(Statement("", "ROLLBACK", 0), ROWS, BYTES)
        return refused.message or "refused"
    return ""


def state(session: Session, ask: Sequence[str] = ()) -> State:
    """What the database holds."""
    tables, views = session.describe(), session.views()
    return State(
        tables,
        tuple(contents(session, [table.name for table in tables])),
        views,
        tuple(contents(session, views)),
        tuple(session.run(Statement("SELECT", sql, 0), ROWS, BYTES) for sql in ask),
    )


def contents(session: Session, names: Sequence[str]) -> Iterator[Run]:
    """All rows of each table or view."""
    for name in names:
        yield session.run(Statement("SELECT", f"SELECT * FROM {quote(name)}", 0), ROWS, BYTES)

"""A fault of sqlgym's own in; one sentence for whoever waits, and the traceback in the log, out."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

ADVICE = "This is a fault of sqlgym, not yours: run it again with --debug, and report what that prints."
"""What is said beside the sentence."""

LOG = "sqlgym"
"""The logger that gets the tracebacks; who uses sqlgym from Python may listen to it."""

WIDEST = 200
"""Characters of what an exception says about itself."""


def recorded(error: BaseException) -> str:
    """What is said of an exception that nobody expected; its traceback goes to the log."""
    logger().error("%s", trace(error))
    return sentence(error)


def sentence(error: BaseException) -> str:
    """An exception in one line."""
    said = (str(error).strip().splitlines() or [""])[-1][:WIDEST]
    return f"sqlgym itself failed: {type(error).__name__}{': ' if said else ''}{said}"


def trace(error: BaseException) -> str:
    """An exception's traceback."""
    return "".join(traceback.format_exception(error)).rstrip("\n")


def logger() -> "logging.Logger":
    """The log; without anybody who listens it says nothing (logging would else print it on stderr)."""
    import logging  # 6 ms, which a check without a fault does not pay

    found = logging.getLogger(LOG)
    if not found.handlers:
        found.addHandler(logging.NullHandler())
    return found


def debug() -> None:
    """Print tracebacks on stderr from now on."""
    import logging

    found = logger()
    if not any(isinstance(one, logging.StreamHandler) for one in found.handlers):
        found.addHandler(logging.StreamHandler())


@contextmanager
def heard() -> Iterator[list[str]]:
    """The tracebacks that this thread's faults leave meanwhile."""
    import logging
    import threading

    texts: list[str] = []
    mine = threading.get_ident()

    class Ear(logging.Handler):
        """Keeps what is logged."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep it, if it is of this thread."""
            if record.thread == mine:
                texts.append(record.getMessage())

    ear = Ear()
    logger().addHandler(ear)
    try:
        yield texts
    finally:
        logger().removeHandler(ear)

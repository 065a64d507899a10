"""SQL exercises that are judged by really running them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlgym.course import Course, Exercise
    from sqlgym.errors import SqlgymError
    from sqlgym.library import as_text, check, checker
    from sqlgym.verdict import Finding, Verdict

__version__ = "0.1.0"
__all__ = ["Course", "Exercise", "Finding", "SqlgymError", "Verdict", "as_text", "check", "checker"]

_HOME = {
    "Course": "sqlgym.course",
    "Exercise": "sqlgym.course",
    "Finding": "sqlgym.verdict",
    "SqlgymError": "sqlgym.errors",
    "Verdict": "sqlgym.verdict",
    "as_text": "sqlgym.library",
    "check": "sqlgym.library",
    "checker": "sqlgym.library",
    "load_ipython_extension": "sqlgym.notebook",
}
"""Public name → where it lives; imported when used, so that a warm `sqlgym check` imports only what it needs."""


def __getattr__(name: str) -> object:
    """A public name."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)

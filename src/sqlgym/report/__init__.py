"""Verdicts → text: one function a format, all pure, and the one table of them."""

from sqlgym.report.formats import FORMATS, write
from sqlgym.report.style import FACTS, Style

__all__ = ["FACTS", "FORMATS", "Style", "write"]

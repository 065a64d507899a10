"""A verdict in; what a notebook shows of it out: the text of the command as HTML, or as Markdown."""

from html import escape

from sqlgym.report.formats import write
from sqlgym.report.markdown import longest_run
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

COLOURS = {"correct": "#1a7f37", "blank": "#6e7781", "ungraded": "#9a6700"}
"""Status → the colour of its first line; all others are red."""

WRONG = "#cf222e"
PRE = "margin: 0.3em 0; white-space: pre; overflow-x: auto; line-height: 1.3"


def as_text(verdict: Verdict, width: int = 100) -> str:
    """A verdict as `sqlgym check` prints it, without colours."""
    return write("text", Report("", (verdict,), {}), Style(width)).rstrip("\n")


def as_html(verdict: Verdict) -> str:
    """The text with its first line in colour; whatever a learner or an engine wrote stays text."""
    first, _, rest = as_text(verdict).partition("\n")
    colour = COLOURS.get(verdict.status, WRONG)
    head = f'<div style="font-weight: bold; color: {colour}">{escape(first)}</div>'
    body = rest.strip("\n")
    return f'<div class="sqlgym">{head}{f"""<pre style="{PRE}">{escape(body)}</pre>""" if body else ""}</div>'


def as_markdown(verdict: Verdict) -> str:
    """The text in a fence that nothing in it can end."""
    text = as_text(verdict)
    fence = "`" * max(3, 1 + longest_run(text))
    return f"{fence}text\n{text}\n{fence}"

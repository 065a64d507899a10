"""A text cut into tokens where no engine is at hand: the parent process loads no driver.

These are SQLite's. DuckDB cuts otherwise at `$$`, `E''`, lists and comments in comments, so that whoever asks them of
its texts must either be content with a guess or look for those first.
"""

import re

TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<end>;)|(?P<open>\()|(?P<close>\))
    |(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
    |(?P<named>[$:@]\w+)|(?P<word>\w+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
"""SQLite's tokens as far as cutting needs them (https://www.sqlite.org/lang.html, tokenize.c)."""

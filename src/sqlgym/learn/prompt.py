"""A prompt for SQL: lines in, until a statement ends in a semicolon; what it returns out."""

from collections.abc import Callable
from typing import NamedTuple

from sqlgym.errors import SqlgymError
from sqlgym.sql.tokens import TOKEN

HELP = r"""Write SQL, over as many lines as you like, and end it with a semicolon.
\d         the tables        \d NAME    one of them
\q         leave (so does Ctrl-D)       Ctrl-C     forget these lines, or stop what runs"""

GREETING = r"on the tables of {name} ({title}); \d shows the tables, \q leaves, \? says more"
COPY = "each entry runs on a copy: nothing is kept"

QUIT = frozenset({"\\q", "quit", "exit"})


class Answers(NamedTuple):
    """What a prompt asks: what SQL comes to, and what the tables are (all, or one by its name)."""

    run: Callable[[str], str]
    tables: Callable[[str], str]


class Prompt:
    """The lines of an entry that has not ended yet, and what becomes of each line."""

    def __init__(self, name: str, answers: Answers) -> None:
        self.name = name
        self.answers = answers
        self.lines: list[str] = []
        self.over = False

    @property
    def sign(self) -> str:
        """What stands before the next line; an entry that goes on has its dots under the name."""
        return f"{'.' * len(self.name)}. " if self.lines else f"{self.name}> "

    def take(self, line: str) -> str:
        """What is printed for a line; nothing while the entry goes on."""
        word = line.strip()
        if not self.lines and (not word or word.lower().rstrip(";") in QUIT):
            self.over = bool(word)
            return ""
        if not self.lines and word.startswith("\\"):
            return self.command(word)
        self.lines.append(line)
        text = "\n".join(self.lines)
        if not complete(text):
            return ""
        self.forget()
        return self.answers.run(text)

    def command(self, word: str) -> str:
        r"""What `\d` and `\?` print, or what there is instead."""
        what, _, name = word.rstrip(";").partition(" ")
        if what in ("\\d", "\\dt"):
            return self.answers.tables(name.strip().strip('"'))
        return HELP if what in ("\\?", "\\h") else f"There is no {what} here.\n{HELP}"

    def forget(self) -> None:
        """Begin a new entry."""
        self.lines = []


def complete(text: str) -> bool:
    """Whether a text ends in a semicolon that is in no comment and no quotes."""
    if text.count("$$") % 2:
        return False
    last = ""
    for token in TOKEN.finditer(text):
        if token.lastgroup == "other" and token[0] in "'\"`":  # it has no end
            return False
        if token.lastgroup == "skip" and token[0].startswith("/*") and not token[0].endswith("*/"):
            return False
        if token.lastgroup != "skip":
            last = str(token.lastgroup)
    return last == "end"


def ask(prompt: Prompt, read: Callable[[str], str], write: Callable[[str], object]) -> None:
    """Read lines and print what comes of them, until the end; Ctrl-C ends what is at hand and no more."""
    while not prompt.over:
        try:
            said = prompt.take(read(prompt.sign))
        except EOFError:
            write("")
            return
        except KeyboardInterrupt:
            prompt.forget()
            said = "(forgotten)"
        except SqlgymError as error:
            said = str(error)
        if said:
            write(said)

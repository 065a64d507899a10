"""A place among a statement's tokens, with what reading DDL asks again and again."""

from collections.abc import Sequence

from sqlgym.ddl.draft import Unread
from sqlgym.ddl.reader import Token

END = Token("end", "", "", 0)


class Cursor:
    """Tokens with a place among them."""

    def __init__(self, tokens: Sequence[Token], place: int = 0) -> None:
        """Begin at a place."""
        self.tokens = tokens
        self.place = place

    @property
    def now(self) -> Token:
        """The token at hand; END behind the last."""
        return self.ahead(0)

    @property
    def line(self) -> int:
        """The line at hand."""
        return (self.now if self.place < len(self.tokens) else self.tokens[-1]).line if self.tokens else 0

    def ahead(self, count: int) -> Token:
        """The token so many places on."""
        place = self.place + count
        return self.tokens[place] if place < len(self.tokens) else END

    def over(self) -> bool:
        """Whether no token is left."""
        return self.place >= len(self.tokens)

    def take(self) -> Token:
        """The token at hand, which is then behind."""
        token = self.now
        self.place += 1
        return token

    def at(self, *phrases: str) -> str:
        """The phrase that stands here, of some, or nothing."""
        for phrase in phrases:
            words = phrase.split()
            if all(
                self.ahead(place).kind == "word" and self.ahead(place).value == word
                for place, word in enumerate(words)
            ):
                return phrase
        return ""

    def accept(self, *phrases: str) -> str:
        """The phrase that stands here, which is then behind; nothing if none does."""
        found = self.at(*phrases)
        self.place += len(found.split())
        return found

    def symbol(self, text: str) -> bool:
        """Whether this symbol stands here, which is then behind."""
        if self.now.kind == "symbol" and self.now.text == text:
            self.place += 1
            return True
        return False

    def name(self) -> str:
        """The name that stands here; of a qualified one the last part."""
        token = self.take()
        if token.kind not in ("word", "name", "string"):
            raise Unread(token.line or self.line, f"a name is missing before “{token.text or 'the end'}”")
        found = token.value if token.kind != "word" else token.text
        while self.now.text == "." and self.ahead(1).kind in ("word", "name", "string", "symbol"):
            self.place += 1
            if self.now.text == ".":  # db..table
                continue
            found = self.now.text if self.now.kind == "word" else self.now.value
            self.place += 1
        return found

    def group(self) -> list[Token]:
        """The tokens between the brackets that open here; they are behind then."""
        if not self.symbol("("):
            raise Unread(self.line, f"a bracket is missing before “{self.now.text or 'the end'}”")
        begin, depth = self.place, 1
        while depth and not self.over():
            text = self.take()
            depth += (text.kind == "symbol" and text.text == "(") - (
                text.kind == "symbol" and text.text == ")"
            )
        if depth:
            raise Unread(self.tokens[begin - 1].line, "a bracket is left open")
        return list(self.tokens[begin : self.place - 1])

    def names(self) -> tuple[str, ...]:
        """The names in brackets here; how they are sorted, or how much of them counts, is passed over."""
        return tuple(plain_name(part) for part in parts(self.group()))


def plain_name(tokens: Sequence[Token]) -> str:
    """The name at the beginning of some tokens; Unread for an expression."""
    cursor = Cursor(tokens)
    found = cursor.name()
    if cursor.now.text == "(" and cursor.ahead(1).kind == "number" and cursor.ahead(2).text == ")":
        cursor.place += 3
    cursor.accept("ASC", "DESC")
    cursor.accept("NULLS FIRST", "NULLS LAST")
    if not cursor.over():
        raise Unread(tokens[0].line, f"“{written(tokens)}” is no column")
    return found


def parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens cut at the commas outside of brackets."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "symbol":
            depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
            if token.text == "," and depth == 0:
                found.append([])
                continue
        found[-1].append(token)
    return [one for one in found if one]


TIGHT = frozenset(".:(")


def written(tokens: Sequence[Token]) -> str:
    """Tokens as a text, with blanks where they are wanted."""
    text = ""
    for token in tokens:
        tight = not text or text[-1] in ".(" or token.text in (".", ",", ")", "::") or text.endswith("::")
        called = token.text == "(" and text and (text[-1].isalnum() or text[-1] == "_")
        text += token.text if tight or called else f" {token.text}"
    return text

"""What a script says of a table after it was made: ALTER TABLE, CREATE INDEX, COMMENT ON, CREATE TYPE and DOMAIN."""

from collections.abc import Callable

from sqlgym.ddl.create import INDEXES, Maker, expression
from sqlgym.ddl.cursor import Cursor, parts, written
from sqlgym.ddl.draft import Change, Draft, DraftColumn, DraftUnique, Unread
from sqlgym.ddl.statements import Statement

Find = Callable[[str], Draft | None]


def alter(maker: Maker, statement: Statement, find: Find) -> bool:
    """Do an ALTER TABLE on its draft; False if nothing of it is about what a table holds."""
    cursor = Cursor(statement.tokens, 2)
    cursor.accept("IF EXISTS")
    cursor.accept("ONLY")
    name = cursor.name()
    draft = find(name)
    checked = cursor.accept("WITH CHECK", "WITH NOCHECK")
    if not checked and silent(cursor):
        return False
    if draft is None:
        raise Unread(statement.line, f"there is no table {name} before it")
    added = False
    for part in parts(cursor.tokens[cursor.place :]):
        one = Cursor(part)
        added = bool(one.accept("ADD")) or (
            added and not one.at("DROP", "ALTER", "MODIFY", "CHANGE", "ENGINE")
        )
        added_here(maker, draft, one) if added else changed(maker, draft, one)
    return True


def silent(cursor: Cursor) -> bool:
    """Whether an ALTER TABLE is about the server alone."""
    return bool(
        cursor.at(
            *(
                "OWNER TO",
                "ENABLE",
                "DISABLE",
                "CHECK CONSTRAINT",
                "NOCHECK CONSTRAINT",
                "CLUSTER ON",
                "REPLICA IDENTITY",
            ),
            *("AUTO_INCREMENT", "ENGINE", "SET", "CONVERT TO", "DEFAULT CHARSET", "COMMENT", "ORDER BY"),
        )
    )


def added_here(maker: Maker, draft: Draft, cursor: Cursor) -> None:
    """ADD: a constraint or a column; in brackets several."""
    if cursor.now.text == "(":
        for part in parts(cursor.group()):
            maker.part(draft, Cursor(part))
        return
    cursor.accept("COLUMN")
    cursor.accept("IF NOT EXISTS")
    named = cursor.place
    if cursor.accept("CONSTRAINT") and not cursor.at("DEFAULT"):
        cursor.name()
    if cursor.accept("DEFAULT"):
        value = written(expression(cursor))
        cursor.accept("FOR")
        column(draft, cursor.name(), cursor.line).default = value
        return
    cursor.place = named
    maker.part(draft, cursor)


def changed(maker: Maker, draft: Draft, cursor: Cursor) -> None:
    """Anything but ADD."""
    if cursor.accept("MODIFY COLUMN", "MODIFY", "CHANGE COLUMN", "CHANGE"):
        replaced(maker, draft, cursor)
    elif cursor.accept("ALTER COLUMN", "ALTER"):
        altered(maker, draft, cursor)
    elif cursor.accept("DROP CONSTRAINT", "DROP FOREIGN KEY", "DROP INDEX", "DROP KEY", "DROP PRIMARY KEY"):
        raise Unread(
            cursor.line, "a constraint that is dropped again can't be followed; leave it out where it is made"
        )
    elif cursor.accept("AUTO_INCREMENT", "ENGINE", "COMMENT", "OWNER"):
        return
    else:
        raise Unread(cursor.line, f"“{written(cursor.tokens)}” is not known")


def replaced(maker: Maker, draft: Draft, cursor: Cursor) -> None:
    """MODIFY: a column is said anew."""
    if cursor.now.text == "(":
        cursor = Cursor(cursor.group())
    old = column(draft, Cursor(cursor.tokens, cursor.place).name(), cursor.line)
    new = maker.column(draft, cursor)
    draft.columns[draft.columns.index(old)] = new


def altered(maker: Maker, draft: Draft, cursor: Cursor) -> None:
    """ALTER COLUMN: one thing of a column is said anew."""
    known = column(draft, cursor.name(), cursor.line)
    if cursor.accept("SET DEFAULT"):
        known.default = written(expression(cursor))
        maker.numbered_default(known)
    elif cursor.accept("ADD GENERATED"):
        known.numbered = True
    elif cursor.accept("SET NOT NULL"):
        known.nullable = False
    elif cursor.accept("DROP NOT NULL"):
        known.nullable = True
    elif cursor.accept("DROP DEFAULT"):
        known.default = None
    elif cursor.accept("SET STATISTICS", "SET STORAGE", "SET COMPRESSION"):
        return
    else:
        raise Unread(cursor.line, f"“{written(cursor.tokens)}” is not known")


def column(draft: Draft, name: str, line: int) -> DraftColumn:
    """The column of a name; Unread if there is none."""
    found = draft.column(name)
    if found is None:
        raise Unread(line, f"{draft.name} has no column {name}")
    return found


def index(maker: Maker, statement: Statement, find: Find) -> None:
    """A UNIQUE INDEX on all rows is a UNIQUE; any other changes no result and is left."""
    cursor = Cursor(statement.tokens, 1)
    unique = bool(cursor.accept("UNIQUE"))
    while not cursor.accept("ON"):
        if cursor.over():
            raise Unread(statement.line, "ON is missing")
        cursor.take()
    cursor.accept("ONLY")
    draft = find(cursor.name())
    if cursor.accept("USING"):
        cursor.name()
    text = written(statement.tokens)
    if not unique:
        maker.left.append(Change(statement.line, text, INDEXES, harmless=True))
        return
    names = cursor.names()
    if cursor.accept("WHERE"):
        raise Unread(statement.line, "an index on some rows alone is no key")
    if draft is None:
        raise Unread(statement.line, "there is no such table before it")
    draft.unique.append(DraftUnique(names, statement.line))


def comment(statement: Statement, find: Find) -> bool:
    """COMMENT ON TABLE or COLUMN; False if it is on anything else."""
    cursor = Cursor(statement.tokens, 2)
    what = cursor.accept("TABLE", "COLUMN")
    begin = cursor.place
    while not cursor.over() and not cursor.at("IS"):
        cursor.take()
    names = [
        one.value if one.kind != "word" else one.text
        for one in statement.tokens[begin : cursor.place]
        if one.text != "."
    ]
    cursor.accept("IS")
    text = cursor.take().value
    owner = find(names[-1] if what == "TABLE" else names[-2]) if len(names) > (what != "TABLE") else None
    if not what or owner is None:
        return False
    if what == "TABLE":
        owner.comment = text
    elif known := owner.column(names[-1]):
        known.comment = text
    return True


def own_type(maker: Maker, statement: Statement) -> bool:
    """CREATE TYPE … AS ENUM or CREATE DOMAIN; False for any other type."""
    cursor = Cursor(statement.tokens, 1)
    domain = cursor.accept("DOMAIN", "TYPE") == "DOMAIN"
    name = cursor.name().upper()
    cursor.accept("AS")
    if domain:
        maker.domains[name] = list(statement.tokens[cursor.place :])
        return True
    if not cursor.accept("ENUM"):
        return False
    maker.enums[name] = tuple(one.value for one in cursor.group() if one.kind == "string")
    return True

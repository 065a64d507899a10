"""What one dialect means is written so that DuckDB means the same, by the types and keys of the tables."""

import pytest

from sqlgym.dialects.transpile import Untranslatable, translated
from sqlgym.schema import Column, Table

TABLES = (
    Table(
        "guilds",
        (Column("guild", "INTEGER", False), Column("gname", "VARCHAR", True), Column("n", "INTEGER", True)),
        primary_key=("guild",),
    ),
    Table("dues", (Column("guild", "INTEGER", False), Column("paid", "DECIMAL(9,2)", True))),
)
JOINED = "FROM guilds AS g JOIN dues AS d ON d.guild = g.guild"

MEANT = {
    ("postgres", "SELECT n / 2, n / 2.0 FROM guilds"): (
        "SELECT CAST(TRUNC(guilds.n / 2) AS BIGINT), guilds.n / 2.0 FROM guilds"
    ),
    ("tsql", "SELECT SUM(paid) / COUNT(*) AS k FROM dues"): "SELECT SUM(dues.paid) / COUNT(*) AS k FROM dues",
    ("mysql", "SELECT guild FROM dues ORDER BY NULL"): "SELECT guild FROM dues",
    ("mysql", f"SELECT g.gname, SUM(d.paid) AS paid {JOINED} GROUP BY g.guild HAVING g.n > 1"): (
        f"SELECT ANY_VALUE(g.gname) AS gname, SUM(d.paid) AS paid {JOINED} GROUP BY g.guild HAVING ANY_VALUE(g.n) > 1"
    ),
    ("postgres", f"SELECT d.paid {JOINED} GROUP BY g.guild"): f"SELECT d.paid {JOINED} GROUP BY g.guild",
    ("tsql", "SELECT TOP 1 WITH TIES gname FROM guilds ORDER BY n DESC"): (
        "SELECT gname FROM guilds QUALIFY RANK() OVER (ORDER BY n DESC) <= 1 ORDER BY n DESC"
    ),
    ("postgres", "SELECT gname FROM guilds ORDER BY n FETCH FIRST 2 ROWS WITH TIES"): (
        "SELECT gname FROM guilds QUALIFY RANK() OVER (ORDER BY n) <= 2 ORDER BY n"
    ),
    ("mysql", "SELECT SUBSTRING_INDEX(gname, '/', -2) AS leaf FROM guilds"): (
        "SELECT ARRAY_TO_STRING(STR_SPLIT(gname, '/')[-2:], '/') AS leaf FROM guilds"
    ),
    ("mysql", "DELETE o FROM dues o JOIN dues n USING (guild) WHERE o.paid < n.paid"): (
        "DELETE FROM dues AS o USING dues AS n WHERE o.guild = n.guild AND o.paid < n.paid"
    ),
    ("mysql", "DELETE n FROM dues AS o, dues AS n WHERE n.paid > o.paid"): (
        "DELETE FROM dues AS n USING dues AS o WHERE n.paid > o.paid"
    ),
}


@pytest.mark.parametrize(("dialect", "sql"), MEANT)
def test_a_form_is_written_with_the_same_meaning(dialect: str, sql: str) -> None:
    assert translated(sql, dialect, "duckdb", TABLES) == MEANT[dialect, sql]


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("tsql", "SELECT DISTINCT TOP 1 WITH TIES gname FROM guilds ORDER BY gname"),
        ("mysql", "SELECT SUBSTRING_INDEX(gname, '/', n) FROM guilds"),
        ("mysql", "DELETE o FROM dues o LEFT JOIN guilds g ON g.guild = o.guild WHERE g.guild IS NULL"),
        ("mysql", "DELETE o, g FROM dues o JOIN guilds g ON g.guild = o.guild"),
    ],
)
def test_a_form_without_a_like_is_refused(dialect: str, sql: str) -> None:
    with pytest.raises(Untranslatable):
        translated(sql, dialect, "duckdb", TABLES)

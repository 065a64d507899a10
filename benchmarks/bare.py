"""The script a warm check is measured against: import duckdb, open the same database, run both queries, compare."""

import sys
from pathlib import Path

import duckdb

database, answer, reference = sys.argv[1:]
connection = duckdb.connect(database, read_only=True)
rows = [connection.execute(Path(path).read_text()).fetchall() for path in (answer, reference)]
print(sorted(rows[0]) == sorted(rows[1]))

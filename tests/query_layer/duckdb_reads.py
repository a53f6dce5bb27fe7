"""What DuckDB reads of a database: rows of every table and view, and of every file of sql/ run on it.

Prints JSON: {"relations": {name: rows}, "queries": {name: rows}, "differing": [view, …]}, the views in which DuckDB reads
something else than SQLite.
"""

import json
import pathlib
import sqlite3
import sys

import duckdb
from duckdb_extensions import import_extension

database, queries = sys.argv[1:3]
# the extension comes as a Python package, so that nothing is downloaded
import_extension("sqlite_scanner")
connection = duckdb.connect()
connection.execute("LOAD sqlite_scanner")
connection.execute(f"ATTACH '{database}' AS claims (TYPE sqlite, READ_ONLY)")
names = connection.execute(
    "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'claims' ORDER BY 1"
).fetchall()
relations = {
    name: len(connection.execute(f'SELECT * FROM claims."{name}"').fetchall()) for (name,) in names
}
rows = {
    file.stem: len(
        connection.execute("SELECT * FROM sqlite_query('claims', ?)", [file.read_text()]).fetchall()
    )
    for file in sorted(pathlib.Path(queries).glob("*.sql"))
}


def settled(cell):
    """A cell, numbers as numbers: views that DuckDB reads through SQLite come as text."""
    try:
        return str(round(float(cell), 6))
    except (TypeError, ValueError):
        return str(cell)


def table(rows):
    return sorted([settled(cell) for cell in row] for row in rows)


stock = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
views = [name for (name,) in stock.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")]
differing = [
    view
    for view in views
    if table(stock.execute(f'SELECT * FROM "{view}"')) != table(connection.execute(f'SELECT * FROM claims."{view}"').fetchall())
]
print(json.dumps({"differing": differing, "relations": relations, "queries": rows}))

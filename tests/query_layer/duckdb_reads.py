"""What DuckDB reads of a database: rows of every table and view, and of every file of sql/ run on it.

Prints JSON: {"relations": {name: rows}, "queries": {name: rows}}.
"""

import json
import pathlib
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
print(json.dumps({"relations": relations, "queries": rows}))

"""What pandas reads of a database: rows of every view, with days that are days.

Prints JSON: {view: rows}.
"""

import json
import sqlite3
import sys

import pandas

connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")]
frames = {view: pandas.read_sql_query(f'SELECT * FROM "{view}"', connection) for view in views}
for view, frame in frames.items():
    for column in frame.columns:
        if column == "day" or column.endswith("_day"):
            pandas.to_datetime(frame[column], format="%Y-%m-%d", errors="raise")
statements = frames["statements"]
assert statements["certainty"].dtype == float and statements["embedded"].dtype.kind == "i"
print(json.dumps({view: len(frame) for view, frame in frames.items()}))

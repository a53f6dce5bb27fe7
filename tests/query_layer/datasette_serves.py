"""What Datasette serves of a database with the metadata that gainsay prints for it.

Prints JSON: {"tables": {name: status}, "queries": {name: [status, rows]}, "search": {path: rows}, "labels": …}.
"""

import asyncio
import json
import sqlite3
import sys
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils import parse_metadata

database, metadata, words = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])


async def main():
    served = Datasette([database], metadata=parse_metadata(open(metadata).read()), settings={"sql_time_limit_ms": 10000})
    await served.invoke_startup()
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    kinds = "type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(f"SELECT name FROM sqlite_master WHERE {kinds} ORDER BY 1")]
    tables = {}
    for name in names:
        page = await served.client.get(f"/claims/{name}")
        tables[name] = page.status_code
    queries = {}
    for name in parse_metadata(open(metadata).read())["databases"]["claims"]["queries"]:
        form = await served.client.get(f"/claims/{name}")
        answer = await served.client.get(f"/claims/{name}.json?_shape=array")
        queries[name] = [form.status_code, answer.status_code, len(answer.json())]
    search = {}
    for view, word in words.items():
        page = (await served.client.get(f"/claims/{view}")).text
        found = await served.client.get(f"/claims/{view}.json?_shape=array&_search={quote(word)}")
        search[view] = ['name="_search"' in page, len(found.json())]
    # a foreign key is shown as the name of what it points at
    row = (await served.client.get("/claims/claim?_size=3")).text
    label = connection.execute(
        "SELECT s.name FROM claim c JOIN speaker s ON s.id = c.speaker_id ORDER BY c.id LIMIT 1"
    ).fetchone()[0]
    note = connection.execute(
        "SELECT note FROM schema_notes WHERE object = 'statements' AND column_name = 'day'"
    ).fetchone()[0]
    described = note in (await served.client.get("/claims/statements")).text
    print(json.dumps({"tables": tables, "queries": queries, "search": search, "label": label in row, "described": described}))


asyncio.run(main())

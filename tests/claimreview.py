"""Holds an export against schema.org: gainsay export conflicts --format claimreview | python tests/claimreview.py

JSON-LD: PyLD expands the graph, so that every key and every @id must be what JSON-LD takes them for. schema.org: the
models of msgspec-schemaorg say which properties a type has and of which types their values may be. Both work without
a network.
"""

import datetime
import importlib
import json
import re
import sys
import typing

from msgspec_schemaorg.models.creativework.CreativeWork import CreativeWork
from pyld import jsonld

CONTEXT = {"@context": {"@vocab": "https://schema.org/"}}
FOLDERS = "creativework", "organization", "person", "place", "intangible"


def model(name):
    """The class of a schema.org type."""
    for folder in FOLDERS:
        try:
            module = importlib.import_module(f"msgspec_schemaorg.models.{folder}.{name}")
            return getattr(module, name)
        except ModuleNotFoundError:
            continue
    raise SystemExit(f"schema.org has no type {name}")


def properties(cls):
    """Every property of a type with what it may hold, as the models write it."""
    found = {}
    for base in reversed(cls.__mro__):
        found.update(getattr(base, "__annotations__", {}))
    return found


def ancestors(name):
    return {base.__name__ for base in model(name).__mro__}


def fits(value, wanted, types):
    """True where a value is of one of the types named in an annotation."""
    if isinstance(value, list):
        return all(fits(item, wanted, types) for item in value)
    if isinstance(value, bool):
        return "bool" in wanted
    if isinstance(value, (int, float)):
        return bool(wanted & {"int", "float"})
    if isinstance(value, dict):
        kind = value.get("@type") or types[value["@id"]]
        return bool(ancestors(kind) & wanted)
    if wanted & {"date", "datetime"} and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        datetime.date.fromisoformat(value)
        return True
    return bool(wanted & {"str", "URL"})


def check(node, types):
    """Checks a node and the nodes in it."""
    kind = node.get("@type")
    if kind is None:
        assert set(node) == {"@id"} and node["@id"] in types, node
        return
    known = properties(model(kind))
    for key, value in node.items():
        if key.startswith("@"):
            continue
        assert key in known, f"{kind} has no property {key}"
        wanted = set(re.findall(r"\w+", str(known[key])))
        assert fits(value, wanted, types), f"{kind}.{key} is {value!r}, may be {wanted}"
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                check(item, types)


def main():
    document = json.load(sys.stdin)
    assert document["@context"] == "https://schema.org", document["@context"]
    graph = document["@graph"]
    types = {node["@id"]: node["@type"] for node in graph}
    assert len(types) == len(graph), "an @id stands for two nodes"
    for node in graph:
        check(node, types)
    jsonld.set_document_loader(lambda url, options: {"contextUrl": None, "documentUrl": url, "document": CONTEXT})
    expanded = jsonld.expand(document)
    assert len(expanded) == len(graph), "JSON-LD drops nodes"
    for node in expanded:
        assert all(key.startswith(("@", "https://schema.org/")) for key in node), node
        assert node["@id"].startswith("urn:gainsay:"), node
    review = model("ClaimReview")
    assert issubclass(review, CreativeWork)
    print(json.dumps({kind: list(types.values()).count(kind) for kind in sorted(set(types.values()))}))


main()

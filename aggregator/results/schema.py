"""The JSON Schema of RESULT.json, made from the types: ``python -m aggregator.results.schema`` writes it anew."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from aggregator.results.model import Result

_SCHEMA = "result.schema.json"
_HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "RESULT.json of aggregator",
    "description": "Every key is always present; what is unknown is null. Later versions may add keys and never "
    "rename one.",
}
_PATTERNS = {  # formats are only remarks to most readers of a schema
    "date-time": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
}
_STEP = re.compile(r"[^.\[\]]+|\[")


@cache
def result_schema() -> dict[str, Any]:
    """The schema that every written result keeps: every key required, times and dates by pattern."""
    _, parts = msgspec.json.schema_components([Result], ref_template="#/$defs/{name}")
    made: dict[str, Any] = _strict(parts)
    whole = made.pop("Result")
    del whole["properties"]["source"], whole["title"]
    whole["required"].remove("source")
    del whole["description"]
    return {**_HEAD, **whole, "$defs": made}


def _strict(part: Any) -> Any:
    """Whoever reads may miss what came later; whoever writes gives every key."""
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _strict(value) for key, value in part.items() if key != "default"}
    if "properties" in part:
        part["required"] = list(part["properties"])
    if codes := part.get("propertyNames", {}).get("enum"):
        value = part["additionalProperties"]
        part = {"type": "object", "required": codes, "properties": dict.fromkeys(codes, value)}
        part["additionalProperties"] = False
    return part | ({"pattern": _PATTERNS[part["format"]]} if part.get("format") in _PATTERNS else {})


def allowed(place: str) -> list[str]:
    """The words that may stand at a place such as ``units[0].receipt``; none where it is no choice."""
    schema = result_schema()
    node: Any = schema
    for step in _STEP.findall(place):
        node = _followed(node, schema)
        inner = node.get("items") if step.isdigit() else node.get("properties", {}).get(step)
        if step == "[" or inner is None:
            continue
        node = inner
    return [word for word in _followed(node, schema).get("enum", ()) if word]


def _followed(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The part itself, behind a reference and beside null."""
    for choice in node.get("anyOf", ()):
        if choice.get("type") != "null":
            node = choice
    name = node.get("$ref", "").removeprefix("#/$defs/")
    found: dict[str, Any] = schema["$defs"][name] if name else node
    return found


def schema_text() -> str:
    """The schema as the package holds it."""
    return json.dumps(result_schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Put the schema into the package."""
    Path(str(files("aggregator.write") / _SCHEMA)).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""JSON pointers (RFC 6901) and dotted paths into application data and its schema (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

NOTHING: Final = object()


def parts(pointer: str) -> list[str]:
    """The unescaped parts of a JSON pointer such as ``/applicant/street``."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def lookup(data: Mapping[str, Any], pointer: str) -> Any:
    """The value at a JSON pointer, or ``NOTHING`` where the data has no such place."""
    value: Any = data
    for part in parts(pointer):
        if not isinstance(value, Mapping) or part not in value:
            return NOTHING
        value = value[part]
    return value


def subschema(schema: Mapping[str, Any], path: list[str]) -> Mapping[str, Any] | None:
    """The schema of the property at ``path``, following local ``$ref``; None if there is none."""
    found: Mapping[str, Any] | None = resolve(schema, schema)
    for part in path:
        properties = found.get("properties", {}) if found else {}
        if not isinstance(properties, Mapping) or part not in properties:
            return None
        found = resolve(schema, properties[part])
    return found


def resolve(schema: Mapping[str, Any], node: Any, depth: int = 10) -> Mapping[str, Any] | None:
    """``node`` itself, or what its local ``$ref`` leads to; None if that leads nowhere."""
    if not isinstance(node, Mapping) or depth == 0:
        return None
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return node
    if not reference.startswith("#/"):
        return None
    target = lookup(schema, reference[1:])
    return None if target is NOTHING else resolve(schema, target, depth - 1)

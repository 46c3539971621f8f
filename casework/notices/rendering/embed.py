"""The facts as files inside the PDF: canonical JSON, and the same as XML."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

NAMESPACE = "urn:sachstand:notice-facts:1"


def canonical_json(facts: Mapping[str, Any]) -> bytes:
    """Return the one JSON form of the facts: keys sorted, no blanks, UTF-8."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def facts_sha256(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the canonical JSON; this is also the embedded file's hash."""
    return hashlib.sha256(canonical_json(facts)).hexdigest()


def as_xml(facts: Mapping[str, Any]) -> bytes:
    """Return the facts as XML: an element for each key, ``item`` for each entry of a list.

    A value that does not apply is an empty element with ``nil="true"``.
    """
    root = _element("facts", facts)
    root.set("xmlns", NAMESPACE)
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _element(name: str, value: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, value[key]) for key in sorted(value))
    elif isinstance(value, list):
        element.extend(_element("item", item) for item in value)
    elif value is None:
        element.set("nil", "true")
    else:
        element.text = str(value)
    return element

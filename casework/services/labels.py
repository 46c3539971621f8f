"""Words for stored values: the option a step's field chose, the title of a schema's constant.

Also the application as people read it: sections, labels and values in the schema's order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from casework.services.package import Package
from casework.services.package.placeholders import FILTERS


@dataclass(frozen=True)
class Row:
    """One line of an application: `law` cites why it is asked, `sensitive` asks for care."""

    label: str
    value: str
    law: str
    sensitive: bool


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


def labels(package: Package) -> Callable[[tuple[str, ...], str], str]:
    """A function from a placeholder's path and a stored value to the words for it."""
    return partial(_label, package)


def sections(package: Package, data: Mapping[str, Any]) -> list[Section]:
    """The application data as sections; empty fields and unknown keys are left out."""
    found = [
        Section(str(schema.get("title", key)), tuple(_rows(schema, data.get(key), "")))
        for key, schema in package.schema.get("properties", {}).items()
        if isinstance(data.get(key), Mapping)
    ]
    plain = {
        key: schema
        for key, schema in package.schema.get("properties", {}).items()
        if not isinstance(data.get(key), Mapping)
    }
    rest = tuple(_rows({"properties": plain}, data, ""))
    title = str(package.schema.get("title", package.name))
    return [section for section in (*found, Section(title, rest)) if section.rows]


def _rows(schema: Mapping[str, Any], value: Any, prefix: str) -> Iterator[Row]:
    if not isinstance(value, Mapping):
        return
    for key, part in schema.get("properties", {}).items():
        entry = value.get(key)
        label = f"{prefix}{part.get('title', key)}"
        if isinstance(entry, Mapping):
            yield from _rows(part, entry, f"{label}: ")
        elif isinstance(entry, list) and entry and isinstance(entry[0], Mapping):
            for number, item in enumerate(entry, start=1):
                yield from _rows(part.get("items", {}), item, f"{label} {number}: ")
        elif entry not in (None, "", []):
            yield Row(
                label,
                _shown(part, entry),
                str(part.get("x-legal-reference", "")),
                bool(part.get("x-sensitive", False)),
            )


def _shown(schema: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(schema.get("items", {}), item) for item in value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if schema.get("format") == "date":
        return FILTERS["date"](value, str)
    if isinstance(value, float):
        return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return _constant(schema, str(value))


def _label(package: Package, path: tuple[str, ...], value: str) -> str:
    if path[0] == "step":
        options = (
            o for s in package.steps for f in s.fields if f.key == path[1] for o in f.options
        )
        return next((option.label for option in options if option.value == value), value)
    schema: Mapping[str, Any] = package.schema
    for part in path[1:]:
        schema = schema.get("properties", {}).get(part, {})
    return _constant(schema.get("items", schema), value)


def _constant(schema: Mapping[str, Any], value: str) -> str:
    for choice in schema.get("oneOf", ()):
        if str(choice.get("const")) == value:
            return str(choice.get("title", value))
    return value

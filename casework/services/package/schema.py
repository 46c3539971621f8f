"""The application's schema: JSON Schema 2020-12, in sections, every field with a German title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from casework.services.package.pointers import resolve
from casework.services.package.problems import Problem, Word

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "application.schema.json"


def schema_problems(schema: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the schema itself (not with the data it describes)."""
    if schema.get("$schema") != DIALECT:
        return [_problem("", "schema", reason=f'"$schema" must be "{DIALECT}"')]
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = "/".join(str(part) for part in error.path)
        return [_problem(place, "schema", reason=error.message[:200])]
    return list(_reference_problems(schema, schema)) or list(_section_problems(schema))


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """A validator for application data that also checks formats such as ``date``."""
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def errors(schema: Mapping[str, Any], data: Mapping[str, Any]) -> list[ValidationError]:
    """Every error of application data, in order of its place."""
    return sorted(
        validator(schema).iter_errors(data),
        key=lambda error: list(map(str, error.path)),
    )


def legal_references(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every ``x-legal-reference`` with its place."""
    for place, node in _nodes(schema, ""):
        if "x-legal-reference" in node:
            yield place, node["x-legal-reference"]


def _section_problems(schema: Mapping[str, Any]) -> Iterator[Problem]:
    sections = schema.get("properties")
    if schema.get("type") != "object" or not isinstance(sections, Mapping) or not sections:
        yield _problem("", "schema-shape", place="/", expected=_("an object with sections"))
        return
    for name, section in sections.items():
        found = resolve(schema, section)
        if not found or found.get("type") != "object" or not found.get("properties"):
            yield _problem(name, "schema-shape", place=name, expected=_("an object with fields"))
        elif not found.get("title"):
            yield _problem(name, "no-title", place=name)
        else:
            yield from _field_problems(schema, found, name)


def _field_problems(
    schema: Mapping[str, Any], section: Mapping[str, Any], place: str, depth: int = 5
) -> Iterator[Problem]:
    for name, field in section["properties"].items():
        found, here = resolve(schema, field) or {}, f"{place}/{name}"
        if not (field.get("title") or found.get("title")):
            yield _problem(here, "no-title", place=here)
        if depth and found.get("type") == "object" and found.get("properties"):
            yield from _field_problems(schema, found, here, depth - 1)
        yield from (
            _problem(here, "no-title", place=f"{here}: {choice.get('const')}")
            for choice in found.get("oneOf", [])
            if "const" in choice and not choice.get("title")
        )


def _reference_problems(schema: Mapping[str, Any], root: Any) -> Iterator[Problem]:
    for place, node in _nodes(root, ""):
        reference = node.get("$ref")
        if isinstance(reference, str) and resolve(schema, node) is None:
            yield _problem(place, "schema-reference", value=reference)
        if "$dynamicRef" in node:
            yield _problem(place, "schema-reference", value=str(node["$dynamicRef"]))


def _nodes(node: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        yield place, node
        for key, value in node.items():
            yield from _nodes(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _nodes(value, f"{place}/{index}")


def _problem(place: str, code: str, /, **params: Word) -> Problem:
    return Problem(FILE, place, code, params)

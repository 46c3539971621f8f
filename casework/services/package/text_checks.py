"""Placeholders and conditions of text blocks and letters must fit schema and steps."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from casework.services.package.contents import Package
from casework.services.package.placeholders import FILTERS, ROOTS, placeholders
from casework.services.package.pointers import subschema
from casework.services.package.problems import Problem, Word


def text_problems(package: Package) -> Iterator[Problem]:
    """Placeholders nothing can fill, and conditions on fields or values that do not exist."""
    fields = {field.key: field for step in package.steps for field in step.fields}
    for text in package.texts:
        file = f"texts/{text.key}.md"
        yield from _text_problems(package, file, " ".join(text.paragraphs), list(fields))
        for key, allowed in text.when.items():
            values: list[str | bool] = [
                *(fields[key].values() if key in fields else ()),
                True,
                False,
            ]
            yield from _when_problems(file, key, allowed, values, list(fields))
    for letter in package.letters:
        whole = " ".join((letter.subject, *letter.opening, *letter.closing))
        yield from _text_problems(package, f"letters/{letter.key}.toml", whole, list(fields))


def _when_problems(
    file: str, key: str, allowed: tuple[str | bool, ...], values: list[str | bool], keys: list[str]
) -> Iterator[Problem]:
    if key not in keys:
        params: dict[str, Word] = {"what": _("field"), "value": key, "allowed": ", ".join(keys)}
        yield Problem(file, "[when]", "no-such-reference", params)
    else:
        for value in allowed:
            if value not in values:
                params = {"key": key, "value": str(value), "allowed": ", ".join(map(str, values))}
                yield Problem(file, "[when]", "not-allowed", params)


def _text_problems(package: Package, file: str, text: str, fields: list[str]) -> Iterator[Problem]:
    for found in placeholders(text):
        if not found.path:
            yield Problem(file, "", "placeholder", {"value": found.written})
            continue
        if found.filter and found.filter not in FILTERS:
            params = {"value": found.filter, "allowed": ", ".join(FILTERS)}
            yield Problem(file, "", "unknown-filter", params)
        root, *rest = found.path
        allowed = _allowed(package, root, fields)
        if not _can_be_filled(package, root, rest, allowed):
            params = {"value": found.written, "allowed": ", ".join(allowed)}
            yield Problem(file, "", "unknown-placeholder", params)


def _can_be_filled(package: Package, root: str, rest: list[str], allowed: list[str]) -> bool:
    if root == "data":
        return subschema(package.schema, rest) is not None
    return root in ("step", *ROOTS) and ".".join(rest) in allowed


def _allowed(package: Package, root: str, fields: list[str]) -> list[str]:
    """What may follow ``root.``; for an unknown root the roots themselves."""
    if root == "data":
        return list(package.schema.get("properties", {}))
    return fields if root == "step" else list(ROOTS.get(root, ("data.…", "step.…", *ROOTS)))

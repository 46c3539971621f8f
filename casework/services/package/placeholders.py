"""Placeholders in text blocks and letters, such as ``{{ fee.amount | money }}``.

``placeholders`` finds them, ``fill`` fills them. No logic, no code: a path and at most one filter.

| start | filled from |
|---|---|
| ``applicant.`` | the applicant: see ``ROOTS`` |
| ``data.`` | the application, by the names of its schema |
| ``step.`` | process data: every field of every step |
| ``case.`` | the case; ``fiction_on`` is the last day before its permit counts as granted |
| ``origin.`` | the decision that an objection, a revocation or a correction deals with |
| ``fee.`` | ``amount`` (euros) and ``basis`` |
| ``period.`` | of a letter step: ``due`` |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

ROOTS: Mapping[str, tuple[str, ...]] = {
    "applicant": (
        "name",
        "family_name",
        "given_name",
        "organisation",
        "street",
        "postal_code",
        "city",
        "email",
        "phone",
        "birth_date",
    ),
    "case": ("file_number", "received_on", "complete_on", "service_name", "fiction_on"),
    "origin": ("file_number", "notice_number", "decided_on", "service_name"),
    "fee": ("amount", "basis"),
    "period": ("due",),
}
FORM = re.compile(r"\{\{\s*([a-z_]+(?:\.[A-Za-z0-9_-]+)+)\s*(?:\|\s*([a-z]+)\s*)?\}\}")
ANY = re.compile(r"\{\{.*?\}\}|\{\{|\}\}|\{%.*?%\}", re.DOTALL)
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


@dataclass(frozen=True)
class Placeholder:
    """A placeholder as written; ``path`` is empty if it is malformed."""

    written: str
    path: tuple[str, ...]
    filter: str


@dataclass(frozen=True)
class Filled:
    """A filled text and the paths that had no value; each stands in the text as ``[…]``."""

    text: str
    missing: tuple[str, ...]


def placeholders(text: str) -> Iterator[Placeholder]:
    """Every placeholder of a text, well-formed or not."""
    for found in ANY.finditer(text):
        form = FORM.fullmatch(found[0])
        path = tuple(form[1].split(".")) if form else ()
        yield Placeholder(found[0], path, (form[2] or "") if form else "")


def fill(
    text: str,
    values: Mapping[str, Any],
    labels: Callable[[tuple[str, ...], str], str] = lambda _path, value: value,
) -> Filled:
    """The text with its placeholders filled from nested ``values``.

    ``labels`` gives for a path and a stored value the words for it (options, enum titles).
    """
    missing: list[str] = []

    def one(found: re.Match[str]) -> str:
        path, name = tuple(found[1].split(".")), found[2] or ""
        value: Any = values
        for part in path:
            value = value.get(part) if isinstance(value, Mapping) else None
        shown = "" if value in (None, []) else _show(value, name, lambda v: labels(path, v))
        if not shown:
            missing.append(found[1])
        return shown or "[…]"

    return Filled(FORM.sub(one, text), tuple(missing))


def _show(value: Any, name: str, label: Callable[[str], str]) -> str:
    if name:
        return FILTERS[name](value, label)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(value)


def _date(value: Any, _label: Callable[[str], str]) -> str:
    """``2026-03-03`` as ``3. März 2026``; anything that is no date as it stands."""
    try:
        day = value if isinstance(value, date) else datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _money(value: Any, _label: Callable[[str], str]) -> str:
    """``1234.5`` as ``1.234,50 Euro``; anything that is no number as it stands."""
    try:
        amount = f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)
    return amount.replace(",", " ").replace(".", ",").replace(" ", ".") + " Euro"


def _one_label(value: Any, label: Callable[[str], str]) -> str:
    return label(str(value))


def _list(value: Any, label: Callable[[str], str]) -> str:
    """Several chosen values as words: ``a, b und c``."""
    words = [label(str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
    return " und ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


FILTERS: Mapping[str, Callable[[Any, Callable[[str], str]], str]] = {
    "date": _date,
    "money": _money,
    "label": _one_label,
    "list": _list,
}

"""Reads what was entered into a step's form: texts in, typed values out, or errors by field."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.services.package import Field, Step

MAX_TEXT = 20_000


def read_inputs(binding: Step, entered: Mapping[str, Any]) -> dict[str, Any]:
    """The step's values by field key, JSON-able (dates ISO, money as text with two decimals).

    Raises InvalidData naming each field that is missing or does not fit. Unknown keys are ignored.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in binding.fields:
        try:
            values[field.key] = _read(field, entered.get(field.key))
        except ValueError as error:
            errors[field.key] = str(error)
    if errors:
        raise InvalidData(errors)
    return values


def read_checklist(binding: Step, ticked: Sequence[str]) -> list[str]:
    """The keys of the ticked items in the package's order; InvalidData while one is open."""
    missing = [item for item in binding.checklist if item.key not in ticked]
    if missing:
        raise InvalidData(
            {
                f"check-{item.key}": _("Not checked yet: %(item)s") % {"item": item.text}
                for item in missing
            }
        )
    return [item.key for item in binding.checklist]


def _read(field: Field, raw: Any) -> Any:
    empty = raw is None or raw == "" or raw == []
    if field.type == "boolean":
        return raw in (True, "true", "on", "1")
    if empty:
        if field.required:
            raise ValueError(_("Please fill in “%(label)s”.") % {"label": field.label})
        return [] if field.type == "multichoice" else None
    return _READERS[field.type](field, raw)


def _choice(field: Field, raw: Any) -> str:
    if raw not in {option.value for option in field.options}:
        raise ValueError(
            _("Please choose one of the options for “%(label)s”.") % {"label": field.label}
        )
    return str(raw)


def _multichoice(field: Field, raw: Any) -> list[str]:
    chosen = [raw] if isinstance(raw, str) else list(raw)
    return [_choice(field, value) for value in chosen]


def _text(field: Field, raw: Any) -> str:
    text = str(raw).strip()
    if len(text) > MAX_TEXT:
        raise ValueError(_("The text is longer than %(limit)s characters.") % {"limit": MAX_TEXT})
    if "\x00" in text:
        raise ValueError(_("The text contains a character that cannot be stored."))
    return text


def _date(field: Field, raw: Any) -> str:
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError as error:
        raise ValueError(
            _("Please enter a date for “%(label)s”.") % {"label": field.label}
        ) from error


def _money(field: Field, raw: Any) -> str:
    try:
        amount = Decimal(
            str(raw).strip().replace(".", "").replace(",", ".")
            if "," in str(raw)
            else str(raw).strip()
        )
    except InvalidOperation as error:
        raise ValueError(
            _("Please enter an amount for “%(label)s”, like 12.50.") % {"label": field.label}
        ) from error
    if not amount.is_finite() or amount < 0 or amount >= Decimal("1e8"):
        raise ValueError(_("The amount for “%(label)s” is out of range.") % {"label": field.label})
    return f"{amount:.2f}"


_READERS = {
    "choice": _choice,
    "multichoice": _multichoice,
    "text": _text,
    "date": _date,
    "money": _money,
}

"""The kinds of value that facts hold, and a walk that checks a dict against TypedDicts."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

# A check takes a string and returns what is wrong with it, or None.
Check = Callable[[str], str | None]


def _text(value: str) -> str | None:
    if not value.strip():
        return "must not be blank (use null where it does not apply)"
    # Cc, Cs, Co and Cn cannot be printed and are not allowed in XML; line breaks are.
    bad = [c for c in value if c not in "\n\t" and unicodedata.category(c) in _UNPRINTABLE]
    if bad:
        return f"contains the unprintable character U+{ord(bad[0]):04X}"
    # A placeholder that nobody filled must never reach a citizen.
    left = re.search(r"\{\{.*?\}\}|\{\{|\}\}|\{%", value, re.DOTALL)
    return f"contains the unfilled placeholder {left[0]}" if left else None


_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")
LARGEST_PICTURE = 48 * 1024  # bytes; the facts, which every letter carries inside, stay small


def _line(value: str) -> str | None:
    return "must be one line" if re.search(r"[\n\t]", value) else _text(value)


def _iso_date(value: str) -> str | None:
    try:
        exact = date.fromisoformat(value).isoformat() == value
    except ValueError:
        exact = False
    return None if exact else f"must be a date such as 2026-03-31, is {value!r}"


def _amount(value: str) -> str | None:
    fine = re.fullmatch(r"(0|[1-9]\d{0,8})\.\d\d", value)
    return None if fine else f"must be an amount such as 30.70, is {value!r}"


def _currency(value: str) -> str | None:
    return None if value == "EUR" else f"must be EUR, is {value!r}"


def _iban(value: str) -> str | None:
    """Check an IBAN without blanks: its form and its check digits (ISO 13616, modulo 97)."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", value):
        return f"must be an IBAN without blanks, is {value!r}"
    digits = "".join(str(int(c, 36)) for c in value[4:] + value[:4])
    return None if int(digits) % 97 == 1 else f"has wrong check digits: {value!r}"


def _bic(value: str) -> str | None:
    fine = re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", value)
    return None if fine else f"must be a BIC, is {value!r}"


def _file_hash(value: str) -> str | None:
    return None if re.fullmatch(r"[0-9a-f]{64}", value) else "must be a SHA-256 in hex"


def _colour(value: str) -> str | None:
    return None if re.fullmatch(r"#[0-9a-f]{6}", value) else "must be a colour such as #1f3f66"


def _picture(value: str) -> str | None:
    try:
        size = len(base64.b64decode(value, validate=True))
    except binascii.Error:
        return "must be base64"
    return None if 0 < size <= LARGEST_PICTURE else f"must be of 1 to {LARGEST_PICTURE} bytes"


Text = Annotated[str, _text]
Line = Annotated[str, _line]
IsoDate = Annotated[str, _iso_date]
Amount = Annotated[str, _amount]
Currency = Annotated[str, _currency]
Iban = Annotated[str, _iban]
Bic = Annotated[str, _bic]
FileHash = Annotated[str, _file_hash]
Colour = Annotated[str, _colour]
Picture = Annotated[str, _picture]


def problems_of(value: Any, kind: Any) -> list[str]:
    """Return every mismatch of a JSON-like value with a type, as ``place: problem``.

    Types may be TypedDict, ``list[...]``, ``... | None``, ``Literal`` and the ones above.
    """
    return list(_walk(value, kind, ""))


def _walk(value: Any, kind: Any, place: str) -> Iterator[str]:
    origin, args = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        yield from _walk_dict(value, kind, place)
    elif origin is list:
        yield from _walk_list(value, args[0], place)
    elif origin is UnionType or NoneType in args:
        wanted = next(arg for arg in args if arg is not NoneType)
        yield from () if value is None else _walk(value, wanted, place)
    elif origin is Literal:
        if value not in args:
            yield f"{place}: must be one of {', '.join(map(str, args))}, is {value!r}"
    elif not isinstance(value, str):
        yield f"{place}: must be text, is {type(value).__name__}"
    else:
        problem = kind.__metadata__[0](value)
        yield from [f"{place}: {problem}"] if problem else []


def _walk_dict(value: Any, kind: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place or 'facts'}: must be an object, is {type(value).__name__}"
        return
    hints = get_type_hints(kind, include_extras=True)
    inside = f"{place}." if place else ""
    yield from (f"{inside}{key}: unknown" for key in value if key not in hints)
    for key, wanted in hints.items():
        if key not in value:
            yield f"{inside}{key}: missing"
        else:
            yield from _walk(value[key], wanted, f"{inside}{key}")


def _walk_list(value: Any, wanted: Any, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place}: must be a list, is {type(value).__name__}"
        return
    for number, item in enumerate(value):
        yield from _walk(item, wanted, f"{place}[{number}]")

"""Reads the raw bytes of a submission into an application, or says plainly why it cannot.

The form is described in docs/submission-api.md: one JSON object with `service`, `data` and, where
there are any, `documents` (Base64), `case` (file number, for an answer) and `submitted_at`.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from jsonschema.exceptions import ValidationError

from casework.services.package import schema_errors

MAX_DOCUMENTS = 100
MAX_DEPTH = 30
MAX_PROBLEMS = 20


class Unreadable(Exception):
    """The submission cannot be read; `problems` are sentences for the administrator."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True)
class Attachment:
    key: str
    title: str
    filename: str
    content: bytes


@dataclass(frozen=True)
class Application:
    """What a submission says: for which service (or to which case), with what data and files."""

    service: str
    case: str
    data: Mapping[str, Any]
    documents: tuple[Attachment, ...]


def read_envelope(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`. Raises Unreadable for anything PostgreSQL or we could not keep."""
    try:
        value = json.loads(raw, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise Unreadable([_("The submission is not encoded as UTF-8.")]) from error
    except RecursionError as error:
        raise Unreadable([_("The submission is nested too deeply.")]) from error
    except ValueError as error:
        raise Unreadable(
            [_("The submission is not valid JSON: %(why)s.") % {"why": error}]
        ) from error
    if not isinstance(value, dict):
        raise Unreadable([_("The submission is not a JSON object.")])
    _storable(value)
    return value


def read_application(envelope: Mapping[str, Any]) -> Application:
    """The application in an envelope; its data is checked later, against the service's schema."""
    problems: list[str] = []
    for key, kind in (("service", str), ("case", str), ("data", dict), ("documents", list)):
        if key in envelope and not isinstance(envelope[key], kind):
            problems.append(_("“%(key)s” has the wrong type.") % {"key": key})
    if not envelope.get("service") and not envelope.get("case"):
        problems.append(_("“service” is missing: for which service is this application?"))
    if problems:
        raise Unreadable(problems)
    return Application(
        service=envelope.get("service", ""),
        case=envelope.get("case", ""),
        data=envelope.get("data", {}),
        documents=_documents(envelope.get("documents", [])),
    )


def read_submitted_at(envelope: Mapping[str, Any], received_at: datetime) -> datetime | None:
    """When the application reached the authority's sphere as the channel states it, if it does.

    Raises Unreadable for a date without time zone, or one after the receipt.
    """
    stated = envelope.get("submitted_at")
    if stated is None:
        return None
    try:
        moment = parse_datetime(stated) if isinstance(stated, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unreadable([_("“submitted_at” is not a date and time with time zone.")])
    if moment > received_at:
        raise Unreadable([_("“submitted_at” lies in the future.")])
    return moment


def schema_problems(schema: Mapping[str, Any], data: Mapping[str, Any]) -> list[str]:
    """What in `data` does not fit the service's form schema, in plain words, at most 20."""
    errors = schema_errors(schema, data)
    return [_describe(error) for error in errors[:MAX_PROBLEMS]]


def _describe(error: ValidationError) -> str:
    place = " › ".join(str(part) for part in error.absolute_path) or _("application")
    if error.validator == "required":
        missing = error.message.split("'")[1]
        return _("%(place)s: “%(field)s” is missing.") % {"place": place, "field": missing}
    if error.validator == "additionalProperties":
        return _("%(place)s holds a field the form does not know.") % {"place": place}
    return _("%(place)s does not fit the form (%(rule)s).") % {
        "place": place,
        "rule": f"{error.validator}: {str(error.validator_value)[:80]}",
    }


def _documents(raw: list[Any]) -> tuple[Attachment, ...]:
    if len(raw) > MAX_DOCUMENTS:
        raise Unreadable([_("More than %(limit)s documents.") % {"limit": MAX_DOCUMENTS}])
    return tuple(_document(number, item) for number, item in enumerate(raw, start=1))


def _document(number: int, item: Any) -> Attachment:
    fields = ("key", "title", "filename", "content")
    if not isinstance(item, dict) or not all(isinstance(item.get(f, ""), str) for f in fields):
        raise Unreadable([_("Document %(number)s is not described rightly.") % {"number": number}])
    try:
        content = base64.b64decode(item.get("content", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable(
            [_("Document %(number)s is not valid Base64.") % {"number": number}]
        ) from error
    if not content:
        raise Unreadable([_("Document %(number)s is empty.") % {"number": number}])
    filename = _plain_name(item.get("filename", "")) or f"dokument-{number}"
    return Attachment(
        key=item.get("key", "")[:80],
        # Never the file's name: people put their own into it, and titles stand in the log.
        title=(item.get("title", "").strip() or _("Document %(n)s") % {"n": number})[:200],
        filename=filename,
        content=content,
    )


def _plain_name(name: str) -> str:
    """A file name without any path and without characters that trick a reader."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable()).strip(" .")[:255]


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(_("a name appears twice in one object"))
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(_("%(name)s is not a JSON number") % {"name": name})


def _storable(value: Any) -> None:
    for text in _texts(value, 0):
        if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
            raise Unreadable([_("The submission contains a character that cannot be stored.")])


def _texts(value: Any, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise Unreadable([_("The submission is nested too deeply.")])
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield key
            yield from _texts(child, depth + 1)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child, depth + 1)

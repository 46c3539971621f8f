"""What the office knows of a norm, as HTML for the law panel.

A step may show a hundred small parts, on a page that is opened all day long: each kind is a
template rendered once, with names in braces that are filled in here. Notes and decisions, whose
citations have to be found, are kept as HTML in the memory of the process; nobody gets at one but by
the row that the database gave out for them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from casework.decisions.texts import paragraphs
from casework.lawwatch.beside import Beside, OfficeNote
from casework.lawwatch.earlier import EarlierDecision
from legal.kept import Kept
from legal.reader.deferred import deferred_links

_kept: Kept[SafeString] = Kept(2048)


def office_html(cite: str, beside: Beside) -> SafeString:
    """Notes and earlier decisions, folded, with their number; empty where there are none."""
    if not beside.notes and not beside.earlier.count:
        return SafeString()
    key = (get_language(), cite, beside.notes, beside.earlier)
    return _kept.get_or_make(key, lambda: _joined((_notes(cite, beside), _earlier(cite, beside))))


def _notes(cite: str, beside: Beside) -> SafeString:
    if not beside.notes:
        return SafeString()
    return _fill(
        "notes",
        cite=cite,
        count=len(beside.notes),
        badge=_fill("overdue-badge") if beside.has_overdue_note else "",
        notes=_joined(_note(one) for one in beside.notes),
    )


def _note(note: OfficeNote) -> SafeString:
    return _kept.get_or_make((get_language(), note), lambda: _note_html(note))


def _note_html(note: OfficeNote) -> SafeString:
    kind = "overdue" if note.is_overdue else "review"
    return _fill(
        "note",
        text=_joined(_paragraph(part) for part in paragraphs(note.text)),
        author=note.author,
        day=_day(note.written_at),
        review=_fill(kind, day=_day(note.review_on)) if note.review_on else "",
    )


def _earlier(cite: str, beside: Beside) -> SafeString:
    earlier = beside.earlier
    if not earlier.count:
        return SafeString()
    return _fill(
        "earlier",
        cite=cite,
        count=f"{earlier.count}+" if earlier.has_more else earlier.count,
        tally=", ".join(f"{number} × {outcome}" for outcome, number in earlier.tally),
        decisions=_joined(_decision(one) for one in earlier.latest),
    )


def _decision(one: EarlierDecision) -> SafeString:
    return _kept.get_or_make((get_language(), one), lambda: _decision_html(one))


def _decision_html(one: EarlierDecision) -> SafeString:
    return _fill(
        "decision",
        address=reverse("desk:case", args=[one.file_number]),
        file_number=one.file_number,
        outcome=one.outcome_name,
        day=_day(one.decided_at),
        later=_fill("later", outcome=one.later_outcome_name) if one.later_outcome else "",
        excerpt=deferred_links(one.excerpt),
    )


def _paragraph(text: str) -> SafeString:
    return format_html("<p>{}</p>", deferred_links(text))


def _day(moment: date | datetime) -> str:
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "SHORT_DATE_FORMAT")


def _fill(part: str, **values: object) -> SafeString:
    html = _part(part, get_language())
    return format_html(html, **values) if values else html


@lru_cache(maxsize=64)
def _part(name: str, language: str | None) -> SafeString:
    return SafeString(render_to_string(f"desk/law_parts.html#{name}").strip("\n"))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))

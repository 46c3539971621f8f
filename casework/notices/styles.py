"""Which letter styles hold for a letter, and what they put into its facts.

Authority, unit and service each may have a style, for one kind of letter or for all. The most
specific that says something wins, field by field: the service before its unit, the unit before
the units above it, these before the authority, and in each place the style for one kind before
that for all kinds. A single hyphen says "nothing here", also nothing from a wider place.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Authority, Unit
from casework.cases.errors import InvalidData
from casework.decisions.texts import paragraphs
from casework.notices.models import LetterStyle
from casework.services.models import Service
from casework.services.package import fill
from casework.services.package.placeholders import FILTERS, placeholders

TEXTS = ("greeting", "closing", "letterhead", "foot", "before", "after", "colour")
NOTHING = "-"
CLOSING = "Mit freundlichen Grüßen"

# What the texts of a style may be filled from.
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "addressee": ("name", "polite_name"),
    "case": ("file_number", "service_name", "received_on"),
    "contact": ("name", "function", "phone", "email", "room", "hours"),
    "authority": ("name", "city", "phone", "email", "website"),
    "unit": ("name",),
}


class StyleError(InvalidData):
    """A text of a style cannot be filled; the message names field, place and placeholder."""


@dataclass(frozen=True)
class Chosen:
    """A value with the style it comes from; `style` None is what the product itself gives."""

    value: str
    style: LetterStyle | None


def styles_for(
    *,
    authority: Authority,
    unit: Unit,
    service: Service | None,
    kind: str,
    on: date,
    candidate: LetterStyle | None = None,
) -> list[LetterStyle]:
    """The versions in force on the day `on` for such a letter, the most specific first.

    `candidate` stands in for the version of its place, to be looked at before it is saved.
    """
    above = roles.with_ancestors(unit)
    place = Q(unit__isnull=True, service__isnull=True) | Q(unit__in=above)
    if service is not None and service.pk:
        place |= Q(service=service)
    found = LetterStyle.objects.filter(
        place, authority=authority, kind__in=("", kind), valid_from__lte=on
    ).select_related("authority", "unit", "service")
    ordered = [*found, candidate] if candidate else [*found]
    latest = {(one.service_id, one.unit_id, one.kind): one for one in ordered}

    def rank(style: LetterStyle) -> tuple[int, bool]:
        if style.service_id:
            return 0, not style.kind
        distance = above.index(style.unit_id) if style.unit_id else len(above)
        return 1 + distance, not style.kind

    return sorted(latest.values(), key=rank)


def choose(styles: list[LetterStyle]) -> dict[str, Chosen]:
    """For each text the first style that says something; `styles` as from `styles_for`."""
    chosen = {}
    for name in TEXTS:
        says = next((one for one in styles if getattr(one, name).strip()), None)
        value = getattr(says, name).strip() if says else ""
        chosen[name] = Chosen("" if value == NOTHING else value, says)
    if not chosen["closing"].value:
        chosen["closing"] = Chosen(CLOSING, chosen["closing"].style)
    return chosen


def style_facts(styles: list[LetterStyle], values: Mapping[str, Any]) -> dict[str, Any]:
    """The `style` of a letter's facts; `values` fill the placeholders.

    Raises StyleError naming the first placeholder that is wrong or has no value.
    """
    chosen = choose(styles)
    texts = {name: filled(name, chosen[name], values) for name in TEXTS if name != "greeting"}
    return {
        "letterhead": texts["letterhead"] or None,
        "logo": _logo(styles),
        "colour": texts["colour"] or None,
        "closing": texts["closing"],
        "foot": [line.strip() for line in texts["foot"].splitlines() if line.strip()],
        "before": paragraphs(texts["before"]),
        "after": paragraphs(texts["after"]),
    }


def filled(name: str, chosen: Chosen, values: Mapping[str, Any]) -> str:
    """A text of a style with its placeholders filled; StyleError where one cannot be."""
    for problem in problems_in(chosen.value):
        raise StyleError({name: _complaint(name, chosen, problem)})
    result = fill(chosen.value, values)
    for path in result.missing:
        problem = _("there is no value for {{ %(path)s }}") % {"path": path}
        raise StyleError({name: _complaint(name, chosen, problem)})
    return result.text


def problems_in(text: str) -> Iterator[str]:
    """What is wrong with the placeholders of a style's text, whatever letter it is used in."""
    for one in placeholders(text):
        if len(one.path) != 2 or one.path[1] not in PLACEHOLDERS.get(one.path[0], ()):
            yield _("%(written)s is no placeholder of letter styles") % {"written": one.written}
        elif one.filter and one.filter not in FILTERS:
            yield _("%(written)s: there is no filter of this name") % {"written": one.written}


def place_name(style: LetterStyle) -> str:
    """The place of a style in words, such as “Straßenverkehrsbehörde, hearing”."""
    place = str(style.service or style.unit or style.authority)
    return f"{place}, {style.get_kind_display()}" if style.kind else place


def _complaint(name: str, chosen: Chosen, problem: str) -> str:
    field = LetterStyle._meta.get_field(name)
    return _("Letter style of %(place)s, %(field)s: %(problem)s.") % {
        "place": place_name(chosen.style) if chosen.style else "",
        "field": getattr(field, "verbose_name", name),
        "problem": problem,
    }


def _logo(styles: list[LetterStyle]) -> dict[str, str] | None:
    says = next((one for one in styles if one.logo is not None), None)
    if says is None or not says.logo:
        return None
    data = base64.b64encode(bytes(says.logo)).decode()
    return {"media_type": says.logo_type, "data": data, "alt": says.logo_alt}

"""From an address to a computed deadline: the question, its answer, and what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access.models import Authority
from casework.delivery.models import FictionRule
from casework.desk.deadlines.calculator_form import CalculatorForm, filled, in_words
from casework.desk.deadlines.month import MonthPage, month_pages
from casework.process.dates import REGIMES
from legal.deadlines import Deadline, DeadlineError
from legal.deadlines.answer import answer, as_text
from legal.deadlines.request import Request, request_from

STAYS = ("rule", "event", "regime", "fiction", "land", "place")
"""What a person keeps when they go over to another question; the rest belongs to the old one."""

LENGTHS = ("period", "extension")
USUAL_LENGTH = {"permit": "3 Monate", "authority": "2 Wochen", "extension": "2 Wochen"}


@dataclass(frozen=True)
class Answer:
    """A computed deadline as the page shows it; `given` are the form's entries in words."""

    deadline: Deadline
    distance: str
    months: list[MonthPage]
    given: list[tuple[str, str]]
    text: str

    @property
    def other(self) -> date | None:
        """The last day by the other view, where it is another one."""
        disputed = self.deadline.disputed
        return disputed if disputed != self.deadline.due else None


def entered(query: QueryDict, authority: Authority | None) -> dict[str, str]:
    """What an address asks, with the authority's place and the usual answers for what is open.

    `was` in it is the question the form was made for: with another `rule` its entries go.
    """
    values = {name: str(text).replace("\x00", "") for name, text in query.items() if text}
    rule = values.get("rule", "")
    if query.get("was", rule) != rule:
        values = {name: values[name] for name in STAYS if name in values}
    values.pop("was", None)
    usual = {
        "regime": "vwvfg",
        "fiction": "post",
        "period": USUAL_LENGTH.get(rule, "1 Monat"),
        "land": authority.land if authority else "",
        "place": "catholic" if authority and authority.catholic else "none",
    }
    found = usual | values
    return found | {name: in_words(found[name]) for name in LENGTHS if name in found}


def solve(form: CalculatorForm, today: date, authority: Authority | None) -> Answer | None:
    """The answer to a valid form; None, with the reason among its errors, where there is none.

    Where the authority has a fiction of its own in force on that day, it holds, unless the person
    entered another or asks for another Land.
    """
    if not form.is_valid():
        return None
    try:
        request = _with_own_fiction(_request(form.cleaned_data), authority)
        found = answer(request)
        months = month_pages(request.event, found, request.spot)
    except DeadlineError as error:
        form.add_error(None, str(error))
        return None
    return Answer(found, distance(found.due, today), months, _given(form), as_text(found))


def distance(due: date, today: date) -> str:
    """How far away the last day is, in words."""
    days = (due - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}


def address(form: CalculatorForm) -> str:
    """The query string that asks the same again; empty while something is missing or wrong."""
    return "?" + urlencode(list(filled(form.cleaned_data))) if form.is_valid() else ""


def _request(values: Mapping[str, Any]) -> Request:
    asked = {name: value for name, value in values.items() if value not in (None, "", False)}
    if asked.get("place") == "none":
        del asked["place"]
    return request_from(asked)


def _with_own_fiction(request: Request, authority: Authority | None) -> Request:
    if request.fiction_days or authority is None or request.land != authority.land:
        return request
    regime = next((name for name, key in REGIMES.items() if key == request.law), "")
    rule = (
        FictionRule.objects.filter(authority=authority, regime=regime, way=request.fiction)
        .filter(valid_from__lte=request.event)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=request.event))
        .order_by("-valid_from")
        .first()
    )
    return replace(request, fiction_days=rule.days, fiction_norm=rule.norm) if rule else request


def _given(form: CalculatorForm) -> list[tuple[str, str]]:
    """Label and entry of every field that is filled in, as the printed page shows them."""
    values = form.cleaned_data
    return [
        (str(field.label), _words(field, values[field.name]))
        for field in form
        if values[field.name] not in (None, "", False)
    ]


def _words(field: BoundField, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value)
    if value is True:
        return _("yes")
    words = dict(getattr(field.field, "choices", ())).get(value, field.value())
    return str(words)

"""Why a case needs somebody, and since when; in words and with a shape, never by colour alone."""

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.models import Case, Share
from casework.desk.hours import hours
from casework.desk.inbox.urgency import urgency

Shape = Literal["call", "news", "later", "wait", "watch", "plain"]
MOST_LETTERS = 60  # of the reason of a follow-up; the quick look shows all of it
ICONS: dict[Shape, str] = {
    "call": "warning",
    "news": "mail",
    "later": "calendar-today",
    "watch": "visibility",
}


@dataclass(frozen=True)
class Reason:
    """A sentence fragment, the day it holds since, and the shape that goes with it."""

    text: str
    since: date | None = None
    shape: Shape = "plain"

    def __str__(self) -> str:
        return self.text

    @property
    def icon(self) -> str:
        """The KERN icon of the shape; empty for what is usual."""
        return ICONS.get(self.shape, "")


def reasons(
    case: Case, user: User, today: date, signing: Reason | None = None, ask: Share | None = None
) -> list[Reason]:
    """Why the case needs somebody, the most pressing first.

    `signing` says where its co-signature stands, if it has one; `ask` is the question this person
    is to answer.
    """
    if case.status == Case.Status.CLOSED:
        return [*_restricted(case), *_closed(case, user), *_followed(case)]
    answered = case.attention == Case.Attention.ANSWER
    missed = case.due_on is not None and case.due_on < today
    found = [_asked(ask), signing, _attention(case, user)]
    found += [_call_back(case, today), _follow_up(case, today)]
    if case.waiting_for and not answered:
        found.append(_waiting(case, missed))
    elif missed:
        found.append(Reason(_("Deadline missed"), shape="call"))  # its date has its own column
    said = [one for one in found if one] or [_usual(case, today)]
    return [*_restricted(case), *said, *_followed(case)]


def _followed(case: Case) -> list[Reason]:
    """That this person keeps an eye on it; never the only reason."""
    followed = getattr(case, "is_followed", False)
    return [Reason(_("You follow this case"), shape="watch")] if followed else []


def _restricted(case: Case) -> list[Reason]:
    """Art. 18 GDPR: said wherever the case is listed."""
    if case.restriction == Case.Restriction.FULL:
        return [Reason(_("Data restricted, only kept (Art. 18 GDPR)"), shape="call")]
    if case.restriction == Case.Restriction.PURPOSE:
        return [Reason(_("Data restricted to one purpose (Art. 18 GDPR)"), shape="call")]
    return []


def _closed(case: Case, user: User) -> list[Reason]:
    mail, closed = _attention(case, user), Reason(_("Closed"), _day(case.closed_at))
    if mail is None and getattr(case, "mail_due", None):
        mail = Reason(_("Mail to deal with"), shape="news")
    return [mail, closed] if mail else [closed]


def _asked(ask: Share | None) -> Reason | None:
    if ask is None:
        return None
    text = _("%(who)s asks for your opinion") if ask.waits else _("%(who)s shared it with you")
    shape: Shape = "call" if ask.waits else "news"
    return Reason(text % {"who": ask.granted_by}, _day(ask.granted_at), shape)


def _attention(case: Case, user: User) -> Reason | None:
    mine = case.assignee_id == user.pk
    text = {
        Case.Attention.NEW.value: _("New application"),
        Case.Attention.ANSWER.value: _("Answer arrived"),
        Case.Attention.ASSIGNED.value: _("Assigned to you") if mine else _("Newly assigned"),
        Case.Attention.RETURNED_MAIL.value: _("Letter came back"),
        Case.Attention.OBJECTION.value: _("Objection received"),
        Case.Attention.HANDED_ON.value: _("To be assigned anew"),
    }.get(case.attention)
    return Reason(text, _day(case.attention_since), "news") if text else None


def _call_back(case: Case, today: date) -> Reason | None:
    if case.call_back_on is None:
        return None
    words = {"day": date_format(case.call_back_on, "SHORT_DATE_FORMAT")}
    if case.call_back_on < today:
        return Reason(_("Call-back was promised for %(day)s") % words, shape="call")
    if case.call_back_on > today:
        return Reason(_("Call-back promised for %(day)s") % words, shape="wait")
    if case.call_back_from is None:
        return Reason(_("Call-back promised for today"), shape="call")
    text = _("Call-back promised for today, %(hours)s")
    return Reason(text % {"hours": hours(case.call_back_from, None)}, shape="call")


def _follow_up(case: Case, today: date) -> Reason | None:
    if case.follow_up_on is None:
        return None
    why = shorten(getattr(case, "follow_up_reason", None) or "", MOST_LETTERS, placeholder=" …")
    if case.follow_up_on > today:
        text = _("Follow-up: %(why)s") if why else _("Follow-up set")
        return Reason(text % {"why": why} if why else text, None, "wait")
    text = _("Follow-up due: %(why)s") % {"why": why} if why else _("Follow-up due")
    return Reason(text, case.follow_up_on, "later")


def _waiting(case: Case, missed: bool) -> Reason:
    """Somebody else's turn, or theirs no longer."""
    if case.waiting_for == Case.WaitingFor.APPLICANT:
        words = (_("Applicant did not answer"), _("Waiting for the applicant"))
    else:
        words = (_("Other body did not answer"), _("Waiting for another body"))
    since = case.due_on if missed else _step_since(case)
    return Reason(words[0] if missed else words[1], since, "call" if missed else "wait")


def _usual(case: Case, today: date) -> Reason:
    """A near date stands in its own column; it is a reason only where there is no other."""
    if urgency(case.due_on, today).level in ("today", "soon"):
        return Reason(_("Deadline near"), shape="later")
    if case.assignee_id:
        return Reason(_("In progress"), _step_since(case))
    return Reason(_("Not taken yet"), _day(case.opened_at))


def _step_since(case: Case) -> date | None:
    opened = [step.opened_at for step in getattr(case, "open_steps", [])]
    return _day(min(opened)) if opened else None


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None

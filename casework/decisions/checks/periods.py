"""Periods the decision must keep: the permit by fiction, and the period to decide in."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Deadline
from casework.decisions.checks.draft import DENIES, GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.models import Decision
from casework.process.dates import REGIMES, place_of
from legal import citations, deadlines

FICTION = {"VwVfG": "§ 42a Abs. 1 Satz 1 VwVfG"}
# After these the applicant may go to court; none of them tells the office to decide by then.
INACTIVITY = {("VwGO", "75"), ("SGG", "88"), ("FGO", "46"), ("AO", "347")}


@check(
    "fiction",
    BLOCKER,
    FICTION,
    title=_("No permit is refused that counts as granted"),
    question=_("The period ended on %(day)s; the permit counts as granted and cannot be refused."),
    remedy=_("Certify the permit by fiction on request, or examine withdrawing it (§ 48 VwVfG)."),
    looked_at=_("the outcome and the deadline of the permit by fiction, by either view"),
    place="outcome",
)
def fiction(draft: Draft) -> Found | None:
    period = fiction_of(draft)
    if period is None or draft.outcome not in DENIES or not _over_by_every_view(period, draft.on):
        return None
    return found(draft.outcome, day=_written(period.due_on))


@check(
    "fiction-disputed",
    BLOCKER,
    FICTION,
    title=_("No permit is refused whose period may be over"),
    question=_("Does the permit count as granted? By one view the period ended on %(day)s."),
    remedy=_("Assume that it counts as granted; a lead may decide to follow the other view."),
    looked_at=_("the outcome and both days on which the period may end"),
    place="outcome",
    overridable=True,
)
def fiction_disputed(draft: Draft) -> Found | None:
    period = fiction_of(draft)
    if period is None or draft.outcome not in DENIES:
        return None
    disputed = period.due_on < draft.on and not _over_by_every_view(period, draft.on)
    return found(draft.outcome, day=_written(period.due_on)) if disputed else None


@check(
    "fiction-notice",
    BLOCKER,
    FICTION,
    title=_("A refusal is notified before the permit counts as granted"),
    question=_("Will it arrive in time? It counts as notified on %(day)s, the period ends before."),
    remedy=_("Hand it over at the counter or by messenger until %(last)s."),
    looked_at=_("the way to the addressee, the day of notification, and the period's end"),
    place="channel",
    overridable=True,
)
def fiction_notice(draft: Draft) -> Found | None:
    period = fiction_of(draft)
    if period is None or draft.outcome not in DENIES or draft.decision.channel == "counter":
        return None
    notified = _notified(draft)
    if period.due_on < draft.on or notified <= period.due_on:
        return None
    return found(draft.decision.channel, day=_written(notified), last=_written(period.due_on))


@check(
    "fiction-granted",
    WARNING,
    FICTION,
    title=_("What counts as granted is certified, not granted again"),
    question=_("Is there still something to grant? The permit counts as granted since %(day)s."),
    remedy=_("Certify the permit by fiction instead, or say why it is granted expressly."),
    looked_at=_("the outcome and the deadline of the permit by fiction"),
    place="outcome",
    answers=(_("The applicant asks for an express permit, with the same content."),),
)
def fiction_granted(draft: Draft) -> Found | None:
    period = fiction_of(draft)
    granted = draft.outcome == Decision.Outcome.GRANT
    if period is None or not granted or period.due_on >= draft.on:
        return None
    return found(draft.outcome, day=_written(period.due_on))


@check(
    "overdue",
    WARNING,
    norms("§ 10 Satz 2 VwVfG", "§ 9 Satz 2 SGB X", "§ 347 Abs. 1 Satz 2 AO"),
    title=_("The period the law sets for the decision was kept"),
    question=_("Why so late? The law wanted the decision by %(day)s."),
    remedy=_("Note the reason in the file; the delay can have consequences."),
    looked_at=_("the deadline for the decision, where its norm sets a period to decide in"),
    answers=(
        _("Documents were missing and came late."),
        _("Another body answered late."),
        _("Too many applications; the delay is known to the lead."),
    ),
)
def overdue(draft: Draft) -> Found | None:
    running, period = draft.running(Deadline.Kind.DECISION), draft.package.processing_period
    if running is None or period is None or running.due_on >= draft.on:
        return None
    if any((target.law, target.norm) in INACTIVITY for target in citations.parse(period.norm)):
        return None
    return found(norm=period.norm, day=_written(running.due_on))


@check(
    "decided-before",
    WARNING,
    norms("§ 43 Abs. 2 VwVfG", "§ 39 Abs. 2 SGB X", "§ 124 Abs. 2 AO"),
    title=_("The application was not decided before"),
    question=_("What about the earlier decision? One of %(day)s in this case still holds."),
    remedy=_("Withdraw, revoke or replace it expressly in the operative part."),
    looked_at=_("the decisions issued in this case and the outcome"),
    answers=(
        _("The earlier decision was on another point."),
        _("The operative part replaces the earlier decision."),
    ),
)
def decided_before(draft: Draft) -> Found | None:
    asked = (*GIVES, Decision.Outcome.REFUSE)
    before = [one for one in draft.earlier if one.outcome in asked]
    if not before or draft.outcome not in asked:
        return None
    last = max(before, key=lambda one: one.decided_at or one.changed_at)
    return found(last.pk, day=_written(draft.day_of(last)))


def fiction_of(draft: Draft) -> Deadline | None:
    """The period after which the permit counts as granted, unless it was decided in time."""
    return draft.running(Deadline.Kind.FICTION)


def _over_by_every_view(period: Deadline, on: date) -> bool:
    return max(period.due_on, period.disputed_on or period.due_on) < on


def _notified(draft: Draft) -> date:
    """The first day on which the notice can count as notified if it goes out today."""
    if draft.decision.channel != Decision.Channel.POST:
        return draft.on + timedelta(days=1)  # the day after at the earliest, served or retrieved
    notified = deadlines.notify(
        event=draft.on,
        fiction="post",
        regime=REGIMES[draft.regime],
        place=place_of(draft.case.authority),
    )
    return notified.on or draft.on


def _written(day: date) -> str:
    return day.strftime("%d.%m.%Y")


CHECKS = (fiction, fiction_disputed, fiction_notice, fiction_granted, overdue, decided_before)

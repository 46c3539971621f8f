"""From the proofs of a delivery to the dates the law attaches: notification, remedy, finality."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from casework.decisions.remedy import rule_for
from casework.delivery.channels import CHANNELS
from casework.delivery.known import Kind, Known
from casework.delivery.models import Delivery, FictionRule, Objection, Proof
from casework.delivery.remedies import SUSPENSION, Remedy, final_on, period_of
from casework.notices.models import Notice
from casework.process.dates import REGIMES, place_of
from legal.deadlines import Deadline, FictionSetting, Notification

PENDING = (Objection.State.KEPT, Objection.State.IN_PROCEDURE)
CONTESTED = (*PENDING, Objection.State.SETTLED)


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What follows from what is known. `remedy` names the period, `period` is the period itself;
    both None where nothing can be contested or nothing was notified yet."""

    sent_on: date | None = None
    notification: Notification | None = None
    remedy: Remedy | None = None
    period: Deadline | None = None
    final_on: date | None = None
    because: tuple[str, ...] = ()


def reckon(delivery: Delivery) -> Reckoned:
    """Compute everything anew; DeadlineError where the entered days contradict each other."""
    standing = standing_proofs(delivery)
    known, channel = known_of(delivery, standing), CHANNELS[delivery.channel]
    sent = min((known.days[kind] for kind in channel.sent_by if kind in known.days), default=None)
    notification = channel.notified(known)
    if notification is None or notification.on is None:
        return Reckoned(sent_on=sent)
    remedy = remedy_of(delivery, known)
    if remedy is None:
        because = (*notification.because, *_no_remedy(delivery), *_answer_date(delivery, sent))
        return Reckoned(sent_on=sent, notification=notification, because=because)
    period = period_of(remedy, notification)
    last = Objection.objects.filter(notice=delivery.notice_id).order_by("-pk").first()
    contested = last is not None and last.state in CONTESTED
    return Reckoned(
        sent_on=sent,
        notification=notification,
        remedy=remedy,
        period=period,
        final_on=None if contested else _final_on(period, last),
        because=(*notification.because, *_contested(last, remedy)),
    )


def standing_proofs(delivery: Delivery) -> list[Proof]:
    """The proofs that hold: neither corrected by a later one nor a mere taking back."""
    return list(delivery.proofs.filter(corrected_by__isnull=True, void=False))


def known_of(delivery: Delivery, standing: list[Proof]) -> Known:
    """What the law needs to know of a delivery with these proofs."""
    days: dict[str, date] = {}
    for proof in standing:
        days[proof.kind] = max(proof.happened_on, days.get(proof.kind, proof.happened_on))
    case = delivery.case
    return Known(
        regime=REGIMES[case.service.regime],
        place=place_of(case.authority),
        days=days,
        country=delivery.country,
        service_form=delivery.service_form,
        portal_rule=delivery.portal_rule,
        settings=_own_fictions(delivery, days.get(Kind.POSTING)),
    )


def remedy_of(delivery: Delivery, known: Known) -> Remedy | None:
    """The remedy against the notice; None for other letters and where no rule was entered."""
    notice = delivery.notice
    if notice.kind != Notice.Kind.DECISION:
        return None
    rule = rule_for(delivery.case.service, timezone.localdate(notice.issued_at))
    if rule is None:
        return None
    return Remedy.of(
        rule,
        regime=known.regime,
        place=known.place,
        informed=delivery.informed,
        is_abroad=known.is_abroad,
    )


def _own_fictions(delivery: Delivery, posted: date | None) -> dict[str, FictionSetting]:
    """The authority's own fictions in force on the day of posting; one query."""
    if posted is None:
        return {}
    rules = FictionRule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=posted),
        authority=delivery.case.authority_id,
        regime=delivery.case.service.regime,
        valid_from__lte=posted,
    ).order_by("valid_from")
    return {rule.way: FictionSetting(rule.days, rule.norm) for rule in rules}


def _answer_date(delivery: Delivery, sent: date | None) -> tuple[str, ...]:
    """A warning where a letter that sets an answer date went out later than it reckoned with."""
    if delivery.notice.kind == Notice.Kind.DECISION or sent is None:
        return ()
    facts = delivery.notice.facts
    due, dated = facts.get("response_due"), date.fromisoformat(facts["letter"]["date"])
    if not due or sent <= dated:
        return ()
    return (
        f"Das Schreiben vom {dated:%d.%m.%Y} nennt als Antworttermin den "
        f"{date.fromisoformat(due):%d.%m.%Y}, ging aber erst am {sent:%d.%m.%Y} hinaus. Bitte "
        "prüfen, ob die Frist noch ausreicht, und sie sonst verlängern.",
    )


def _no_remedy(delivery: Delivery) -> tuple[str, ...]:
    if delivery.notice.kind != Notice.Kind.DECISION:
        return ()
    return (
        "Für diese Leistung ist nicht hinterlegt, welcher Rechtsbehelf offensteht; deshalb ist "
        "keine Rechtsbehelfsfrist berechnet. Die Fachadministration kann die Regel eintragen.",
    )


def _final_on(period: Deadline, last: Objection | None) -> date:
    """The day after the period; an objection that was withdrawn held it up until then."""
    withdrawn = last.ended_on if last else None
    return max(final_on(period), withdrawn or final_on(period))


def _contested(last: Objection | None, remedy: Remedy) -> tuple[str, ...]:
    if last is None or last.state not in CONTESTED:
        return ()
    if last.state == Objection.State.SETTLED:
        return (
            "Über den Rechtsbehelf ist entschieden; wann der Bescheid bestandskräftig wird, "
            "richtet sich nach dieser Entscheidung.",
        )
    return (
        "Gegen den Bescheid ist ein Rechtsbehelf anhängig; solange darüber nicht entschieden ist, "
        f"wird er nicht bestandskräftig. {SUSPENSION[remedy.court]}",
    )

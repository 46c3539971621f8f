"""Every issued letter gets its way to the addressee: once, whoever comes first."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.access.models import User
from casework.audit.log import acting
from casework.cases.models import Case, Party
from casework.decisions.origin import is_objection_case
from casework.decisions.remedy import rule_for
from casework.delivery.actions.objections import settle_by
from casework.delivery.channels import portal
from casework.delivery.fitconnect.channel import reply_channel_of
from casework.delivery.models import Delivery
from casework.notices.addresses import addressee_facts
from casework.notices.models import Notice
from casework.process.dates import REGIMES
from casework.services.models import RemedyRule

NO_INFORMATION = "Das Schreiben enthält keine Rechtsbehelfsbelehrung."
RECENT = 1000  # letters looked at in passing; every night all are


def plan(*, notice: Notice, now: datetime, by: User | None = None) -> Delivery:
    """The delivery of a letter; the first call makes it, however many come at once."""
    if existing := Delivery.objects.filter(notice=notice).order_by("-pk").first():
        return existing
    delivery = _new(notice, now)
    try:
        with (
            transaction.atomic(),
            acting(
                by=by,
                act="delivery.plan",
                subject=notice,
                case_id=notice.case_id,
                authority_id=notice.case.authority_id,
            ),
        ):
            delivery.save()
            settle_by(notice=notice, now=now)
    except IntegrityError:
        return Delivery.objects.get(notice=notice, party=delivery.party)
    return delivery


def plan_missing(*, now: datetime, everything: bool) -> int:
    """Plan the delivery of letters that have none; returns how many. For the worker.

    In passing the latest thousand letters are looked at, with `everything` all of them.
    """
    letters = Notice.objects.order_by("-pk")
    if not everything:
        latest = list(letters.values_list("pk", flat=True)[:RECENT])
        letters = letters.filter(pk__in=latest)
    left = list(letters.filter(deliveries__isnull=True).values_list("pk", flat=True))
    for pk in left:
        plan(notice=with_case(pk), now=now)
    return len(left)


def with_case(pk: int) -> Notice:
    """A letter with what planning its delivery needs, without its bytes."""
    return (
        Notice.objects.select_related("case__authority", "case__service", "decision")
        .defer("pdf", "html", "text", "case__data")
        .get(pk=pk)
    )


def _new(notice: Notice, now: datetime) -> Delivery:
    lines = notice.facts["addressee"]["lines"]
    party = _party(notice.case, lines)
    informed = notice.kind != Notice.Kind.DECISION or bool(notice.facts["remedy"])
    delivery = Delivery(
        case=notice.case,
        notice=notice,
        party=party,
        lines=lines,
        country=party.country if party else "DE",
        channel=channel_of(notice),
        created_at=now,
        informed=informed,
        informed_reason="" if informed else NO_INFORMATION,
    )
    fill_in_rule(delivery, now)
    return delivery


def fill_in_rule(delivery: Delivery, now: datetime) -> None:
    """Give a delivery what its channel needs: form of service, rule of the portal, first try."""
    formal = delivery.channel == Delivery.Channel.FORMAL
    in_portal = delivery.channel == Delivery.Channel.PORTAL
    form = delivery.service_form or Delivery.ServiceForm.RECORD
    delivery.service_form = form if formal else ""
    delivery.portal_rule = (delivery.portal_rule or _portal_rule(delivery)) if in_portal else ""
    delivery.next_try_at = now if in_portal else None


def channel_of(notice: Notice) -> str:
    """The way the decision names; objection notices under the VwGO are served formally.

    Letters that decide nothing go by post. § 73 III 1 VwGO; the SGG and the AO ask for no service.
    """
    if notice.decision is None:
        return Delivery.Channel.POST
    rule = rule_for(notice.case.service, timezone.localdate(notice.issued_at))
    in_vwgo = rule is None or rule.court == RemedyRule.Court.VWGO
    if is_objection_case(notice.case) and in_vwgo:
        return Delivery.Channel.FORMAL
    return notice.decision.channel


def _portal_rule(delivery: Delivery) -> str:
    """The usual rule of the procedure law; § 9 OZG where the mailbox is that of a user account."""
    rules = portal.RULES[REGIMES[delivery.case.service.regime]]
    reply = reply_channel_of(delivery.case)
    account = reply is not None and reply.is_user_account
    if account and REGIMES[delivery.case.service.regime] == "vwvfg":
        return Delivery.PortalRule.OZG
    return rules[0]


def _party(case: Case, lines: list[str]) -> Party | None:
    """The party a letter is addressed to; None for a letter to another body."""
    parties = list(case.parties.all())
    exact = [party for party in parties if addressee_facts(party)["lines"] == lines]
    named = [party for party in parties if party.name in lines]
    return next(iter(exact or named), None)

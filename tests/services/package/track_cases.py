"""Decided cases and the tracks that deal with them, for journeys of the supplied packages."""

from datetime import date, timedelta
from typing import Any

from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.decisions.reviews import Wanted, open_review
from casework.delivery.actions.objections import enter_objection
from casework.delivery.actions.received import Received
from casework.delivery.models import Objection
from casework.delivery.planning import plan
from casework.notices.models import Notice
from casework.services.actions import install
from casework.services.models import RemedyRule, Service
from tests.delivery.making import moment, post
from tests.factories import NOW, Office, make_remedy_rule
from tests.services.package.test_journeys import (
    PACKAGES,
    TOO_RICH,
    Answers,
    deliver,
    work_through,
)

COURT = "Verwaltungsgericht Lindenfurt (erfunden)"
LATER = moment(date(2026, 8, 3))


def install_track(office: Office, key: str) -> Service:
    """Install a package for tracks, with the remedy its decisions are open to."""
    service = install(
        source=PACKAGES / key, authority=office.authority, unit=office.unit, by=office.adm, now=NOW
    ).service
    rule = make_remedy_rule(service)
    if key.startswith("objection"):
        rule.remedy, rule.body = RemedyRule.Remedy.ACTION, COURT
        rule.save()
    return service


def refused_parking(office: Office) -> Case:
    """A parking permit refused because the person is not registered."""
    case = deliver(office, "resident-parking", "own-car")
    refused = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet"}
    work_through(office, case, {"antrag_pruefen": [refused]})
    return case


def granted_parking(office: Office) -> Case:
    """A parking permit granted."""
    case = deliver(office, "resident-parking", "own-car")
    work_through(office, case, {})
    return case


def refused_benefit(office: Office) -> Case:
    """A housing benefit refused because of the income."""
    case = deliver(office, "housing-benefit", "family-rent")
    answers: Answers = {
        "berechtigung_pruefen": [{"berechtigt": "nein"}],
        "ablehnung_vorbereiten": [TOO_RICH],
    }
    work_through(office, case, answers)
    return case


def objected(office: Office, case: Case, *, late: bool = False, **changes: Any) -> Objection:
    """An objection against the notice of a decided case, posted the day it was issued."""
    notice = case.notices.get(kind=Notice.Kind.DECISION)
    delivery = plan(notice=notice, now=notice.issued_at)
    on = notice.issued_at.date()
    post(office, delivery, on=on)
    received = Received(
        **{
            "party": delivery.party,
            "received_on": on + timedelta(days=60 if late else 14),
            "form": "written",
            "text": "Ich lege Widerspruch ein.",
            **changes,
        }
    )
    return enter_objection(notice=delivery.notice, received=received, by=office.ada, now=LATER)


def reviewed(office: Office, case: Case, purpose: str, **changes: Any) -> Case:
    """The review of a decided case's decision, or of the fiction in it."""
    decision = Decision.objects.filter(case=case, status="issued").first()
    wanted = Wanted(
        **{
            "purpose": purpose,
            "known_on": NOW.date(),
            "occasion": "Die Wohnung wurde nie bezogen.",
            **changes,
        }
    )
    return open_review(case=case, target=decision, wanted=wanted, by=office.ada, now=NOW)

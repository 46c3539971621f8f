"""Opens the case in which an issued decision is withdrawn, revoked or corrected, or in which a
permit by fiction is certified (§§ 42, 42a III, 48, 49 VwVfG; §§ 38, 44 to 48 SGB X).

The decision itself and its notice stay as they are; what becomes of them is decided there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import actions as case_actions
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Party
from casework.decisions.fiction import fiction_of
from casework.decisions.models import Decision
from casework.decisions.origin import REVIEW_SERVICES, notice_number
from casework.intake.opening import open_track
from casework.intake.reading import Unreadable
from casework.services.catalogue import package_of
from casework.services.models import Service

CERTIFY = "certify"
UNDOES = (Decision.Outcome.WITHDRAW, Decision.Outcome.REVOKE)
PERSON = ("organisation", "given_name", "family_name", "street", "postal_code", "city", "email")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be done with a decision and why.

    `known_on` is the day the facts became known: the year of §§ 48 IV VwVfG, 45 IV SGB X begins
    with it. `requested` says whether somebody applied for it (`application`) or not (`office`).
    """

    purpose: str
    known_on: date
    occasion: str
    requested: str = "office"


def review_service(case: Case) -> Service | None:
    """The service that reviews decisions of cases like this one, if it is installed."""
    return (
        Service.objects.select_related("unit", "authority")
        .filter(
            authority=case.authority_id,
            regime=case.service.regime,
            key__in=REVIEW_SERVICES,
            current__isnull=False,
        )
        .first()
    )


def reviewable(case: Case) -> list[Decision]:
    """The issued decisions of this case that were not withdrawn or revoked yet, newest first."""
    issued = case.decisions.filter(status=Decision.Status.ISSUED)
    undone = Decision.objects.filter(
        target__case=case, status=Decision.Status.ISSUED, outcome__in=UNDOES
    )
    decided = issued.exclude(outcome=Decision.Outcome.CERTIFY).exclude(
        pk__in=undone.values("target")
    )
    return list(decided.select_related("notice").order_by("-decided_at"))


def purposes(case: Case, on: date) -> dict[str, str]:
    """What can be opened for this case: values and words of the service's own form.

    Certifying needs a fiction that came about, everything else an issued decision.
    """
    service = review_service(case)
    if service is None or service.current_id is None:
        return {}
    schema = package_of(service.current_id).schema
    choices = schema["properties"]["review"]["properties"]["purpose"]["oneOf"]
    possible = {str(one["const"]): str(one["title"]) for one in choices}
    if fiction_of(case, on) is None:
        possible.pop(CERTIFY, None)
    if not reviewable(case):
        possible = {key: words for key, words in possible.items() if key == CERTIFY}
    return possible


@transaction.atomic
def open_review(
    *, case: Case, target: Decision | None, wanted: Wanted, by: User, now: datetime
) -> Case:
    """Open the case that deals with an issued decision of `case`; it lies in the same unit.

    InvalidData by field, Conflict where this decision is being reviewed already or no service for
    it is installed, NotAllowed.
    """
    case = case_actions.lock(case)
    policy.require(by, policy.REVIEW, case)
    service = review_service(case)
    if service is None:
        words = _("No service for reviews under the %(law)s is installed here.")
        raise Conflict(words % {"law": case.service.regime})
    _check(case, target, wanted, timezone.localdate(now))
    number = "" if target is None else target.notice.number
    if other := _pending(case, number):
        raise Conflict(_("It is being reviewed already in %(number)s.") % {"number": other})
    try:
        return open_track(
            origin=case,
            service=service,
            data=_data(case, target, wanted, now),
            received_on=wanted.known_on,
            unit=case.unit,
            by=by,
            now=now,
        )
    except Unreadable as error:
        words = _("The service “%(name)s” does not take this: %(why)s")
        raise Conflict(words % {"name": service, "why": " ".join(error.problems)}) from error


def _check(case: Case, target: Decision | None, wanted: Wanted, today: date) -> None:
    certifies = wanted.purpose == CERTIFY
    found = {
        "purpose": wanted.purpose not in purposes(case, today)
        and _("This is not possible for this case."),
        "target": not certifies
        and (target is None or target not in reviewable(case))
        and _("Please choose an issued decision of this case."),
        "known_on": wanted.known_on > today and _("This day lies in the future."),
        "occasion": not wanted.occasion.strip() and _("Please say what has become known."),
    }
    errors = {key: text for key, text in found.items() if text}
    if errors:
        raise InvalidData(errors)


def _pending(case: Case, number: str) -> str:
    """The file number of an open review of the same notice (or fiction); "" if there is none."""
    tracks = Case.objects.filter(
        origin=case, status=Case.Status.OPEN, service__key__in=REVIEW_SERVICES
    )
    return next((one.file_number for one in tracks if notice_number(one) == number), "")


def _data(case: Case, target: Decision | None, wanted: Wanted, now: datetime) -> Mapping[str, Any]:
    """What the review learns as the application's data (docs/service-packages.md)."""
    party = case.parties.filter(role=Party.Role.APPLICANT).first()
    person = {part: getattr(party, part) for part in PERSON} if party else {}
    notice = {"file_number": case.file_number, "service": case.service.name}
    if target is not None:
        notice |= {
            "number": target.notice.number,
            "subject": target.notice.subject,
            "issued_on": target.notice.facts["letter"]["date"],
        }
    review: dict[str, Any] = {
        "purpose": wanted.purpose,
        "known_on": wanted.known_on.isoformat(),
        "occasion": wanted.occasion.strip(),
        "requested": wanted.requested,
    }
    period = fiction_of(case, timezone.localdate(now)) if wanted.purpose == CERTIFY else None
    if period is not None:
        review["fiction_on"] = period.due_on.isoformat()
    return {
        "applicant": {part: value for part, value in person.items() if value},
        "notice": notice,
        "review": review,
    }

"""Opens the case in which an objection is dealt with, in the office's objection service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.origin import OBJECTION_SERVICES
from casework.delivery.models import Objection
from casework.intake.opening import open_track
from casework.intake.reading import Unreadable
from casework.services.models import Service


class NoTrack(Exception):
    """No case can be opened for the objection; the message tells the administrator why."""


def objection_service(case: Case) -> Service | None:
    """The service that deals with objections in cases like this one, if it is installed."""
    return (
        Service.objects.select_related("unit", "authority")
        .filter(
            authority=case.authority_id,
            regime=case.service.regime,
            key__in=OBJECTION_SERVICES,
            current__isnull=False,
        )
        .first()
    )


def open_for(objection: Objection, by: User, now: datetime) -> Case:
    """The case for an objection, with the parties of the case it is about. NoTrack."""
    origin = objection.case
    service = objection_service(origin)
    if service is None:
        raise NoTrack(
            _("No service for objections under the %(law)s is installed here.")
            % {"law": origin.service.regime}
        )
    try:
        return open_track(
            origin=origin,
            service=service,
            data=track_data(objection),
            received_on=objection.received_on,
            documents=[objection.document] if objection.document else [],
            by=by,
            now=now,
        )
    except Unreadable as error:
        words = _("The service “%(name)s” does not take this objection: %(why)s")
        raise NoTrack(words % {"name": service, "why": " ".join(error.problems)}) from error


def track_data(objection: Objection) -> Mapping[str, Any]:
    """What the objection service learns as the application's data (docs/delivery.md)."""
    notice, delivery = objection.notice, objection.notice.deliveries.order_by("-pk").first()
    notified = delivery.notified_on if delivery else None
    return {
        "applicant": _person(objection),
        "notice": {
            "number": notice.number,
            "file_number": objection.case.file_number,
            "service": objection.case.service.name,
            "subject": notice.subject,
            "issued_on": notice.facts["letter"]["date"],
            "notified_on": notified.isoformat() if notified else None,
        },
        "objection": {
            "received_on": objection.received_on.isoformat(),
            "form": objection.form,
            "text": objection.text,
            "timing": objection.timing,
            "due_on": objection.due_on.isoformat() if objection.due_on else None,
            "reinstatement": objection.reinstatement,
            "obstacle": objection.obstacle,
        },
    }


def _person(objection: Objection) -> dict[str, str]:
    party = objection.party
    parts = ("organisation", "given_name", "family_name", "street", "postal_code", "city", "email")
    found = {part: getattr(party, part) for part in parts}
    return {part: value for part, value in found.items() if value}

"""Placing a hold on a case and lifting it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.archive.access import kept_units
from casework.archive.models import Hold
from casework.audit.log import acting
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case


@transaction.atomic
def place_hold(*, case: Case, reason: str, until: date | None, by: User, now: datetime) -> Hold:
    """Keep the case from deletion, until a day or until the hold is lifted.

    InvalidData without reason or for a day that is over, NotAllowed without the role.
    """
    case = lock(case)
    _require(by, case)
    if not reason.strip():
        raise InvalidData({"reason": _("Please give the reason.")})
    if until is not None and until < timezone.localdate(now):
        raise InvalidData({"until": _("This day is over.")})
    hold = Hold(case=case, reason=reason.strip(), until=until, placed_by=by, placed_at=now)
    with acting(by=by, act="hold.place", subject=case, case_id=case.pk):
        hold.save()
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, by: User, now: datetime) -> Hold:
    """Lift a hold. Conflict when it was lifted before, NotAllowed without the role."""
    case = lock(hold.case)
    _require(by, case)
    current = Hold.objects.select_for_update().get(pk=hold.pk)
    if current.lifted_at is not None:
        raise Conflict(_("The hold was lifted before"), by=current.lifted_by, at=current.lifted_at)
    current.lifted_by, current.lifted_at = by, now
    with acting(by=by, act="hold.lift", subject=case, case_id=case.pk):
        current.save(update_fields=["lifted_by", "lifted_at"])
    return current


def _require(by: User, case: Case) -> None:
    if case.unit_id not in kept_units(by):
        raise NotAllowed(_("Holds are for the lead of the unit and for administrators."))

"""Granting and withdrawing powers to sign; what once was stays in the history.

Who holds which power is settled by the authority's rules of procedure (Geschäftsordnung), not by a
statute; `casework.access.signing` says what follows from it.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import SigningPower, Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions.models import Decision


def why_not(user: User, unit: Unit) -> str | None:
    """Why `user` may not settle who signs in `unit`; None if they may."""
    if policy.why_not(user, policy.ADMINISTER, unit):
        return _("Powers to sign are settled by administrators.")
    return None


@transaction.atomic
def grant(
    *,
    user: User,
    unit: Unit,
    by: User,
    now: datetime,
    outcomes: Sequence[str] = (),
    up_to: Decimal | None = None,
    capacity: str = SigningPower.Capacity.ORDER,
) -> SigningPower:
    """Give `user` a power to sign in `unit` and below; one they have there is replaced.

    No `outcomes` means every outcome, no `up_to` any value. Raises NotAllowed, InvalidData.
    """
    if reason := why_not(by, unit):
        raise NotAllowed(reason)
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if errors := _errors(user, unit, by, outcomes, up_to, capacity):
        raise InvalidData(errors)
    power = SigningPower(
        user=user,
        unit=unit,
        outcomes=[one for one in Decision.Outcome.values if one in outcomes],
        up_to=up_to,
        capacity=capacity,
        granted_by=by,
        granted_at=now,
    )
    earlier = SigningPower.objects.filter(user=user, unit=unit, withdrawn_at__isnull=True)
    with acting(by=by, act="power.grant", subject=user, authority_id=unit.authority_id):
        for one in earlier:
            one.withdrawn_at = now
            one.save(update_fields=["withdrawn_at"])
        power.save()
    return power


@transaction.atomic
def withdraw(*, power: SigningPower, by: User, now: datetime) -> SigningPower:
    """Take a power to sign back; what was signed on it stays signed. NotAllowed, Conflict."""
    current = (
        SigningPower.objects.select_for_update(of=("self",))
        .select_related("user", "unit")
        .get(pk=power.pk)
    )
    if reason := why_not(by, current.unit):
        raise NotAllowed(reason)
    if current.withdrawn_at:
        raise Conflict(_("This power to sign was already withdrawn."))
    current.withdrawn_at = now
    authority = current.unit.authority_id
    with acting(by=by, act="power.withdraw", subject=current.user, authority_id=authority):
        current.save(update_fields=["withdrawn_at"])
    return current


def _errors(
    user: User,
    unit: Unit,
    by: User,
    outcomes: Sequence[str],
    up_to: Decimal | None,
    capacity: str,
) -> dict[str, str]:
    if user.pk == by.pk:
        return {"user": _("Nobody can give themselves a power to sign.")}
    if not user.is_active or user.authority_id != unit.authority_id:
        return {"user": _("A power to sign is for people of the unit's own authority.")}
    if not set(outcomes) <= set(Decision.Outcome.values):
        return {"outcomes": _("There is no such outcome.")}
    if up_to is not None and (not up_to.is_finite() or up_to < 0):
        return {"up_to": _("Please enter an amount like 12.50.")}
    if capacity not in SigningPower.Capacity.values:
        return {"capacity": _("There is no such capacity.")}
    return {}

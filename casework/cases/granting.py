"""Granting and withdrawing roles in units, with their entries in the log.

Nobody grants themselves a role, and no unit is left without an administrator.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Unit, UnitPermission, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models.reach import forget_reach


@transaction.atomic
def grant(*, user: User, role: str, unit: Unit, by: User, now: datetime, reason: str = "") -> None:
    """Give `user` the role in `unit` and all below. Raises NotAllowed, InvalidData, Conflict."""
    if why := why_not_grant(by, user, unit):
        raise NotAllowed(why)
    current, place = _lock(user, unit)
    if errors := _errors(current, role, place):
        raise InvalidData(errors)
    if _holds(current, role, place):
        raise Conflict(_("%(who)s has this role here already.") % {"who": current})
    with _act("role.grant", current, role, place, by, reason):
        roles.grant(user=user, role=role, unit=place)
    forget_reach(user)


@transaction.atomic
def withdraw(
    *, user: User, role: str, unit: Unit, by: User, now: datetime, reason: str = ""
) -> None:
    """Take the role back. NotAllowed; Conflict when it is not there or nobody else administers."""
    policy.require(by, policy.ADMINISTER, unit)
    current, place = _lock(user, unit)
    if not _holds(current, role, place):
        raise Conflict(_("%(who)s does not have this role here.") % {"who": current})
    if role == roles.ADMINISTER and not _others_administer(current, place):
        raise Conflict(_("The last administrator stays: somebody has to grant roles here."))
    with _act("role.withdraw", current, role, place, by, reason):
        roles.withdraw(user=user, role=role, unit=place)
    forget_reach(user)


def why_not_grant(by: User, user: User, unit: Unit) -> str | None:
    """Why `by` may not grant `user` a role in `unit`; None if they may."""
    if reason := policy.why_not(by, policy.ADMINISTER, unit):
        return reason
    return _("Nobody can grant themselves a role.") if by.pk == user.pk else None


def _lock(user: User, unit: Unit) -> tuple[User, Unit]:
    """Both as they are now; changes of roles in an authority come one after the other."""
    place = Unit.objects.select_for_update(of=("authority",)).select_related("authority")
    found = place.get(pk=unit.pk)
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk), found


def _holds(user: User, role: str, unit: Unit) -> bool:
    held = UnitPermission.objects.filter(user=user, content_object=unit)
    return held.filter(permission__codename=role).exists()


def _others_administer(user: User, unit: Unit) -> bool:
    holders = roles.people_with(roles.ADMINISTER, roles.with_ancestors(unit))
    if holders.exclude(pk=user.pk).exists():
        return True
    above = [pk for pk in roles.with_ancestors(unit) if pk != unit.pk]
    return roles.people_with(roles.ADMINISTER, above).filter(pk=user.pk).exists()


def _errors(user: User, role: str, unit: Unit) -> dict[str, str]:
    if role not in roles.ROLES:
        return {"role": _("There is no such role.")}
    if user.authority_id != unit.authority_id:
        return {"user": _("Roles are for people of the unit's own authority.")}
    if not user.is_active:
        return {"user": _("This person no longer works here.")}
    if unit.closed_at:
        return {"unit": _("%(unit)s is closed.") % {"unit": unit}}
    return {}


def _act(name: str, user: User, role: str, unit: Unit, by: User, reason: str) -> Any:
    return acting(
        by=by,
        act=name,
        subject=user,
        authority_id=unit.authority_id,
        reason=reason.strip(),
        further={"role": role, "unit": unit.pk},
    )

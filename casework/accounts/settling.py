"""What administrators settle about signing in: the rules, and which claim gives which role."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Unit, User
from casework.accounts.models import ClaimRole, SignInRules
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData, NotAllowed


def why_not_rules(user: User) -> str | None:
    """Why `user` may not settle the rules of their authority; None if they may.

    They hold for everybody, so whoever administers only a part of the authority does not.
    """
    tops = Unit.objects.filter(authority=user.authority_id, parent__isnull=True)
    held = roles.unit_ids(user, roles.ADMINISTER)
    if user.authority_id is None or not held or not {unit.pk for unit in tops} <= held:
        return _("The rules of signing in are settled by who administers the whole authority.")
    return None


@transaction.atomic
def change_rules(*, values: dict[str, Any], by: User, now: datetime) -> SignInRules:
    """Settle the rules of the authority of `by`; they hold from the next sign-in. NotAllowed."""
    if reason := why_not_rules(by):
        raise NotAllowed(reason)
    rules, _made = SignInRules.objects.select_for_update().get_or_create(authority=by.authority)
    with acting(by=by, act="rules.change", subject=rules, authority_id=by.authority_id):
        for name, value in values.items():
            setattr(rules, name, value)
        rules.full_clean()
        rules.save()
    return rules


@transaction.atomic
def enter_claim(
    *,
    value: str,
    role: str,
    unit: Unit,
    valid_from: date,
    valid_until: date | None,
    by: User,
    now: datetime,
) -> ClaimRole:
    """From a day on, who has the claim's `value` has `role` in `unit`. NotAllowed, InvalidData."""
    if unit.authority_id != by.authority_id or unit.pk not in roles.unit_ids(by, roles.ADMINISTER):
        raise NotAllowed(_("Roles are settled by administrators of the unit."))
    if role not in roles.ROLES:
        raise InvalidData({"role": _("There is no such role.")})
    if valid_until is not None and valid_until < valid_from:
        raise InvalidData({"valid_until": _("The last day lies before the first.")})
    entered = ClaimRole(
        authority_id=unit.authority_id,
        value=value,
        role=role,
        unit=unit,
        valid_from=valid_from,
        valid_until=valid_until,
        entered_by=by,
        entered_at=now,
    )
    with acting(by=by, act="claim.enter", subject=unit, authority_id=unit.authority_id):
        entered.save()
    return entered


@transaction.atomic
def end_claim(*, claim: ClaimRole, last: date, by: User, now: datetime) -> ClaimRole:
    """End a row with the day `last`; people lose the role at their next sign-in after it.

    One that never began goes away. Raises NotAllowed, Conflict.
    """
    current = (
        ClaimRole.objects.select_for_update(of=("self",)).select_related("unit").get(pk=claim.pk)
    )
    if current.unit_id not in roles.unit_ids(by, roles.ADMINISTER):
        raise NotAllowed(_("Roles are settled by administrators of the unit."))
    if current.valid_until is not None and current.valid_until <= last:
        raise Conflict(_("This was already ended."))
    authority = current.authority_id
    with acting(by=by, act="claim.end", subject=current.unit, authority_id=authority):
        if last < current.valid_from:
            current.delete()
        else:
            current.valid_until = last
            current.save(update_fields=["valid_until"])
    return current

"""Exclusion for bias: reported by the person or set by the lead, and lifted with a reason.

Somebody whom the law excludes, or who may appear biased, tells the head of the authority and keeps
out of the matter (§§ 20, 21 VwVfG, §§ 16, 17 SGB X, §§ 82, 83 AO). The lead, who acts for the head
here, settles whether it stays so. From then on the case does not exist for the person.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Exclusion
from casework.cases.models.reach import barred_from, forget_reach

# Excluded by law first, then for what may make somebody appear biased.
NORMS: dict[str, tuple[str, str]] = {
    "VwVfG": ("§ 20 Abs. 1 Satz 1 VwVfG", "§ 21 Abs. 1 Satz 1 VwVfG"),
    "SGB X": ("§ 16 Abs. 1 Satz 1 SGB X", "§ 17 Abs. 1 Satz 1 SGB X"),
    "AO": ("§ 82 Abs. 1 Satz 1 AO", "§ 83 Abs. 1 Satz 1 AO"),
}


@transaction.atomic
def exclude(
    *, case: Case, user: User, by: User, now: datetime, reason: str, norm: str
) -> Exclusion:
    """Keep `user` out of the case: themselves (`by` is the same person) or by the lead.

    A case of theirs loses its assignee and calls for another one. Raises NotAllowed, InvalidData,
    Conflict when they are excluded already.
    """
    case = lock(case)
    policy.require(by, policy.READ if user.pk == by.pk else policy.EXCLUDE, case)
    if errors := _errors(case, user, reason, norm):
        raise InvalidData(errors)
    if case.exclusions.filter(user=user, lifted_at__isnull=True).exists():
        raise Conflict(_("%(who)s is excluded from this case already.") % {"who": user})
    entered = Exclusion(
        case=case, user=user, norm=norm, reason=reason.strip(), entered_by=by, entered_at=now
    )
    act = "exclusion.report" if user.pk == by.pk else "exclusion.set"
    with acting(by=by, act=act, subject=user, case_id=case.pk, norm=norm):
        entered.save()
        if case.assignee_id == user.pk:
            _hand_on(case, now)
    forget_reach(user)
    return entered


@transaction.atomic
def lift(*, exclusion: Exclusion, by: User, now: datetime, reason: str) -> Exclusion:
    """Let the person act in the case again. NotAllowed, InvalidData without reason, Conflict."""
    case = lock(exclusion.case)
    policy.require(by, policy.EXCLUDE, case)
    current = Exclusion.objects.select_for_update(of=("self",)).select_related("user")
    found = current.get(pk=exclusion.pk, case=case)
    if found.lifted_at:
        raise Conflict(_("This exclusion was already lifted."))
    if not reason.strip():
        raise InvalidData({"reason": _("Please say why the person may act in the case again.")})
    found.lifted_at, found.lifted_by, found.lift_reason = now, by, reason.strip()
    with acting(by=by, act="exclusion.lift", subject=found.user, case_id=case.pk, norm=found.norm):
        found.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    forget_reach(found.user)
    return found


def why_not_exclude(by: User, user: User, case: Case) -> str | None:
    """Why `by` may not keep `user` out of the case; None if they may."""
    return policy.why_not(by, policy.READ if user.pk == by.pk else policy.EXCLUDE, case)


def leads_told(case: Case) -> list[User]:
    """Who has to give the case away: the leads of its unit who may act in it, else of the next
    unit above that has any; nobody where none is left.
    """
    barred = barred_from(case.pk, case.origin_id)
    for unit in roles.with_ancestors(case.unit):
        if found := [one for one in roles.people_with(roles.LEAD, [unit]) if one.pk not in barred]:
            return found
    return []


def _hand_on(case: Case, now: datetime) -> None:
    case.assignee = None
    case.attention, case.attention_since = Case.Attention.HANDED_ON, now
    case.version += 1
    case.save(update_fields=["assignee", "attention", "attention_since", "version"])


def _errors(case: Case, user: User, reason: str, norm: str) -> dict[str, str]:
    errors = {}
    if user.authority_id != case.authority_id:
        errors["user"] = _("Only people of the same authority can be excluded.")
    if norm not in NORMS[case.service.regime]:
        errors["norm"] = _("Please choose on which norm the exclusion rests.")
    if not reason.strip():
        errors["reason"] = _("Please give the reason in a few words.")
    return errors

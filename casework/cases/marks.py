"""Entering and lifting the marks of Art. 16 and Art. 18 GDPR."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Mark, Party

ARTICLES = {
    Mark.Kind.CORRECTION.value: "Art. 16 DSGVO",
    Mark.Kind.RESTRICTION.value: "Art. 18 DSGVO",
}


@transaction.atomic
def enter_mark(
    *,
    case: Case,
    kind: str,
    statement: str,
    by: User,
    now: datetime,
    party: Party | None = None,
    ground: str = "",
    purpose: str = "",
) -> Mark:
    """Mark the case (or one of its parties). A restriction takes effect at once.

    InvalidData without statement, or for a restriction without its ground; NotAllowed for others
    than the lead.
    """
    case = lock(case)
    policy.require(by, policy.MARK, case)
    errors = {}
    if not statement.strip():
        errors["statement"] = _("Please say what the person wants and why.")
    if kind == Mark.Kind.RESTRICTION and not ground:
        errors["ground"] = _("A restriction needs its ground.")
    if errors:
        raise InvalidData(errors)
    restricts = kind == Mark.Kind.RESTRICTION
    mark = Mark(
        case=case,
        party=party,
        kind=kind,
        ground=ground if restricts else "",
        purpose=purpose if restricts else "",
        statement=statement.strip(),
        entered_by=by,
        entered_at=now,
    )
    with acting(by=by, act=f"mark.{kind}", subject=case, case_id=case.pk, norm=ARTICLES[kind]):
        mark.save()
        _follow(case)
    return mark


@transaction.atomic
def lift_mark(*, mark: Mark, reason: str, by: User, now: datetime) -> Mark:
    """Settle a mark; `reason` says how. Conflict when it was settled before.

    The person must be told before a restriction is lifted (Art. 18 III GDPR): the page says so.
    """
    case = lock(mark.case)
    policy.require(by, policy.MARK, case)
    current = Mark.objects.select_for_update(of=("self",)).get(pk=mark.pk)
    if current.lifted_at is not None:
        raise Conflict(_("It was settled before"), by=current.lifted_by, at=current.lifted_at)
    if not reason.strip():
        raise InvalidData({"reason": _("Please say how it was settled.")})
    current.lifted_by, current.lifted_at, current.lifted_reason = by, now, reason.strip()
    with acting(by=by, act="mark.lift", subject=case, case_id=case.pk, norm=ARTICLES[mark.kind]):
        current.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
        _follow(case)
    return current


def _follow(case: Case) -> None:
    """Store in the case what its standing marks allow, for lists and for the policy."""
    standing = case.marks.filter(kind=Mark.Kind.RESTRICTION, lifted_at=None)
    purposes = list(standing.values_list("purpose", flat=True))
    found = Case.Restriction.NONE
    if purposes:
        found = Case.Restriction.PURPOSE if all(purposes) else Case.Restriction.FULL
    if case.restriction != found:
        case.restriction = found
        case.version += 1
        case.save(update_fields=["restriction", "version"])

"""Undoing an act on many cases: only what nobody has changed since."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import BulkAct, BulkItem, Case, FollowUp
from casework.cases.models.reach import barred_from

UNDONE_WITHIN = timedelta(hours=24)
Kind, State = BulkAct.Kind, BulkItem.State


def why_not_undo(act: BulkAct, by: User, now: datetime) -> str | None:
    """Why `by` cannot undo the act; None if they can."""
    if act.by_id != by.pk:
        return _("Only %(who)s can undo this.") % {"who": act.by}
    if act.undone_at:
        return _("This was undone already.")
    if now - act.at > UNDONE_WITHIN:
        return _("This can be undone for a day only.")
    return None


@transaction.atomic
def undo(*, act: BulkAct, by: User, now: datetime) -> BulkAct:
    """Put back every case of the act that is as the act left it; the others say why they are kept.

    Nothing that has an effect outside the authority can be done by such an act, so that nothing
    but the file's own order is put back. Raises NotAllowed, Conflict.
    """
    act = BulkAct.objects.select_for_update(of=("self",)).select_related("by").get(pk=act.pk)
    if reason := why_not_undo(act, by, now):
        raise NotAllowed(reason) if act.by_id != by.pk else Conflict(reason)
    for item in act.items.filter(state=State.DONE).select_related("case").order_by("pk"):
        reason = _put_back(item, act, by, now)
        item.state, item.reason = (State.KEPT, reason) if reason else (State.UNDONE, "")
        item.save(update_fields=["state", "reason"])
    act.undone_at = now
    act.save(update_fields=["undone_at"])
    return act


def _put_back(item: BulkItem, act: BulkAct, by: User, now: datetime) -> str:
    """Put one case back; the reason why not, or nothing."""
    if not Case.objects.visible_to(by).filter(pk=item.case_id).exists():
        return _("You have no access to this case.")
    case = lock(item.case)
    if reason := policy.why_not(by, policy.TAKE, case):
        return reason
    if case.version != item.version:
        return _("The case was changed in the meantime.")
    if act.kind == Kind.FOLLOW_UP:
        return _put_back_follow_up(case, item, by, now)
    return _put_back_person(case, item, by)


def _put_back_person(case: Case, item: BulkItem, by: User) -> str:
    before = item.before
    to = User.objects.filter(pk=before["assignee"], is_active=True).first()
    if before["assignee"] and (to is None or not _fits(case, to)):
        return _("The person who had the case can no longer have it.")
    since = before["attention_since"]
    case.assignee, case.attention = to, before["attention"]
    case.attention_since = datetime.fromisoformat(since) if since else None
    case.version += 1
    with acting(by=by, act="case.assign-undo", subject=case, case_id=case.pk):
        case.save(update_fields=["assignee", "attention", "attention_since", "version"])
    return ""


def _fits(case: Case, to: User) -> bool:
    works = case.unit_id in roles.unit_ids(to, roles.WORK, roles.LEAD)
    return works and to.pk not in barred_from(case.pk, case.origin_id)


def _put_back_follow_up(case: Case, item: BulkItem, by: User, now: datetime) -> str:
    before = item.before["follow_up"]
    with acting(by=by, act="follow-up.undo", subject=case, case_id=case.pk):
        for one in case.follow_ups.filter(done_at__isnull=True):
            one.done_by, one.done_at = by, now
            one.save(update_fields=["done_by", "done_at"])
        case.follow_up_on = None
        if before:
            case.follow_up_on = date.fromisoformat(before[0])
            FollowUp(
                case=case, due_on=case.follow_up_on, reason=before[1], set_by=by, set_at=now
            ).save()
        case.version += 1
        case.save(update_fields=["follow_up_on", "version"])
    return ""

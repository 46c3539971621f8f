"""What people do to a case as a whole: take it, assign it, look at it, write a note."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.audit.log import acting, read
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Note
from casework.cases.models.reach import barred_from, reach_of
from casework.cases.seen import mark_seen


def lock(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends; every action begins here."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("authority", "unit", "service", "assignee")
        .get(pk=case.pk)
    )


@transaction.atomic
def take(*, case: Case, by: User, now: datetime) -> Case:
    """Make the case one's own, also from a colleague. NotAllowed without the role."""
    case = lock(case)
    policy.require(by, policy.TAKE, case)
    if case.assignee_id != by.pk:
        with acting(by=by, act="case.take", subject=case, case_id=case.pk):
            _set_assignee(case, by, attention="")
    return case


@transaction.atomic
def assign(
    *,
    case: Case,
    to: User | None,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Case:
    """Give the case to a colleague, or to nobody.

    Raises Conflict when the case changed since `seen_version`, NotAllowed when `by` does not lead
    the unit or `to` does not work in it.
    """
    case = lock(case)
    policy.require(by, policy.ASSIGN, case)
    if seen_version is not None and case.version != seen_version:
        raise Conflict(
            _("The case was changed in the meantime; it is now with %(who)s.")
            % {"who": case.assignee or _("nobody")}
        )
    if to is not None:
        _require_fit(case, to)
    with acting(by=by, act="case.assign", subject=case, case_id=case.pk):
        kept = "" if case.attention == Case.Attention.HANDED_ON and to else case.attention
        attention = Case.Attention.ASSIGNED if to not in (None, by) else kept
        _set_assignee(case, to, attention=attention, since=now)
    return case


def _require_fit(case: Case, to: User) -> None:
    if to.pk in barred_from(case.pk, case.origin_id):
        raise NotAllowed(_("%(who)s is excluded from this case for bias.") % {"who": to})
    if case.unit_id not in roles.unit_ids(to, roles.WORK, roles.LEAD):
        raise NotAllowed(_("%(who)s does not work in this unit.") % {"who": to})


def _set_assignee(
    case: Case, to: User | None, *, attention: str, since: datetime | None = None
) -> None:
    case.assignee = to
    case.attention = attention
    case.attention_since = since if attention else None
    case.version += 1
    case.save(update_fields=["assignee", "attention", "attention_since", "version"])


def look_at(*, case: Case, by: User, now: datetime) -> None:
    """Log that `by` opened the case; for the one in charge it is no longer new, for others read."""
    if case.assignee_id == by.pk and case.attention:
        with transaction.atomic():
            read(by=by, what="case.read", subject=case, case_id=case.pk)
            Case.objects.filter(pk=case.pk).update(attention="", attention_since=None)
    else:  # one statement needs no transaction of its own
        read(by=by, what="case.read", subject=case, case_id=case.pk)
        if case.attention or case.pk in reach_of(by).shared:
            mark_seen(case=case, by=by, now=now)


@transaction.atomic
def add_note(*, case: Case, text: str, by: User, now: datetime) -> Note:
    """Write a note into the file. InvalidData when it is empty."""
    policy.require(by, policy.COMMENT, case)
    if not text.strip():
        raise InvalidData({"text": _("The note is empty.")})
    note = Note(case=case, text=text.strip(), written_by=by, written_at=now)
    with acting(by=by, act="note.add", subject=case, case_id=case.pk):
        note.save()
    return note

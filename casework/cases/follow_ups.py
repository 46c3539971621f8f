"""Follow-ups (Wiedervorlage): setting the day on which somebody looks at a case again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, FollowUp

MOST_LETTERS = 200


def running(case: Case) -> FollowUp | None:
    """The follow-up that runs for the case, with who set it; None: there is none. One query where
    there is one, none for a case that was fetched `with_follow_up`.
    """
    if case.follow_up_on is None:
        return None
    fetched: FollowUp | None = getattr(case, "running_follow_up", None)
    if fetched is not None:
        return fetched
    return case.follow_ups.filter(done_at__isnull=True).select_related("set_by").first()


@transaction.atomic
def set_follow_up(
    *, case: Case, due_on: date | None, reason: str, by: User, now: datetime
) -> FollowUp:
    """Have the case looked at again on the day `due_on`; the one that ran until now is done.

    Raises NotAllowed without a working role or for a closed case, InvalidData for a day in the
    past and without a reason.
    """
    case = lock(case)
    policy.require(by, policy.FOLLOW_UP, case)
    errors = errors_of(due_on, reason, timezone.localdate(now))
    if errors or due_on is None:
        raise InvalidData(errors)
    follow_up = FollowUp(case=case, due_on=due_on, reason=reason.strip(), set_by=by, set_at=now)
    with acting(by=by, act="follow-up.set", subject=case, case_id=case.pk):
        _end_running(case, by, now)
        follow_up.save()
        _remember(case, due_on)
    return follow_up


@transaction.atomic
def finish(*, case: Case, by: User, now: datetime) -> Case:
    """The follow-up is done. Raises NotAllowed, Conflict when none runs (any more)."""
    case = lock(case)
    policy.require(by, policy.FOLLOW_UP, case)
    if case.follow_up_on is None:
        raise Conflict(_("This case has no follow-up any more."))
    with acting(by=by, act="follow-up.done", subject=case, case_id=case.pk):
        _end_running(case, by, now)
        _remember(case, None)
    return case


def errors_of(due_on: date | None, reason: str, today: date) -> dict[str, str]:
    """What is wrong with the day and the reason of a follow-up, by field."""
    errors = {}
    if due_on is None:
        errors["due_on"] = _("Please enter the day of the follow-up.")
    elif due_on < today:
        errors["due_on"] = _("The day of the follow-up lies in the past.")
    if not reason.strip():
        errors["reason"] = _("Please say why the case is to be looked at again.")
    elif len(reason.strip()) > MOST_LETTERS:
        errors["reason"] = _("The reason has more than %(n)s characters.") % {"n": MOST_LETTERS}
    return errors


def _end_running(case: Case, by: User, now: datetime) -> None:
    for one in case.follow_ups.filter(done_at__isnull=True):
        one.done_by, one.done_at = by, now
        one.save(update_fields=["done_by", "done_at"])


def _remember(case: Case, due_on: date | None) -> None:
    case.follow_up_on = due_on
    case.version += 1
    case.save(update_fields=["follow_up_on", "version"])

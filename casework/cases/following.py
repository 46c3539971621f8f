"""Following a case: a lead keeps an eye on it without taking it; it is marked in their lists."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict
from casework.cases.models import Case, Follow
from casework.prepared import Known


@transaction.atomic
def follow(*, case: Case, by: User, now: datetime) -> Follow:
    """`by` follows the case from now on. NotAllowed for who does not lead its unit; Conflict when
    they follow it already.

    Only leads: following what a colleague does is a matter of steering, and it stands in the log.
    """
    case = lock(case)
    policy.require(by, policy.LEAD, case)
    if Follow.objects.filter(case=case, user=by).exists():
        raise Conflict(_("You follow this case already."))
    begun = Follow(case=case, user=by, since=now)
    with acting(by=by, act="case.follow", subject=case, case_id=case.pk):
        begun.save()
    return begun


@transaction.atomic
def unfollow(*, case: Case, by: User) -> None:
    """`by` follows the case no longer; also who does not lead its unit any more. Conflict."""
    case = lock(case)
    policy.require(by, policy.READ, case)
    running = Follow.objects.filter(case=case, user=by).first()
    if running is None:
        raise Conflict(_("You do not follow this case any more."))
    with acting(by=by, act="case.unfollow", subject=case, case_id=case.pk):
        running.delete()


def followed_by(user: User) -> Exists:
    """Whether `user` follows the case of the outer query."""
    return Exists(Follow.objects.filter(case=OuterRef("pk"), user=Known("user", user.pk)))

"""Who may do what to a case. `why_not` is the 403 text and the disabled button's explanation."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.cases.errors import NotAllowed
from casework.cases.models import Case

READ = "read"
WORK = "work"
TAKE = "take"
ASSIGN = "assign"
COMMENT = "comment"
MAIL = "mail"
REVIEW = "review"


def why_not(user: User, act: str, case: Case) -> str | None:
    """The reason why `user` may not do `act` to `case`, or None when they may.

    `act` is READ, WORK (complete steps, decide, issue), TAKE (make it one's own case), ASSIGN,
    COMMENT or MAIL (post letters, enter proofs, returned mail and objections: also of a closed
    case, and of a colleague's), or REVIEW (open a review of an issued decision: likewise).
    KeyError for any other act: an unknown act is never allowed by accident.
    """
    check = _CHECKS[act]
    if not _reaches(user, case, roles.WORK, roles.LEAD, roles.AUDIT):
        return _("You have no access to this case.")
    return check(user, case)


def require(user: User, act: str, case: Case) -> None:
    """Raise NotAllowed with the reason unless `user` may do `act` to `case`."""
    if reason := why_not(user, act, case):
        raise NotAllowed(reason)


def _reaches(user: User, case: Case, *wanted: str) -> bool:
    return case.unit_id in roles.unit_ids(user, *wanted)


def _read(user: User, case: Case) -> str | None:
    return None


def _handle(user: User, case: Case) -> str | None:
    if not _reaches(user, case, roles.WORK, roles.LEAD):
        return _("Your role lets you read this case, not change it.")
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    return None


def _work(user: User, case: Case) -> str | None:
    if reason := _handle(user, case):
        return reason
    if case.assignee_id not in (None, user.pk):
        return _("%(who)s works on this case. Take it over first.") % {"who": case.assignee}
    return None


def _assign(user: User, case: Case) -> str | None:
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    if not _reaches(user, case, roles.LEAD):
        return _("Only the team lead assigns cases.")
    return None


def _comment(user: User, case: Case) -> str | None:
    if not _reaches(user, case, roles.WORK, roles.LEAD):
        return _("Your role lets you read this case, not change it.")
    return None


_CHECKS: dict[str, Callable[[User, Case], str | None]] = {
    READ: _read,
    WORK: _work,
    TAKE: _handle,
    ASSIGN: _assign,
    COMMENT: _comment,
    MAIL: _comment,
    REVIEW: _comment,
}

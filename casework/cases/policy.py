"""Who may do what. `why_not` is the 403 text and the disabled button's explanation."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access import roles
from casework.access.models import Unit, User
from casework.cases.errors import NotAllowed
from casework.cases.models import Case, Share
from casework.cases.models.reach import Reach, forget_reach, reach_of

READ = "read"
CHANGE = "change"
WORK = "work"
TAKE = "take"
ASSIGN = "assign"
FOLLOW_UP = "follow_up"
COMMENT = "comment"
CALL_BACK = "call_back"
MAIL = "mail"
PARTIES = "parties"
LINK = "link"
REVIEW = "review"
OVERRIDE = "override"
SHARE = "share"
CONSULT = "consult"
EXCLUDE = "exclude"
MARK = "mark"
LEAD = "lead"
AUDIT = "audit"
STEER = "see figures"
ADMINISTER = "administer"
KEEP = "keep files"
WRITE_NOTES = "write notes on norms"
STAFF = "staff"


def why_not(user: User, act: str, on: Case | Unit | None) -> str | None:
    """The reason why `user` may not do `act`, or None when they may.

    To a case: READ, WORK (complete steps, decide, issue), TAKE (make it one's own case), ASSIGN,
    FOLLOW_UP (set or end one, also of a colleague's case or in somebody's place), COMMENT or MAIL
    (post letters, enter proofs, returned mail and objections: also of a closed case, and of a
    colleague's), CALL_BACK (promise, move or deal with one: likewise), REVIEW (open a review of an
    issued decision: likewise), PARTIES (enter a representative, correct a party) or LINK (put
    another case beside it; both likewise), OVERRIDE (a finding that
    stops a notice), SHARE (open the case to others for a time), CONSULT (answer a question put to
    them), EXCLUDE (set or lift an exclusion for bias; of oneself everybody reports it), MARK (enter
    or lift a mark of Art. 16 or 18 GDPR). CHANGE, LEAD and AUDIT ask for the role alone, whatever
    the case's state: what a page may be tried for at all.
    In a unit, or anywhere (`on` is None): WORK, LEAD, AUDIT, ADMINISTER, KEEP, STEER,
    WRITE_NOTES, STAFF.
    KeyError for any other act: an unknown act is never allowed by accident.
    """
    if not isinstance(on, Case):
        return _in_office(user, act, on)
    case, check = on, _CHECKS[act]
    if not _sees(reach_of(user), case):
        return _("You have no access to this case.")
    if act in _PROCESSING and (reason := restriction(case)):
        return reason
    return check(user, case)


def restriction(case: Case) -> str | None:
    """Why nobody may work on the case at all: its data are only kept (Art. 18 GDPR)."""
    if case.restriction == Case.Restriction.FULL:
        return _("The use of this case's data is restricted (Art. 18 GDPR): it is only kept.")
    return None


def require(user: User, act: str, on: Case | Unit | None) -> None:
    """Raise NotAllowed with the reason unless `user` may do `act`, by what holds this moment."""
    forget_reach(user)
    if reason := why_not(user, act, on):
        raise NotAllowed(reason)


def in_place_of(user: User, case: Case) -> User | None:
    """The absent person in whose place `user` acts in the case: whoever is in charge of it."""
    stands_in = case.assignee_id is not None and case.assignee_id in reach_of(user).absent
    return case.assignee if stands_in else None


def _in_office(user: User, act: str, unit: Unit | None) -> str | None:
    wanted, reason = _ROLES[act]
    held = roles.unit_ids(user, *wanted)
    if user.authority_id is not None and (unit.pk in held if unit else held):
        return None
    return str(reason)


def _reaches(user: User, case: Case, *wanted: str) -> bool:
    return case.unit_id in roles.unit_ids(user, *wanted)


def _sees(reach: Reach, case: Case) -> bool:
    """The condition of `Case.objects.visible_to` for a case at hand; a test keeps both alike."""
    return reach.holds(case.pk, case.unit_id, case.assignee_id, case.origin_id)


def _works(user: User, case: Case) -> str | None:
    """Works or leads in the unit, or stands in for the person in charge."""
    if _reaches(user, case, roles.WORK, roles.LEAD):
        return None
    if case.assignee_id in reach_of(user).absent:
        return None
    return _("You may read this case, not change it.")


def _read(user: User, case: Case) -> str | None:
    return None


def _take(user: User, case: Case) -> str | None:
    if not _reaches(user, case, roles.WORK, roles.LEAD):
        return _("Only who works in the unit takes a case over.")
    return _handle(user, case)


def _handle(user: User, case: Case) -> str | None:
    if reason := _works(user, case):
        return reason
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    return None


def _work(user: User, case: Case) -> str | None:
    if reason := _handle(user, case):
        return reason
    mine = case.assignee_id in (None, user.pk) or case.assignee_id in reach_of(user).absent
    if not mine:
        return _("%(who)s works on this case. Take it over first.") % {"who": case.assignee}
    return None


def _assign(user: User, case: Case) -> str | None:
    if case.status == Case.Status.CLOSED:
        return _("The case is closed.")
    if not _reaches(user, case, roles.LEAD):
        return _("Only the team lead assigns cases.")
    return None


def _lead(user: User, case: Case) -> str | None:
    return None if _reaches(user, case, roles.LEAD) else _("Only the team lead may do this.")


def _audit(user: User, case: Case) -> str | None:
    return None if _reaches(user, case, roles.AUDIT) else _("Only auditors may do this.")


def _comment(user: User, case: Case) -> str | None:
    levels = reach_of(user).shared.get(case.pk, frozenset())
    return None if levels & {Share.Level.COMMENT, Share.Level.CONSULT} else _works(user, case)


def _consult(user: User, case: Case) -> str | None:
    if Share.Level.CONSULT in reach_of(user).shared.get(case.pk, ()):
        return None
    return _("No question of this case is put to you.")


_CHECKS: dict[str, Callable[[User, Case], str | None]] = {
    READ: _read,
    CHANGE: _works,
    WORK: _work,
    TAKE: _take,
    ASSIGN: _assign,
    FOLLOW_UP: _handle,
    COMMENT: _comment,
    CALL_BACK: _works,
    MAIL: _works,
    PARTIES: _works,
    LINK: _works,
    REVIEW: _works,
    OVERRIDE: _lead,
    SHARE: _works,
    CONSULT: _consult,
    EXCLUDE: _lead,
    MARK: _lead,
    LEAD: _lead,
    AUDIT: _audit,
}

# What a restriction under Art. 18 GDPR stops. Not MAIL: that an objection or a proof of service
# came must be noted, it serves legal claims (Art. 18 II).
_PROCESSING = frozenset(
    {WORK, TAKE, FOLLOW_UP, COMMENT, CALL_BACK, PARTIES, LINK} | {REVIEW, OVERRIDE, SHARE, CONSULT}
)

_ROLES: dict[str, tuple[tuple[str, ...], Promise]] = {
    WORK: ((roles.WORK, roles.LEAD), gettext_lazy("This is for people who work on cases.")),
    LEAD: ((roles.LEAD,), gettext_lazy("This is for team leads.")),
    AUDIT: ((roles.AUDIT,), gettext_lazy("This is for auditors.")),
    STEER: (
        (roles.LEAD, roles.AUDIT),
        gettext_lazy("This is for team leads and auditors."),
    ),
    ADMINISTER: ((roles.ADMINISTER,), gettext_lazy("This is for administrators.")),
    KEEP: (
        (roles.LEAD, roles.ADMINISTER),
        gettext_lazy("This is for team leads and administrators."),
    ),
    WRITE_NOTES: (
        (roles.WORK, roles.LEAD, roles.ADMINISTER),
        gettext_lazy("This is for people who work on cases, and for administrators."),
    ),
    STAFF: (roles.ROLES, gettext_lazy("You have no role here.")),
}

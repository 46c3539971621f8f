"""Who may enter the audit room, and how what is done in it gets into the log."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Authority, User
from casework.audit.log import read
from casework.cases import policy
from casework.desk.requests import user_of


def auditor(request: HttpRequest) -> User:
    """The person, who audits some unit; PermissionDenied for all others."""
    user = user_of(request)
    if policy.why_not(user, policy.AUDIT, None):
        raise PermissionDenied(_("The audit log is for auditors."))
    return user


def chief_auditor(request: HttpRequest) -> User:
    """The person, who audits the whole authority: its chain holds the entries of every unit."""
    user = auditor(request)
    if not audits_everything(user):
        raise PermissionDenied(
            _("The chain holds the log of the whole authority; you audit only a part of it.")
        )
    return user


def audits_everything(user: User) -> bool:
    """Whether no unit of the authority lies outside of what `user` audits."""
    if user.authority is None:
        return False
    every = set(user.authority.units.values_list("pk", flat=True))
    return every <= roles.unit_ids(user, roles.AUDIT)


def authority_of(user: User) -> Authority:
    """The authority of an auditor, who always has one."""
    if user.authority is None:
        raise TypeError("an auditor without authority")
    return user.authority


def note(user: User, what: str, /, *, case_id: int | None = None, **further: Any) -> None:
    """Log what the auditor does: they are in the log like everybody else."""
    subject = authority_of(user)
    read(by=user, what=what, subject=subject, case_id=case_id, further=further or None)

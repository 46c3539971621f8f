"""Putting two cases beside each other that are to be seen together, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, CaseLink

MOST_LETTERS = 200


@transaction.atomic
def link(*, case: Case, other: Case | None, why: str, by: User, now: datetime) -> CaseLink:
    """Link two cases; the pages of both show it to whoever sees the other one.

    `other` None: there is no such case for `by`. Raises NotAllowed without the role in `case` or
    where `by` does not see `other`, InvalidData by field, Conflict when they are linked already.
    """
    case = lock(case)
    policy.require(by, policy.LINK, case)
    if errors := _errors(case, other, why):
        raise InvalidData(errors)
    if other is None:
        raise InvalidData({"other": _("There is no such case for you.")})
    policy.require(by, policy.READ, other)
    first, second = sorted((case, other), key=lambda one: one.pk)
    running = CaseLink.objects.filter(first=first, second=second, ended_at__isnull=True)
    if running.exists():
        raise Conflict(_("These cases are linked already."))
    made = CaseLink(first=first, second=second, why=why.strip(), made_by=by, made_at=now)
    _save(made, "case.link", by)
    return made


@transaction.atomic
def unlink(*, link: CaseLink, case: Case, by: User, now: datetime) -> CaseLink:
    """End a link, seen from `case`. NotAllowed; Conflict when it was ended before."""
    policy.require(by, policy.LINK, lock(case))
    parts = CaseLink.objects.select_for_update(of=("self",)).select_related("first", "second")
    found = parts.get(pk=link.pk)
    if found.ended_at is not None:
        raise Conflict(_("These cases are no longer linked."))
    found.ended_by, found.ended_at = by, now
    _save(found, "case.unlink", by)
    return found


def _save(link: CaseLink, act: str, by: User) -> None:
    """Each of the two cases tells it in its history, without naming the other one there."""
    with acting(by=by, act=act, subject=link.first, case_id=link.first_id):
        link.save()
    with acting(by=by, act=act, subject=link.second, case_id=link.second_id):
        pass


def _errors(case: Case, other: Case | None, why: str) -> dict[str, str]:
    errors = {}
    if other is None or other.authority_id != case.authority_id:
        errors["other"] = _("There is no such case for you.")
    elif other.pk == case.pk:
        errors["other"] = _("This is the case itself.")
    elif case.pk == other.origin_id or other.pk == case.origin_id:
        errors["other"] = _("One of the two deals with the other; they belong together already.")
    if not why.strip():
        errors["why"] = _("Please say why the cases belong together.")
    elif len(why.strip()) > MOST_LETTERS:
        errors["why"] = _("The reason has more than %(n)s characters.") % {"n": MOST_LETTERS}
    return errors

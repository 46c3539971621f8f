"""What administrators do with people's accounts: make, change, deactivate, help back in.

People are deactivated, never deleted: the log and the letters name them. An administrator only
touches accounts whose roles all lie in units they administer; otherwise whoever administers a small
unit could take over the account of somebody with more power. Nobody deactivates or resets
themselves.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import UnitPermission, User
from casework.accounts import blocks, links
from casework.accounts.models import SignInLink
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData, NotAllowed

DETAILS = ("first_name", "last_name", "email", "function", "phone", "room", "hours")


def why_not(by: User, person: User | None) -> str | None:
    """Why `by` may not touch the account of `person` (None: make a new one); None if they may."""
    if by.authority_id is None or not roles.has_role(by, roles.ADMINISTER):
        return _("Accounts are kept by administrators.")
    if person is None:
        return None
    if person.authority_id != by.authority_id:
        return _("This person belongs to another authority.")
    held = UnitPermission.objects.filter(user=person).values_list("content_object", flat=True)
    if not set(held) <= roles.unit_ids(by, roles.ADMINISTER):
        return _("This person has roles in units you do not administer.")
    return None


@transaction.atomic
def create(*, username: str, details: Mapping[str, str], by: User, now: datetime) -> User:
    """A new person of the authority of `by`, without password and roles.

    Raises NotAllowed, InvalidData.
    """
    _require(by, None)
    person = User(username=username, authority=by.authority, **_known(details))
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        text = _("This sign-in name cannot be used. Please choose another one.")
        raise InvalidData({"username": text}) from error
    with acting(by=by, act="person.create", subject=person, authority_id=person.authority_id):
        pass
    return person


@transaction.atomic
def change(*, person: User, details: Mapping[str, str], by: User, now: datetime) -> User:
    """Change what letters and colleagues are told of a person. NotAllowed."""
    current = _locked(person, by)
    with _act("person.change", current, by):
        for name, value in _known(details).items():
            setattr(current, name, value)
        current.save(update_fields=list(DETAILS))
    return current


@transaction.atomic
def make_link(*, person: User, by: User, now: datetime) -> str:
    """The secret of a new one-time link; password and sessions of before end.

    Raises NotAllowed, Conflict.
    """
    current = _locked(person, by, other=True)
    if not current.is_active:
        raise Conflict(_("The account is deactivated."))
    if current.socialaccount_set.exists():  # type: ignore[attr-defined]
        raise Conflict(_("This person signs in through the identity provider."))
    with _act("person.link", current, by):
        _void(current)
        return links.make(user=current, by=by, now=now)


@transaction.atomic
def deactivate(*, person: User, by: User, now: datetime) -> User:
    """End the account: no sign-in, no session, no link. NotAllowed, Conflict."""
    current = _locked(person, by, other=True)
    if not current.is_active:
        raise Conflict(_("The account was already deactivated."))
    with _act("person.deactivate", current, by):
        current.is_active = False
        _void(current)
        SignInLink.objects.filter(user=current).delete()
    return current


@transaction.atomic
def activate(*, person: User, by: User, now: datetime) -> User:
    """Open the account again; the person needs a new link. NotAllowed, Conflict."""
    current = _locked(person, by, other=True)
    if current.is_active:
        raise Conflict(_("The account is already active."))
    with _act("person.activate", current, by):
        current.is_active = True
        current.save(update_fields=["is_active"])
    return current


@transaction.atomic
def reset_factor(*, person: User, by: User, now: datetime) -> User:
    """Remove app, passkeys and codes of somebody who lost them. NotAllowed, Conflict."""
    current = _locked(person, by, other=True)
    factors = Authenticator.objects.filter(user=current)
    if not factors.exists():
        raise Conflict(_("There is no second factor."))
    with _act("person.factor-reset", current, by):
        factors.delete()
        end_sessions_of(current)
    return current


@transaction.atomic
def end_sessions(*, person: User, by: User, now: datetime) -> int:
    """Sign a person out everywhere; how many sessions that were. NotAllowed."""
    current = _locked(person, by)
    with _act("person.sessions-end", current, by):
        return end_sessions_of(current)


@transaction.atomic
def unblock(*, person: User, by: User, now: datetime) -> User:
    """Let a person try again at once after failed attempts. NotAllowed."""
    current = _locked(person, by)
    with _act("person.unblock", current, by):
        blocks.lift(current)
    return current


@transaction.atomic
def set_password(*, person: User, secret: str, password: str, now: datetime) -> bool:
    """Set the password of a link's owner and use the link up; False when it was used meanwhile."""
    current = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not links.use(user=current, secret=secret, now=now):
        return False
    with acting(by=current, act="password.set", subject=current, authority_id=current.authority_id):
        current.set_password(password)
        current.save(update_fields=["password"])
        end_sessions_of(current)
    return True


def end_sessions_of(person: User, *, but: str | None = None) -> int:
    """End every session of a person, `but` the one with this key."""
    found = list(UserSession.objects.filter(user=person).exclude(session_key=but or ""))
    for one in found:
        one.end()
    return len(found)


def _void(person: User) -> None:
    person.set_unusable_password()
    person.save(update_fields=["password", "is_active"])
    end_sessions_of(person)


def _known(details: Mapping[str, str]) -> dict[str, Any]:
    return {name: details.get(name, "") for name in DETAILS}


def _act(name: str, person: User, by: User) -> Any:
    return acting(by=by, act=name, subject=person, authority_id=person.authority_id)


def _locked(person: User, by: User, *, other: bool = False) -> User:
    current = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _require(by, current)
    if other and current.pk == by.pk:
        raise NotAllowed(_("Nobody does this to their own account."))
    return current


def _require(by: User, person: User | None) -> None:
    if reason := why_not(by, person):
        raise NotAllowed(reason)

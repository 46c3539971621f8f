"""What the pages about people's accounts show."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from casework.access.models import UnitPermission, User
from casework.accounts import blocks, people
from casework.accounts.models import ROLES, SignInLink
from casework.accounts.overview import OpenSession, sessions_of

MAX_SHOWN = 300
ROLE_NAMES = dict(ROLES)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Held:
    """A role in a unit, in words."""

    role: str
    unit: str


@dataclass
class PersonPage:
    """One person's account: `why_not` says why the viewer may not touch it, "" when they may."""

    person: User
    why_not: str
    own: bool
    factors: list[Authenticator]
    through_provider: bool
    link: SignInLink | None
    blocked: bool
    sessions: list[OpenSession]
    held: list[Held]


def people_of(user: User, search: str, gone: bool) -> QuerySet[User]:
    """People of the authority of `user` by name, with `has_factor`, `by_provider` and roles."""
    found = User.objects.filter(authority=user.authority_id, is_active=not gone)
    for word in search.split():
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(username__icontains=word)
            | Q(function__icontains=word)
        )
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    accounts = SocialAccount.objects.filter(user=OuterRef("pk"))
    return (
        found.annotate(has_factor=Exists(factors), by_provider=Exists(accounts))
        .prefetch_related(Prefetch("unitpermission_set", _permissions(), to_attr="held"))
        .order_by("last_name", "first_name", "pk")[:MAX_SHOWN]
    )


def roles_in_words(held: list[UnitPermission]) -> list[Held]:
    """Roles in their order, with the name of the unit."""
    words = [Held(_role(one.permission.codename), str(one.content_object)) for one in held]
    return sorted(words, key=lambda one: (one.unit, one.role))


def person_page(user: User, person: User) -> PersonPage:
    """The account of `person` as `user` may see it."""
    return PersonPage(
        person=person,
        why_not=people.why_not(user, person) or "",
        own=user.pk == person.pk,
        factors=list(Authenticator.objects.filter(user=person, type__in=FACTORS)),
        through_provider=SocialAccount.objects.filter(user=person).exists(),
        link=SignInLink.objects.filter(user=person).select_related("made_by").first(),
        blocked=blocks.is_blocked(person),
        sessions=sessions_of(person),
        held=roles_in_words(list(_permissions().filter(user=person))),
    )


def _permissions() -> QuerySet[UnitPermission]:
    return UnitPermission.objects.select_related("permission", "content_object")


def _role(codename: str) -> str:
    return str(ROLE_NAMES.get(codename, _("unknown role")))

"""From what an identity provider says of a person to the roles they hold here."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casework.access import roles
from casework.access.models import Authority, Unit, UnitPermission, User
from casework.accounts.models import ClaimRole, MappedRole
from casework.audit.log import acting

Pair = tuple[int, str]  # unit and role


def values_of(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """The values of a claim: a list of texts or one text; anything else says nothing.

    A dotted name leads into nested claims, like `realm_access.roles`.
    """
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        found = [found]
    if not isinstance(found, list):
        return frozenset()
    return frozenset(one for one in found if isinstance(one, str) and one)


def wanted(
    authority: Authority, values: Iterable[str], on: date, *, person: User | None = None
) -> set[Pair]:
    """Which roles in which units these values give on the day `on`.

    Rows that `person` entered give them nothing: nobody grants themselves a role.
    """
    rows = ClaimRole.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        authority=authority,
        unit__authority=authority,
        value__in=list(values),
        valid_from__lte=on,
    )
    if person is not None:
        rows = rows.exclude(entered_by=person)
    return set(rows.values_list("unit", "role"))


@transaction.atomic
def apply(*, user: User, values: Iterable[str], now: datetime) -> None:
    """Give what the claims give and take back what they gave before; in the log, if anything.

    A role somebody granted by hand is neither noted as given by a claim nor taken back.
    """
    current = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if current.authority is None:
        return
    asked = wanted(current.authority, values, timezone.localdate(now), person=current)
    mapped = set(MappedRole.objects.filter(user=current).values_list("unit", "role"))
    held = set(
        UnitPermission.objects.filter(user=current).values_list(
            "content_object", "permission__codename"
        )
    )
    gained, lost = asked - held, mapped - asked
    if not gained and not lost:
        return
    units = Unit.objects.in_bulk({unit for unit, _role in gained | lost})
    with acting(by=None, act="claim.apply", subject=current, authority_id=current.authority_id):
        for unit, role in sorted(gained):
            roles.grant(user=current, role=role, unit=units[unit])
            MappedRole.objects.get_or_create(user=current, unit=units[unit], role=role)
        for unit, role in sorted(lost):
            roles.withdraw(user=current, role=role, unit=units[unit])
            MappedRole.objects.filter(user=current, unit=unit, role=role).delete()


def new_person(authority: Authority, claims: Mapping[str, Any]) -> User:
    """The account for somebody who comes for the first time: a new one, whoever has their name.

    No existing account is ever taken for them because of a name or an e-mail address.
    """
    person = User(
        username=_free_name(str(claims.get("preferred_username") or claims["sub"])),
        first_name=_text(claims, "given_name", 150),
        last_name=_text(claims, "family_name", 150) or _text(claims, "name", 150),
        email=_text(claims, "email", 254),
        authority=authority,
    )
    person.set_unusable_password()
    return person


def _text(claims: Mapping[str, Any], name: str, longest: int) -> str:
    value = claims.get(name)
    return value[:longest] if isinstance(value, str) else ""


def _free_name(wished: str) -> str:
    base = re.sub(r"[^\w.@+-]", "-", wished)[:120] or "person"
    taken = set(User.objects.filter(username__istartswith=base).values_list("username", flat=True))
    lowered = {name.lower() for name in taken}
    name, number = base, 1
    while name.lower() in lowered:
        number += 1
        name = f"{base}-{number}"
    return name

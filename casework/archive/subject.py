"""Finding a person who asks what the cases of an authority hold about them (Art. 15 GDPR)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.archive.access import answers_for
from casework.audit.log import read
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case, Party
from casework.cases.models.reach import reach_of

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is known of the person; at least two of the parts, so that nobody is fished for."""

    name: str = ""
    birth_date: date | None = None
    address: str = ""

    @property
    def parts(self) -> int:
        return sum(bool(part) for part in (self.name, self.birth_date, self.address))


def require_answering(by: User) -> Authority:
    """The authority `by` answers for; NotAllowed for others."""
    authority = answers_for(by)
    if authority is None:
        raise NotAllowed(
            _("Requests of people about their data are for who leads or administers everything.")
        )
    return authority


@transaction.atomic
def search(*, wanted: Wanted, reason: str, by: User, now: datetime) -> list[Party]:
    """Parties that may be the person, the latest cases first, at most MOST.

    InvalidData for fewer than two parts or without a reason. The log keeps that, why and how many
    were found, not for whom.
    """
    authority = require_answering(by)
    errors = {}
    if wanted.parts < 2:
        errors["name"] = _("Please enter at least two of name, date of birth and address.")
    if not reason.strip():
        errors["reason"] = _("Please give the reason, such as the number of the request.")
    if errors:
        raise InvalidData(errors)
    found = list(_matching(wanted, by, authority)[:MOST])
    further = {"hits": len(found)}
    why = reason.strip()[:500]
    read(by=by, what="subject.search", subject=authority, reason=why, further=further)
    return found


def answerable(by: User) -> QuerySet[Party]:
    """All parties of the authority, but for cases the person must not act in."""
    authority, barred = require_answering(by), reach_of(by).barred
    cases = Case.objects.filter(authority=authority)
    if barred:
        cases = cases.exclude(Q(pk__in=barred) | Q(origin__in=barred))
    return Party.objects.filter(case__in=cases)


def _matching(wanted: Wanted, by: User, authority: Authority) -> QuerySet[Party]:
    found = answerable(by)
    for word in wanted.name.split():
        found = found.filter(
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(organisation__icontains=word)
        )
    for word in wanted.address.replace(",", " ").split():
        found = found.filter(
            Q(street__icontains=word)
            | Q(postal_code__icontains=word)
            | Q(city__icontains=word)
            | Q(email__iexact=word)
        )
    if wanted.birth_date:
        found = found.filter(birth_date=wanted.birth_date)
    return found.select_related("case__service").order_by("-case__received_on", "-pk")

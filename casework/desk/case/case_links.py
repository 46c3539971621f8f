"""The cases somebody put beside a case, for who sees them."""

from dataclasses import dataclass
from typing import Any

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case


@dataclass(frozen=True)
class Linked:
    """Another case (without what the page does not need), the id of the link, and why it is."""

    case: Case
    service: str
    link: int
    why: str


def linked_cases(case: Case, user: User) -> list[Linked]:
    """The linked cases that exist for `user`; no query for a case fetched with `with_links`."""
    if "later_links" not in case.__dict__:
        case = Case.objects.with_links().get(pk=case.pk)
    known: Any = case
    found = [_read(**one) for one in (*known.earlier_links, *known.later_links)]
    return [one for one in found if policy.why_not(user, policy.READ, one.case) is None]


def _read(*, link: int, why: str, service_name: str, **of_case: Any) -> Linked:
    return Linked(Case(**of_case), service_name, link, why)

"""Which drafts wait for a co-signature: for the person who may give it, and for a team."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casework.access import signing
from casework.access.models import User
from casework.access.signing import Basis
from casework.cases.models import Exclusion
from casework.cases.models.reach import reach_of
from casework.decisions.cosign import authors
from casework.decisions.models import CoSignature, Decision
from casework.prepared import Given, OneOf, ask

MOST = 1000  # of requests looked at for one person, the oldest first


@dataclass(frozen=True)
class ToSign:
    """A request a person may answer, and for whom they would do so."""

    request: CoSignature
    in_place_of: User | None


def open_requests() -> QuerySet[CoSignature]:
    """Requests that can still be answered: their draft is neither issued nor given up."""
    return CoSignature.objects.filter(
        state=CoSignature.State.REQUESTED,
        version=F("decision__version"),
        decision__status=Decision.Status.DRAFT,
        decision__step__status="open",
    )


def waiting_in(units: Iterable[int], user: User) -> QuerySet[CoSignature]:
    """Open requests in these units with all a list shows of them, the oldest first; none of cases
    that `user` is excluded from.
    """
    people = ("requested_by", "asked", "decision__changed_by")
    there = reach_of(user).not_barred("decision__case__")
    found = open_requests().filter(there, decision__case__unit__in=units)
    return found.select_related("decision__case__service", *people).order_by("requested_at", "pk")


def to_sign(user: User, on: date) -> dict[int, ToSign]:
    """The requests `user` may answer on the day `on` by the id of their case; two queries.

    Where one person was asked, it is that person's, or that of whoever stands in for them.
    """
    bases = signing.bases_of(user, on)
    if not bases or user.authority_id is None:
        return {}
    units = frozenset().union(*(basis.holds_in for basis in bases))
    barred = Exclusion.objects.filter(
        Q(case=OuterRef("decision__case")) | Q(case=OuterRef("decision__case__origin")),
        user=user,
        lifted_at__isnull=True,
    )
    requests = (
        open_requests()
        .filter(~Exists(barred), decision__case__unit__in=units)
        .exclude(Q(requested_by=user) | Q(decision__changed_by=user))
        .select_related("decision__case")
        .defer("decision__operative_part", "decision__reasons", "decision__case__data")
        .order_by("requested_at", "pk")
    )
    return {
        request.decision.case_id: ToSign(request, basis.in_place_of)
        for request in requests[:MOST]
        if (basis := _basis(request, bases))
    }


def latest_of(cases: Collection[int]) -> dict[int, CoSignature]:
    """The last request of each case's current draft that was not taken back; one query."""
    found = ask("latest co-signatures", _latest, cases=list(cases))
    return {one.decision.case_id: one for one in found}


def _latest() -> QuerySet[CoSignature]:
    theirs = OneOf(F("decision__case_id"), Given("cases"))
    found = CoSignature.objects.filter(theirs, decision__status=Decision.Status.DRAFT)
    kept = found.exclude(state=CoSignature.State.WITHDRAWN).order_by("requested_at", "pk")
    texts = ("decision__operative_part", "decision__reasons")
    return kept.select_related("decision", "asked").defer(*texts)


def _basis(request: CoSignature, bases: list[Basis]) -> Basis | None:
    decision = request.decision
    written_by = authors(decision, request)
    for basis in bases:
        holder = basis.power.user_id
        called = request.asked_id in (None, basis.signer.pk, holder)
        reached = decision.case.unit_id in basis.holds_in
        fits = signing.covers(basis, decision.outcome, decision.value)
        if called and reached and fits and holder not in written_by:
            return basis
    return None

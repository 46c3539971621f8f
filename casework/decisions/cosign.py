"""Four eyes: when a decision needs a co-signature (Mitzeichnung), and what stands in its way.

That two people must agree rests on the authority's own rules of procedure (Geschäftsordnung), which
the service package and the powers to sign put into data; no statute demands it. A statute demands
something else: that the notice bears the name of who signs it for the head of the authority, which
then is the co-signer (`SIGNATURE_NORMS`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from casework.access import signing
from casework.access.models import User
from casework.access.signing import Basis
from casework.cases import policy
from casework.cases.models import Case, Exclusion
from casework.decisions.models import CoSignature, Decision
from casework.process.bindings import package_for

SIGNATURE_NORMS = {
    "VwVfG": "§ 37 Abs. 3 Satz 1 VwVfG",
    "SGB X": "§ 33 Abs. 3 Satz 1 SGB X",
    "AO": "§ 119 Abs. 3 Satz 2 AO",
}
CHECK = "co-signature"  # the code of the legal check that asks `missing_for`
GIVES = (Decision.Outcome.GRANT, Decision.Outcome.PARTIAL)
PEOPLE = ("requested_by", "asked", "settled_by", "in_place_of")


@dataclass(frozen=True)
class Standing:
    """Where the co-signature of a draft stands; `requests` in the order of their time."""

    requests: list[CoSignature]
    version: int

    @property
    def open(self) -> CoSignature | None:
        """The request nobody has answered yet."""
        return next((one for one in self.requests if one.state == "requested"), None)

    @property
    def valid(self) -> CoSignature | None:
        """The signature under the draft as it is now."""
        signed = (one for one in reversed(self.requests) if one.state == "signed")
        return next((one for one in signed if one.version == self.version), None)

    @property
    def latest(self) -> CoSignature | None:
        """The last request that was not taken back."""
        kept = (one for one in reversed(self.requests) if one.state != "withdrawn")
        return next(kept, None)

    @property
    def void(self) -> CoSignature | None:
        """The last signature, where the draft was changed after it was given."""
        latest = self.latest
        return latest if latest and latest.state == "signed" and not self.valid else None


def fetch_requests(decision: Decision) -> None:
    """Fetch the requests once, for a page on which several ask where the co-signature stands."""
    requests = CoSignature.objects.select_related(*PEOPLE)
    prefetch_related_objects([decision], Prefetch("co_signatures", requests))


def standing(decision: Decision) -> Standing:
    """Where the co-signature of `decision` stands; one query, none after `fetch_requests`."""
    fetched = "co_signatures" in getattr(decision, "_prefetched_objects_cache", {})
    requests = decision.co_signatures.all()
    found = requests if fetched else requests.select_related(*PEOPLE)
    return Standing(list(found), decision.version)


def needed(decision: Decision) -> str | None:
    """Why the decision needs a co-signature by the rules of its service; None if it does not."""
    package = package_for(decision.case)
    if decision.outcome in package.co_signature:
        text = _("“%(service)s” demands a co-signature for this outcome (%(outcome)s).")
        return text % {"service": package.name, "outcome": decision.get_outcome_display()}
    least = package.co_signature_from
    if least is None:
        return None
    amount = {"amount": formats.number_format(least, 2)}
    if decision.value is None and decision.outcome in GIVES:
        return _("From %(amount)s € a co-signature is needed, and the value is not known.") % amount
    if decision.value is not None and decision.value >= least:
        return _("Decisions of %(amount)s € or more need a co-signature.") % amount
    return None


def missing_for(decision: Decision, found: Standing | None = None) -> str | None:
    """Which co-signature the notice still lacks, as a sentence; None if it may go out."""
    found = found or standing(decision)
    if found.valid:
        return None
    if found.open:
        return _waits(found.open)
    reason = needed(decision)
    if reason and found.void:
        return _("The draft was changed after it was co-signed; the signature no longer counts.")
    return reason


def frozen(decision: Decision) -> str | None:
    """Why the draft cannot be changed now; None if it can."""
    waiting = decision.co_signatures.filter(state="requested").select_related("asked").first()
    if waiting is None:
        return None
    return _waits(waiting) + " " + _("Withdraw the request if you want to change it.")


def why_not_sign(user: User, request: CoSignature, on: date) -> str | None:
    """Why `user` may not answer this request, by signing or sending back; None if they may."""
    decision = request.decision
    if user.pk in authors(decision, request):
        return _("Four eyes: whoever drafted the decision or asks for it cannot co-sign it.")
    if user.pk in excluded_from(decision.case):
        return _("You are excluded from this case for bias.")
    if reason := policy.restriction(decision.case):
        return reason
    unit, without = decision.case.unit, authors(decision, request)
    return signing.may_sign(user, unit, decision.outcome, decision.value, on, without=without)


def basis_to_sign(user: User, request: CoSignature, on: date) -> Basis | None:
    """What `user` would sign this on. A power of the drafter does not count, not even lent."""
    decision = request.decision
    unit, without = decision.case.unit, authors(decision, request)
    return signing.basis_for(user, unit, decision.outcome, decision.value, on, without=without)


def possible_signers(decision: Decision, by: User, on: date) -> list[Basis]:
    """Whom `by` may ask to co-sign the draft as it is."""
    found = signing.signers(
        decision.case.unit,
        decision.outcome,
        decision.value,
        on,
        without={by.pk, decision.changed_by_id},
    )
    barred = excluded_from(decision.case)
    return [basis for basis in found if basis.signer.pk not in barred]


def authors(decision: Decision, request: CoSignature) -> set[int]:
    """Whose work a second person is to look at: the drafter's and the asker's."""
    return {decision.changed_by_id, request.requested_by_id}


def excluded_from(case: Case) -> frozenset[int]:
    """Who must not act in the case; one query, none where it was fetched `with_excluded`."""
    fetched: list[int] | None = getattr(case, "excluded", None)
    if fetched is not None:
        return frozenset(fetched)
    return frozenset(_exclusions(case.pk).values_list("user", flat=True))


def is_excluded(user: User, case: int) -> bool:
    """Whether `user` must not act in the case for fear of bias (§§ 20, 21 VwVfG)."""
    return _exclusions(case).filter(user=user).exists()


def capacity_of(signature: CoSignature) -> str:
    """In which capacity it was given (see `in_words`)."""
    return in_words(signature.capacity, signature.in_place_of)


def in_words(capacity: str, in_place_of: User | None) -> str:
    """What the notice says: "im Auftrag", "in Vertretung für Ada Klein", or ""."""
    return f"{capacity} für {in_place_of}" if in_place_of else capacity


def _exclusions(case: int) -> QuerySet[Exclusion]:
    covered = Q(case=case) | Q(case__tracks=case)  # a case, and the one it belongs to
    return Exclusion.objects.filter(covered, lifted_at__isnull=True)


def _waits(request: CoSignature) -> str:
    day = formats.date_format(timezone.localtime(request.requested_at), "SHORT_DATE_FORMAT")
    if request.asked:
        text = _("The draft has been waiting for the co-signature of %(who)s since %(day)s.")
        return text % {"who": request.asked, "day": day}
    return _("The draft has been waiting for its co-signature since %(day)s.") % {"day": day}

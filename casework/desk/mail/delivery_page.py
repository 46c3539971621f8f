"""The page of a delivery: its dates and why, its proofs and attempts, what can be done."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from casework.cases import policy
from casework.delivery.models import Delivery, Proof
from casework.desk.mail.mail_acts import ACTS, MailAct
from casework.desk.mail.mail_forms import CorrectProofForm, MailForm
from casework.desk.mail.mail_words import standing
from casework.desk.requests import user_of


@dataclass(frozen=True)
class Offer:
    """An act with its form; `open` where it stands open on the page."""

    key: str
    act: MailAct
    form: MailForm
    open: bool


@dataclass(frozen=True)
class ProofLine:
    """A proof as the page lists it, with the form to correct it where that is possible."""

    proof: Proof
    corrected: Proof | None
    form: MailForm | None
    open: bool


def delivery_page(
    request: HttpRequest,
    delivery: Delivery,
    form: MailForm | None = None,
    what: str = "",
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; `form` is one that was refused, of the act or the proof that `what` names."""
    today = timezone.localdate()
    why_not = policy.why_not(user_of(request), policy.MAIL, delivery.case)
    now = standing(delivery, today)
    context = {
        "delivery": delivery,
        "case": delivery.case,
        "standing": now,
        "today": today,
        "why_not": why_not,
        "offers": _offers(delivery, form, what, bool(now.next_step)) if why_not is None else [],
        "failed": form,
        "proofs": _proofs(delivery, form, what, why_not is None),
        "attempts": list(delivery.attempts.select_related("started_by", "batch")),
        "conflict": conflict,
    }
    return render(request, "desk/delivery.html", context, status=status)


def _offers(delivery: Delivery, form: MailForm | None, what: str, waits: bool) -> list[Offer]:
    """The acts that are possible; the usual one stands open where something waits to be done."""
    found = []
    for key, act in ACTS.items():
        if act.offered(delivery) or what == key:
            refused = form if what == key else None
            shown = named(refused or act.make(delivery, None, None), key)
            found.append(Offer(key, act, shown, what == key or (act.first and waits and not what)))
    return found


def named(form: MailForm, key: str) -> MailForm:
    """The form with ids of its own: the page holds several with the same fields."""
    form.auto_id = f"{key}-%s"
    return form


def _proofs(delivery: Delivery, form: MailForm | None, what: str, allowed: bool) -> list[ProofLine]:
    found = list(delivery.proofs.select_related("entered_by", "document", "corrects"))
    corrected = {proof.corrects_id: proof for proof in found if proof.corrects_id}
    running = delivery.state in (Delivery.State.UNDER_WAY, Delivery.State.DELIVERED)
    lines = []
    for proof in found:
        standing_one = proof.pk not in corrected and not proof.void
        can = allowed and running and standing_one and proof.kind != Proof.Kind.RETURNED
        key = f"correct-{proof.pk}"
        refused = form if what == key else None
        shown = refused or (CorrectProofForm() if can else None)
        shown = named(shown, key) if shown else None
        lines.append(ProofLine(proof, corrected.get(proof.pk), shown, refused is not None))
    return lines

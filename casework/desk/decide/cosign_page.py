"""The page of a request for a co-signature: who may open it, and what it shows."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.access.models import User
from casework.audit.log import read
from casework.cases.models import Case
from casework.decisions import cosign
from casework.decisions.models import CoSignature
from casework.desk.case.law_panel import Place, law_panel
from casework.desk.case.sensitive import covered, has_sensitive
from casework.desk.decide.soundness import Soundness, soundness
from casework.desk.requests import user_of
from casework.notices import rendering
from casework.notices.assembly import decision_facts
from casework.notices.signatories import signatory
from casework.process.bindings import binding_of, package_for
from casework.services.labels import sections

RELATED = (
    "decision__case__authority",
    "decision__case__unit",
    "decision__case__service",
    "decision__case__assignee",
    "decision__case__process",
    "decision__step",
    "decision__changed_by",
    "requested_by",
    "asked",
    "settled_by",
    "in_place_of",
)


def request_of(request: HttpRequest, file_number: str, pk: int) -> CoSignature:
    """A request for a co-signature, for whom it exists; Http404 for everybody else.

    It exists for whoever sees the case, and while it is open for whoever may answer it: somebody
    who stands in for an absent signer need not work in the unit. Never for excluded people.
    """
    user = user_of(request)
    found: CoSignature = get_object_or_404(
        CoSignature.objects.select_related(*RELATED),
        pk=pk,
        decision__case__file_number=file_number,
        decision__case__authority=user.authority_id,
    )
    found.decision.step.case = found.decision.case
    if cosign.is_excluded(user, found.decision.case_id):
        raise Http404
    if may_see_case(user, found) or _may_answer(user, found, timezone.localdate()):
        return found
    raise Http404


def may_see_case(user: User, found: CoSignature) -> bool:
    """Whether the whole case, not only this draft, is open to `user`."""
    return Case.objects.visible_to(user).filter(pk=found.decision.case_id).exists()


def _may_answer(user: User, found: CoSignature, on: date) -> bool:
    is_open = found.state == CoSignature.State.REQUESTED
    return is_open and cosign.why_not_sign(user, found, on) is None


def cosign_context(
    found: CoSignature, user: User, on: date, *, open_fields: bool = False
) -> dict[str, Any]:
    """Everything the page shows; the reading of the draft is logged.

    `open_fields`: the person opened the sensitive fields of the application.
    """
    decision, case = found.decision, found.decision.case
    read(by=user, what="cosign.read", subject=decision.step, case_id=case.pk)
    package = package_for(case)
    shown = sections(package, case.data)
    reason = cosign.why_not_sign(user, found, on)
    is_open = found.state == CoSignature.State.REQUESTED
    return {
        "found": found,
        "case": case,
        "step": decision.step,
        "draft": decision,
        "needed": cosign.needed(decision),
        "may_answer": is_open and reason is None,
        "why_not_step": reason or "",
        "basis": cosign.basis_to_sign(user, found, on) if is_open and not reason else None,
        "capacity": cosign.capacity_of(found),
        "signature_norm": cosign.SIGNATURE_NORMS[case.service.regime],
        "changed_since": found.version != decision.version,
        "soundness": _soundness(found, user, on) if is_open else None,
        "law": law_panel(
            binding_of(decision.step, case).law, Place(case, decision.step.task, user, on)
        ),
        "sections": shown if open_fields else covered(shown),
        "covered": not open_fields and has_sensitive(shown),
        "sees_case": may_see_case(user, found),
        "today": on,
    }


def _soundness(found: CoSignature, user: User, on: date) -> Soundness:
    """What the checks say, without asking the signer for the signature they are about to give."""
    said = soundness(found.decision, user, on, working=False)
    return replace(said, open=[one for one in said.open if one.finding.code != cosign.CHECK])


def preview_of(found: CoSignature, user: User, on: date) -> bytes:
    """The notice as a draft PDF, with the name of the person who is asked to sign it."""
    facts = decision_facts(found.decision, by=found.requested_by, on=on, number=None)
    if basis := cosign.basis_to_sign(user, found, on):
        facts["signatures"] = [signatory(user, cosign.in_words(basis.capacity, basis.in_place_of))]
    return rendering.render_pdf(rendering.render_html(facts, draft=True), facts, draft=True)

"""From a form to an issued letter: what both kinds of letter (decision or not) have in common."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.cases.models import Case, Document, Party
from casework.decisions import findings
from casework.decisions.addressee import addressee_of
from casework.decisions.models import Decision
from casework.desk.case.step_form import Entered
from casework.desk.decide import letter_drafts
from casework.desk.decide.drafting import save
from casework.desk.decide.letter_editor import read_letter
from casework.desk.decide.soundness import OTHER, REASON, Soundness, read_reasons, soundness
from casework.desk.requests import read_id, user_of
from casework.notices import actions
from casework.notices.actions import Refused
from casework.notices.enclosed import enclosures
from casework.notices.letters import changed, letter_draft
from casework.notices.models import Notice
from casework.process.actions import may_work
from casework.process.bindings import binding_of
from casework.process.inputs import read_checklist, read_inputs
from casework.process.models import Step

NOT_REPEATED = ("csrfmiddlewaretoken", "version", "confirmed")


@dataclass(frozen=True)
class Prepared:
    """A letter ready to be issued: what is sent again with the confirmation, and what to know.

    `soundness` holds the warnings that still ask for a reason; None for what is no decision.
    """

    fields: list[tuple[str, str]]
    version: int
    decision: Decision | None
    soundness: Soundness | None
    addressee: Party | None
    documents: list[Document]


def prepare(request: HttpRequest, step: Step, *, complete: bool) -> Prepared:
    """Keep what was typed and check it. With `complete`, also all that issuing needs.

    Raises InvalidData, Conflict, NotAllowed, and Refused when the legal checks stop the notice.
    """
    may_work(user_of(request), step.case, step)
    decision, sound, version = None, None, 0
    if step.kind == "decide":
        decision = save(request, step)
        version = decision.version
    else:
        entered = read_letter(request.POST)
        letter_drafts.keep(request, step)
        changed(letter_draft(step, step.case, timezone.localdate()), entered)
    if complete:
        binding = binding_of(step, step.case)
        sent = Entered.read(request.POST, binding)
        read_checklist(binding, sent.checklist)
        read_inputs(binding, sent.data)
        sound = sound_draft(request, decision) if decision else None
    return Prepared(
        fields=_repeated(request.POST),
        version=version,
        decision=decision,
        soundness=sound,
        addressee=addressee_of(
            step.case.parties.all(), step.case.service.regime, timezone.localdate()
        ),
        documents=list(step.case.documents.all()),
    )


def sound_draft(request: HttpRequest, decision: Decision, *, but: str = "") -> Soundness:
    """What the checks say once the reasons given beside the editor are noted.

    Raises Refused where a finding stops the notice; `but` is the code of a check that may.
    """
    user, now = user_of(request), timezone.now()
    sound = soundness(decision, user, timezone.localdate(now))
    given = read_reasons(request.POST)
    noted = [one.finding for one in sound.warnings if one.finding.fingerprint in given]
    if noted:
        with transaction.atomic():
            findings.accept_all(decision, noted, given, user, now)
        sound = soundness(decision, user, timezone.localdate(now))
    stopping = [one.finding for one in sound.open if one.finding.blocks and one.finding.code != but]
    if stopping:
        raise Refused(stopping)
    return sound


def issue_now(request: HttpRequest, step: Step) -> Notice:
    """Issue the letter as confirmed; raises what the actions raise."""
    sent = Entered.read(request.POST, binding_of(step, step.case))
    user, now = user_of(request), timezone.now()
    if step.kind == "decide":
        version = request.POST.get("version", "")
        return actions.issue_decision(
            decision=get_object_or_404(Decision.objects.select_related("step"), step=step),
            version=int(version) if version.isdecimal() else 0,
            by=user,
            now=now,
            data=sent.data,
            checklist=sent.checklist,
            reasons=read_reasons(request.POST),
            attachments=enclosed(request, step.case),
        )
    return actions.issue_letter(
        step=step,
        by=user,
        now=now,
        entered=read_letter(request.POST),
        data=sent.data,
        checklist=sent.checklist,
        attachments=enclosed(request, step.case),
    )


def enclosed(request: HttpRequest, case: Case) -> list[dict[str, Any]]:
    """What was ticked and named to be enclosed; raises InvalidData for what is not in the case."""
    ticked = [read_id(one) or 0 for one in request.POST.getlist("enclosed")]
    return enclosures(case, ticked, request.POST.get("enclosed_named", ""))


def _repeated(post: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in post.lists()
        if name not in NOT_REPEATED and not name.startswith((REASON, OTHER))
        for value in values
    ]

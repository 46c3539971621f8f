"""A world in which every page of the application has something to show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.cases.models import Case, CaseLink, Deadline
from casework.delivery.actions.proofs import Entry, enter_proof
from casework.delivery.models import Objection
from casework.delivery.planning import plan
from casework.desk.audit_room.sampling import Criteria, draw
from casework.notices.batches import actions as batch_actions
from casework.notices.batches import running
from casework.notices.models import BatchIssue, BatchItem
from legal.importer import import_law
from tests.delivery.making import make_batch, make_delivery, make_notice, post
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case, make_office, submit, work_on
from tests.four_eyes import ask, away, may_sign_here, parking_draft
from tests.law import SEEN
from tests.legal.laws import small_law
from tests.matrix.people import Person, make_people
from tests.matrix.things import access_things

Objects = dict[str, Any]


@dataclass(frozen=True)
class World:
    """The office, everybody, and what parts of addresses stand for: by name, or by name of the
    page where the same part means something else there.
    """

    office: Office
    people: list[Person]
    parts: Objects
    parts_of: dict[str, Objects]
    cases: list[Case]


def make_world() -> World:
    """Five cases: a draft, one waiting for its signature, one at its first step, one whose letter
    is on its way, one that asks for documents.
    """
    office, foreign = make_office(), make_office("anderswo")
    draft, waiting = parking_draft(office, "draft"), parking_draft(office, "waiting")
    power = may_sign_here(office, office.lea)
    asked = ask(waiting, office.ada)
    fresh, mailed = make_case(office, "fresh"), make_case(office, "mailed")
    cases = [draft.case, waiting.case, fresh, mailed]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(assignee=None)
    parts = _law() | _mail(office, mailed) | _rest(office) | access_things(office, draft.case)
    cases.append(Case.objects.get(pk=BatchItem.objects.get(pk=parts["batch_item"]).case_id))
    parts |= {
        "file_number": draft.case.file_number,
        "step": draft.step_id,
        "document": _first(draft.case.documents),
        "deadline": _first(draft.case.deadlines),
        "power": power.pk,
        "kind": "hearing",
        "form": "csv",
        "party": _first(draft.case.parties),
        "link": _linked(office, draft.case, waiting.case),
    }
    signing = {"file_number": waiting.case.file_number, "co_signature": asked.pk}
    in_mail = {"file_number": mailed.file_number}
    first_step = {"file_number": fresh.file_number, "step": _first(fresh.steps)}
    parts_of = {
        **{f"desk:cosign{act}": signing for act in ("", "-preview", "-sign", "-return")},
        "desk:cosign-withdraw": signing,
        **dict.fromkeys(MAILED, in_mail),
        **dict.fromkeys(BATCHES, {"batch": parts["batch_issue"]}),
        "desk:batch-preview": {"batch": parts["batch_asking"], "item": parts["batch_item"]},
        **dict.fromkeys(("desk:bulk", "desk:bulk-undo", "desk:team-undo"), {"act": parts["bulk"]}),
        "desk:step-complete": first_step,
        "desk:answer-settle": {"deadline": _awaited(draft.case)},
        "desk:role-change": {"what": "grant"},
        **dict.fromkeys(("desk:draft", "desk:draft-discard"), {"form": "note"}),
        "desk:help-chapter": {"slug": "inbox"},
        "desk:accessibility-of": {"slug": "lindenfurt"},
        "desk:person-act": {"what": "deactivate"},
    }
    people = make_people(office, foreign.authority, cases)
    return World(office, people, parts, parts_of, cases)


MAILED = (
    "desk:notice-pdf",
    "desk:notice-check",
    "desk:objection",
    "desk:objection-withdraw",
    "desk:delivery",
    "desk:delivery-act",
    "desk:proof-correct",
    "desk:review",
)
BATCHES = ("desk:batch", "desk:batch-confirm", "desk:batch-stop")


def _mail(office: Office, case: Case) -> Objects:
    notice = make_notice(office, case=case)
    delivery = plan(notice=notice, now=NOW)
    post(office, delivery)
    entry = Entry(kind="receipt", happened_on=NOW.date() + timedelta(days=3), text="Anruf")
    proof = enter_proof(delivery=delivery, entry=entry, by=office.ada, now=NOW + timedelta(days=4))
    objection = Objection.objects.create(
        case=case,
        notice=notice,
        party=case.parties.get(),
        received_on=NOW.date() + timedelta(days=9),
        form="written",
        text="Widerspruch",
        timing="no_period",
        state="kept",
        entered_by=office.ada,
        entered_at=NOW,
    )
    return {
        "notice": notice.pk,
        "delivery": delivery.pk,
        "proof": proof.pk,
        "objection": objection.pk,
        "what": "give-up",
        "batch": make_batch(office, make_delivery(office, "to print")).pk,
    }


def _law() -> Objects:
    import_law("stvo_2013", small_law({"§ 45": "<P>(1) Ruhe.</P>"}, name="StVO"), SEEN)
    return {"slug": "stvo_2013", "key": "45"}


def _rest(office: Office) -> Objects:
    closed = copies(make_case(office, "closed"), 1)
    Case.objects.filter(pk=closed[0].pk).update(status="closed", closed_at=NOW, outcome="grant")
    sample = draw(criteria=Criteria(), size=1, seed="7", by=office.rolf, now=NOW)
    issue = batch_actions.make_batch(
        chosen=[make_case(office, "batch").pk], by=office.ada, now=timezone.now()
    )
    asking = _asking(office)
    return {
        "batch_asking": asking.pk,
        "batch_item": _first(asking.items),
        "sample": sample.pk,
        "position": 1,
        "batch_issue": issue.pk,
        "submission": submit(office, "unknown", service="no-such-service").pk,
        "substitution": away(office.ben, office.lea).pk,
    }


def _asking(office: Office) -> BatchIssue:
    """A checked batch that asks for documents."""
    case = make_case(office, "asking", documents=[])
    work_on(case, office.ada, vollstaendig="nein")
    Case.objects.filter(pk=case.pk).update(assignee=None)
    now, kind = timezone.now(), BatchIssue.Kind.REQUESTS
    batch = batch_actions.make_batch(chosen=[case.pk], by=office.ada, now=now, kind=kind)
    running.work_on(batch.pk)
    return batch


def _linked(office: Office, one: Case, other: Case) -> int:
    """Two cases put beside each other."""
    first, second = sorted((one, other), key=lambda case: case.pk)
    return CaseLink.objects.create(
        first=first, second=second, why="Gleiche Wohnung", made_by=office.ada, made_at=NOW
    ).pk


def _awaited(case: Case) -> int:
    """The date of an answer to a letter that belongs to no step."""
    kind = Deadline.Kind.RESPONSE
    return Deadline.objects.create(case=case, kind=kind, label="Antwort", due_on=NOW.date()).pk


def _first(found: Any) -> int:
    return int(found.values_list("pk", flat=True)[0])

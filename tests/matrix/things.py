"""What the addresses of sharing, privacy and accounts need: one of each kind."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.accounts.models import ClaimRole
from casework.archive.models import DeletionRun, Hold
from casework.cases.models import (
    Appointment,
    BulkAct,
    Case,
    Contact,
    Exclusion,
    Mark,
    SavedView,
    Share,
)
from casework.notifying.models import Alert, Kind
from tests.factories import NOW, Office


def access_things(office: Office, case: Case) -> dict[str, Any]:
    """A case shared with Cleo and closed to Ben; Ada's own doings."""
    share = Share.objects.create(
        case=case,
        user=office.cleo,
        level=Share.Level.CONSULT,
        until=timezone.localdate() + timedelta(days=3),
        why="Fachfrage",
        question="Was meinen Sie?",
        granted_by=office.lea,
        granted_at=NOW,
    )
    exclusion = Exclusion.objects.create(
        case=case,
        user=office.ben,
        norm="§ 20 Abs. 1 VwVfG",
        reason="Angehöriger",
        entered_by=office.lea,
        entered_at=NOW,
    )
    run = DeletionRun.objects.create(
        authority=office.authority, number=1, offered="Angeboten.", made_by=office.adm, made_at=NOW
    )
    claim = ClaimRole.objects.create(
        authority=office.authority,
        value="sachstand-work",
        role="work",
        unit=office.unit,
        valid_from=NOW.date(),
        entered_by=office.adm,
        entered_at=NOW,
    )
    mark = Mark.objects.create(
        case=case,
        kind=Mark.Kind.CORRECTION,
        statement="Falscher Name.",
        entered_by=office.lea,
        entered_at=NOW,
    )
    hold = Hold.objects.create(case=case, reason="Klage", placed_by=office.lea, placed_at=NOW)
    spoken: dict[str, Any] = {"text": "Bitte um Rückruf.", "at": NOW, "written_at": NOW}
    talk = Contact.objects.create(case=case, spoke_with="Wolf", written_by=office.ada, **spoken)
    call_back = Appointment.objects.create(
        case=case, contact=talk, due_on=timezone.localdate(), changed_at=NOW
    )
    alert = Alert.objects.create(user=office.ada, kind=Kind.SUBSTITUTION, key="x", at=NOW)
    return {
        "appointment": call_back.pk,
        "alert": alert.pk,
        "mark": mark.pk,
        "hold": hold.pk,
        "unit": office.unit.pk,
        "share": share.pk,
        "claim": claim.pk,
        "exclusion": exclusion.pk,
        "run": run.pk,
        "bulk": BulkAct.objects.create(kind="assign", by=office.ada, at=NOW).pk,
        "view": SavedView.objects.create(
            owner=office.ada, name="Meine", query="view=needs", saved_at=NOW
        ).pk,
        "person": office.ada.pk,
        "secret": "guessed",
        "provider_id": "no-provider",
        "pk": 1,
        "number": 1,
    }

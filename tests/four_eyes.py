"""Powers to sign, absences and drafts for tests of the co-signature."""

import base64
import json
from datetime import date, timedelta
from functools import partial
from typing import Any

from casework.access.models import SigningPower, Substitution, Unit, User
from casework.cases import absences, files
from casework.cases.models import Case
from casework.decisions import cosign_actions, powers
from casework.decisions.actions import draft_for
from casework.decisions.models import CoSignature, Decision
from casework.intake.actions import receive
from casework.services.actions import install
from tests import frozen
from tests.factories import NOW, PDF, ROOT, Office, make_case, make_remedy_rule, work_on

TODAY = NOW.date()
HOUSING = ROOT / "fixtures/services/housing-benefit"


def may_sign_here(
    office: Office, user: User, unit: Unit | None = None, **limits: Any
) -> SigningPower:
    """Give `user` a power to sign in the office's unit, or in `unit`."""
    return powers.grant(user=user, unit=unit or office.unit, by=office.adm, now=NOW, **limits)


def away(
    absent: User, deputy: User, first: date = TODAY, last: date = TODAY + timedelta(days=10)
) -> Substitution:
    """`absent` enters an absence with a deputy."""
    return absences.enter(
        absent=absent, deputy=deputy, starts_on=first, ends_on=last, by=absent, now=NOW
    )


def parking_draft(office: Office, reference: str = "") -> Decision:
    """Ada's draft of a parking permit, for which no co-signature is needed."""
    files.store(PDF)  # the rows alone may be put back
    slug = office.authority.slug
    make = partial(_parking_draft, office, reference)
    return frozen.once(f"parking draft {slug} {reference}", make, after=f"office {slug}")


def _parking_draft(office: Office, reference: str) -> Decision:
    step = work_on(make_case(office, reference), office.ada)
    return draft_for(step=step, by=office.ada, now=NOW)


def housing_refusal(office: Office, reference: str = "") -> Decision:
    """Ada's draft that refuses a housing benefit: the service demands a co-signature for it."""
    files.store(PDF)  # the rows alone may be put back
    slug = office.authority.slug
    make = partial(_housing_refusal, office, reference)
    return frozen.once(f"housing refusal {slug} {reference}", make, after=f"office {slug}")


def _housing_refusal(office: Office, reference: str) -> Decision:
    case = housing_case(office, reference)
    work_on(case, office.ada)
    work_on(case, office.ada, berechtigt="nein")
    reason = {
        "ablehnungsgrund": "ausschluss",
        "ablehnung_tatsachen": "Sie erhalten seit dem 1. Februar 2026 Bürgergeld.",
        "anhoerung": "nein",
    }
    step = work_on(case, office.ada, **reason)
    return draft_for(step=step, by=office.ada, now=NOW)


def housing_case(office: Office, reference: str = "") -> Case:
    """A complete application for housing benefit; installs the service for the first one."""
    if not office.authority.services.filter(key="housing-benefit").exists():
        version = install(
            source=HOUSING, authority=office.authority, unit=office.unit, by=office.adm, now=NOW
        )
        make_remedy_rule(version.service)
    sample = json.loads((HOUSING / "samples/family-rent.json").read_text(encoding="utf-8"))
    content = base64.b64encode(PDF).decode()
    body = {
        "service": "housing-benefit",
        "data": sample["data"],
        "documents": [
            {"key": key, "title": key, "filename": f"{key}.pdf", "content": content}
            for key in sample["documents"]
        ],
    }
    submission = receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference=reference,
        media_type="application/json",
        raw=json.dumps(body).encode(),
        now=NOW,
    )
    assert submission.case_id is not None, submission.problems
    return Case.objects.get(pk=submission.case_id)


def ask(
    draft: Decision, by: User, asked: User | None = None, version: int | None = None
) -> CoSignature:
    """`by` asks for a co-signature of the draft as it is."""
    return cosign_actions.request(
        decision=draft,
        version=draft.version if version is None else version,
        by=by,
        now=NOW,
        asked=asked,
    )


def sign(request: CoSignature, by: User) -> CoSignature:
    """`by` co-signs."""
    return cosign_actions.sign(co_signature=request, by=by, now=NOW)

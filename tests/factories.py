"""A small office for tests: Ada and Ben work, Cleo works elsewhere, Lea leads, Rolf audits."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from casework.access import roles
from casework.access.models import Authority, Unit, User
from casework.cases import files
from casework.cases.models import Case
from casework.intake.actions import receive
from casework.intake.models import Submission
from casework.process.actions import complete_step
from casework.process.bindings import binding_of
from casework.process.models import Step
from casework.services.actions import install
from casework.services.models import RemedyRule, Service
from legal.models import Statute
from tests import frozen

ROOT = Path(__file__).resolve().parent.parent
PARKING = ROOT / "fixtures/services/resident-parking"
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)  # a Tuesday
PASSWORD = "only-for-tests-1"


@dataclass(frozen=True)
class Office:
    authority: Authority
    unit: Unit
    other_unit: Unit
    service: Service
    ada: User
    ben: User
    cleo: User
    lea: User
    rolf: User
    adm: User


def make_office(slug: str = "lindenfurt") -> Office:
    """An authority with two units, the parking service in the first, and its people."""
    if Statute.objects.exists():  # then installing a service reads the law
        return _make_office(slug)
    return frozen.once(f"office {slug}", partial(_make_office, slug))


def _make_office(slug: str) -> Office:
    authority = Authority.objects.create(
        slug=slug,
        name="Stadt Lindenfurt",
        land="RP",
        street="Marktplatz 1",
        postal_code="67999",
        city="Lindenfurt",
        phone="06999 115-0",
        email="stadt@lindenfurt.example",
        bank_name="Sparkasse Lindenfurt",
        iban="DE02120300000000202051",
        bic="BYLADEM1001",
    )
    root = Unit.objects.create(authority=authority, slug="stadt", name="Stadtverwaltung")
    unit = Unit.objects.create(
        authority=authority, slug="strassenverkehr", name="Straßenverkehrsbehörde", parent=root
    )
    other = Unit.objects.create(authority=authority, slug="gewerbe", name="Gewerbeamt", parent=root)
    people = {
        "ada": _person(authority, slug, "Ada", "Klein", roles.WORK, unit),
        "ben": _person(authority, slug, "Ben", "Groß", roles.WORK, unit),
        "cleo": _person(authority, slug, "Cleo", "Fern", roles.WORK, other),
        "lea": _person(authority, slug, "Lea", "Brandt", roles.LEAD, unit),
        "rolf": _person(authority, slug, "Rolf", "Sander", roles.AUDIT, root),
        "adm": _person(authority, slug, "Adam", "Meister", roles.ADMINISTER, root),
    }
    version = install(source=PARKING, authority=authority, unit=unit, by=people["adm"], now=NOW)
    make_remedy_rule(version.service)
    return Office(authority, unit, other, version.service, **people)


def make_remedy_rule(service: Service) -> RemedyRule:
    """The objection to the authority itself, in force since long ago."""
    return RemedyRule.objects.create(
        service=service,
        remedy=RemedyRule.Remedy.OBJECTION,
        body="Stadtverwaltung Lindenfurt",
        street="Marktplatz 1",
        postal_code="67999",
        city="Lindenfurt",
        form="schriftlich oder zur Niederschrift",
        valid_from="2020-01-01",
        source="§ 70 Abs. 1 Satz 1 VwGO",
    )


@cache
def _sample_text(name: str) -> str:
    return (PARKING / f"samples/{name}.json").read_text(encoding="utf-8")


def sample(name: str = "own-car") -> dict[str, Any]:
    """The application data of a sample of the parking package."""
    data: dict[str, Any] = json.loads(_sample_text(name))["data"]
    return data


PDF = b"%PDF-1.7 a small document"


def envelope(**changes: Any) -> dict[str, Any]:
    """A complete parking application as the submission interface takes it."""
    document = {
        "key": "fahrzeugschein",
        "title": "Fahrzeugschein",
        "filename": "schein.pdf",
        "content": base64.b64encode(PDF).decode(),
    }
    return {"service": "resident-parking", "data": sample(), "documents": [document], **changes}


def submit(office: Office, reference: str = "", **changes: Any) -> Submission:
    """Deliver an application through the intake."""
    return receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference=reference,
        media_type="application/json",
        raw=json.dumps(envelope(**changes)).encode(),
        now=NOW,
    )


def make_case(office: Office, reference: str = "", **changes: Any) -> Case:
    """A case opened from a delivered application."""
    if changes:
        return _make_case(office, reference, **changes)
    files.store(PDF)  # the rows alone may be put back
    slug = office.authority.slug
    make = partial(_make_case, office, reference)
    return frozen.once(f"case {slug} {reference}", make, after=f"office {slug}")


def _make_case(office: Office, reference: str, **changes: Any) -> Case:
    case = submit(office, reference, **changes).case
    assert case is not None
    return Case.objects.get(pk=case.pk)


def open_step(case: Case) -> Step:
    """The one open step of a case."""
    return case.steps.select_related("case").get(status=Step.Status.OPEN)


def entries(step: Step, **changes: Any) -> dict[str, Any]:
    """What a person would enter into a step: its defaults and `changes`, all boxes ticked."""
    binding = binding_of(step)
    data = {field.key: field.initial(step.case.data) for field in binding.fields}
    return {
        "data": {**data, **changes},
        "checklist": [item.key for item in binding.checklist],
    }


def work_on(case: Case, by: User, **changes: Any) -> Step:
    """Complete the open step with its defaults and `changes`; return the next open one."""
    step = open_step(case)
    complete_step(step=step, by=by, now=NOW, **entries(step, **changes))
    return open_step(case)


def _person(authority: Authority, slug: str, first: str, last: str, role: str, unit: Unit) -> User:
    user = User.objects.create_user(
        username=f"{first.lower()}" if slug == "lindenfurt" else f"{first.lower()}-{slug}",
        password=PASSWORD,
        first_name=first,
        last_name=last,
        authority=authority,
        function="Sachbearbeitung",
        phone="06999 115-1",
        email=f"{first.lower()}@lindenfurt.example",
    )
    roles.grant(user=user, role=role, unit=unit)
    return user

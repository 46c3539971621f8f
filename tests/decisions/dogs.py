"""A case of the small dog-tax package, made to decide what a test needs."""

import base64
import json
from pathlib import Path

from casework.cases.models import Case
from casework.decisions import checks
from casework.decisions.models import Decision
from casework.intake.actions import receive
from casework.notices.actions import issue_decision
from casework.process.models import Step
from casework.services.actions import install
from tests.factories import NOW, PDF, Office, make_remedy_rule, work_on
from tests.services.package.making import LETTER, package_files, write

OUTCOMES = 'outcomes = ["grant", "refuse"]'
TEXTS = 'texts = ["tenor", "gruende"]'
REFUSAL = "+++\ntitle = 'Ablehnen'\nuse = 'operative_part'\noutcome = 'refuse'\n+++\nAbgelehnt.\n"
PURPOSE = (
    "+++\ntitle = 'Zweck der Steuer'\nuse = 'consideration'\naspect = 'purpose'\n"
    "norms = ['§ 2 HundStS']\n+++\nDie Steuer für {{ data.dog.name }} soll lenken.\n"
)
LEASH = (
    "+++\ntitle = 'Leinenzwang'\nuse = 'ancillary'\nclause = 'time_limit'\noutcome = 'grant'\n"
    "norms = ['§ 1 Abs. 1 HundStS']\n+++\nNur ein Jahr.\n"
)


def dog_step(
    office: Office,
    folder: Path,
    *,
    decide: str = OUTCOMES,
    head: str = "",
    texts: dict[str, str] | None = None,
) -> Step:
    """The decide step of a dog-tax case; `decide` are its lines, `texts` further blocks of it."""
    files = package_files() | {f"texts/{key}.md": text for key, text in (texts or {}).items()}
    files["letters/other.toml"] = LETTER
    named = ", ".join(f'"{key}"' for key in ("tenor", "gruende", *(texts or {})))
    files["service.toml"] = (
        files["service.toml"]
        .replace(OUTCOMES, decide)
        .replace(TEXTS, f"texts = [{named}]")
        .replace('unit = "steuern"', f'unit = "steuern"\n{head}')
    )
    source = write(folder / "dogs", files)
    version = install(
        source=source, authority=office.authority, unit=office.unit, by=office.adm, now=NOW
    )
    make_remedy_rule(version.service)
    return work_on(dog_case(office), office.ada)


def dog_case(office: Office, reference: str = "") -> Case:
    """A case of the installed dog-tax service, as a portal delivers it."""
    data = {"person": {"name": "Ada"}, "dog": {"name": "Waldi", "size": "small"}}
    document = {"key": "impfpass", "title": "Impfpass", "content": base64.b64encode(PDF).decode()}
    submission = receive(
        authority=office.authority,
        channel="api",
        sender="Portal",
        reference=reference,
        media_type="application/json",
        raw=json.dumps({"service": "dog-tax", "data": data, "documents": [document]}).encode(),
        now=NOW,
    )
    assert submission.case is not None, submission.problems
    return Case.objects.get(pk=submission.case.pk)


def issue(office: Office, draft: Decision) -> Decision:
    """The draft, issued by Ada to an address, with a reason for whatever the checks warn of."""
    draft.case.parties.update(street="Hof 1", postal_code="67999", city="Lindenfurt")
    findings = checks.run(draft, on=NOW.date())
    issue_decision(
        decision=draft,
        version=draft.version,
        by=office.ada,
        now=NOW,
        reasons={finding.fingerprint: "Geprüft." for finding in findings},
    )
    draft.refresh_from_db()
    return draft

"""What an authority holds about a person, as plain data: the copy of Art. 15 III GDPR.

For an applicant that is the whole case; for others who take part in it only what concerns them,
since the rest is about somebody else (Art. 15 IV). What goes to the person is German.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from casework.archive.models import Retention
from casework.cases.models import Case, Document, Party
from casework.cases.parties import FIELDS
from casework.decisions.models import Decision
from casework.notices.models import Notice
from casework.process.models import Step
from casework.services.catalogue import package_of
from casework.services.labels import sections

PERSON = (
    "organisation", "salutation", "given_name", "family_name", "birth_date", "street",
    "postal_code", "city", "country", "email", "phone", "language", "portal_address",
)  # fmt: skip


def person_data(party: Party) -> dict[str, Any]:
    """What the case of `party` holds about them."""
    case = party.case
    package = package_of(case.service_version_id)
    found = {
        "aktenzeichen": case.file_number,
        "leistung": case.service.name,
        "zweck": package.summary,
        "rechtsgrundlage": list(package.legal_basis),
        "stelle": case.unit.name,
        "eingegangen": _day(case.received_on),
        "stand": case.get_status_display(),
        "rolle": party.get_role_display(),
        "person": _person(party),
        "berichtigungen": _corrections(party),
        "herkunft": [f"{one.sender} ({one.get_channel_display()})" for one in _submissions(case)],
        "empfaenger": _recipients(case),
        "speicherdauer": _duration(case),
        "vermerke": [_mark(mark) for mark in case.marks.all()],
        **_spoken(party),
    }
    return found | (_whole_case(case, package) if party.role == Party.Role.APPLICANT else {})


def documents_for(party: Party) -> list[Document]:
    """The documents the person gets: an applicant all of the case, others none."""
    return list(party.case.documents.all()) if party.role == Party.Role.APPLICANT else []


def letters_for(party: Party) -> list[Notice]:
    """The letters the person gets: an applicant all of the case, others those sent to them."""
    letters = Notice.objects.filter(case=party.case_id).order_by("issued_at", "pk")
    if party.role != Party.Role.APPLICANT:
        letters = letters.filter(deliveries__party=party).distinct()
    return list(letters.defer("facts", "html", "text"))


def _spoken(party: Party) -> dict[str, Any]:
    """Conversations and what was agreed: all of the case, for others than the applicant theirs."""
    mine = {} if party.role == Party.Role.APPLICANT else {"party": party}
    theirs = {f"contact__{key}": value for key, value in mine.items()}
    return {
        "gespraeche": [
            {
                "am": _moment(one.at),
                "mit": one.name,
                "weg": one.get_way_display(),
                "text": one.text,
            }
            for one in party.case.contacts.filter(**mine).select_related("party")
        ],
        "termine": [
            {
                "am": _day(one.due_on),
                "art": one.get_kind_display(),
                "telefon": one.phone,
                "anlass": one.about,
            }
            for one in party.case.appointments.filter(**theirs)
        ],
    }


def _whole_case(case: Case, package: Any) -> dict[str, Any]:
    return {
        "antrag": [
            {"titel": one.title, "angaben": {row.label: row.value for row in one.rows}}
            for one in sections(package, case.data)
        ],
        "schritte": [
            {"schritt": step.name, "am": _moment(step.completed_at), "eingetragen": step.data}
            for step in case.steps.filter(status=Step.Status.DONE)
        ],
        "verknuepfungen": _links(case),
        "notizen": [{"am": _moment(one.written_at), "text": one.text} for one in case.notes.all()],
        "entscheidungen": [
            {
                "am": _moment(one.decided_at),
                "ergebnis": one.get_outcome_display(),
                "tenor": one.operative_part,
                "gruende": one.reasons,
            }
            for one in case.decisions.filter(status=Decision.Status.ISSUED)
        ],
        "fristen": [{"frist": one.label, "bis": _day(one.due_on)} for one in case.deadlines.all()],
        "rechtsbehelfe": [
            {
                "eingegangen": _day(one.received_on),
                "text": one.text,
                "stand": one.get_state_display(),
            }
            for one in case.objections.all()
        ],
    }


def _person(party: Party) -> dict[str, str]:
    values = {name: getattr(party, name) for name in PERSON}
    labels = {name: str(Party._meta.get_field(name).verbose_name) for name in PERSON}  # type: ignore[union-attr]
    return {
        labels[name]: _day(value) if name == "birth_date" else str(value)
        for name, value in values.items()
        if value
    }


def _corrections(party: Party) -> list[dict[str, Any]]:
    """What was entered of the person before, until it was corrected, and why."""
    labels = {name: str(Party._meta.get_field(name).verbose_name) for name in FIELDS}  # type: ignore[union-attr]
    return [
        {
            "am": _moment(one.made_at),
            "grund": one.reason,
            "vorher": {labels[name]: text for name, text in one.before.items()},
            "nachher": {labels[name]: text for name, text in one.after.items()},
        }
        for one in party.changes.all()
    ]


def _links(case: Case) -> list[dict[str, str]]:
    """Why the case was put beside others; which ones, is about somebody else."""
    both = (*case.links_to.all(), *case.links_from.all())
    return [{"am": _moment(one.made_at), "warum": one.why} for one in both]


def _submissions(case: Case) -> Any:
    return case.submissions.defer("raw")


def _recipients(case: Case) -> list[str]:
    """Who else received data of the case: letters to other bodies (Art. 15 I c)."""
    bodies = case.deliveries.filter(party=None).exclude(state="cancelled")
    return list(dict.fromkeys(", ".join(one.lines) for one in bodies))


def _duration(case: Case) -> str:
    kept = Retention.objects.filter(case=case).first()
    if kept and kept.ends_on:
        return f"bis {_day(kept.ends_on)}"
    years = package_of(case.service_version_id).retention_years
    return f"{years} Jahre ab Abschluss oder Bestandskraft"


def _mark(mark: Any) -> dict[str, str]:
    return {
        "art": mark.get_kind_display(),
        "vorgebracht": mark.statement,
        "erledigt": mark.lifted_reason,
    }


def _day(day: Any) -> str:
    return date_format(day, "d.m.Y") if day else ""


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "d.m.Y H:i") if moment else ""


def cases_of(parties: Sequence[Party]) -> list[Case]:
    """The cases of the chosen parties, each once."""
    return list({party.case_id: party.case for party in parties}.values())

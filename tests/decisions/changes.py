"""What a row of the tables may change in a decision's record, by its key."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.cases.models import Deadline, Exclusion, Party
from casework.decisions.models import CoSignature, Decision
from casework.services.models import RemedyRule
from tests.decisions.bases import Row
from tests.decisions.records import issued, new_case, new_letter
from tests.factories import NOW, Office

Change = Callable[[Office, Decision, Any], None]


def _update(object_: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(object_, name, value)
    object_.save()


def _letter(task: str, wait: tuple[str, str] | None) -> Change:
    def send(office: Office, decision: Decision, state: str) -> None:
        new_letter(decision.case, task, state, office.ben, wait)

    return send


def _party(role: str) -> Change:
    def add(office: Office, decision: Decision, values: Row | list[Row]) -> None:
        for one in values if isinstance(values, list) else [values]:
            plain = {"given_name": "Jo", "family_name": "Fuchs", "street": "Am Markt 1"}
            place = {"postal_code": "67999", "city": "Lindenfurt"}
            Party.objects.create(case=decision.case, role=role, **{**plain, **place, **one})

    return add


def _applicant(office: Office, decision: Decision, values: Row) -> None:
    _update(decision.case.parties.get(role="applicant"), values)


def _no_applicant(office: Office, decision: Decision, value: bool) -> None:
    decision.case.parties.filter(role="applicant").delete()


def _case(office: Office, decision: Decision, values: Row) -> None:
    _update(decision.case, values)


def _authority(office: Office, decision: Decision, values: Row) -> None:
    _update(decision.case.authority, values)


def _other_unit(office: Office, decision: Decision, value: bool) -> None:
    _update(decision.case, {"unit": office.other_unit})


def _origin(office: Office, decision: Decision, value: bool) -> None:
    _update(decision.case, {"origin": new_case(decision.case.service)})


def _target(office: Office, decision: Decision, values: Row) -> None:
    """The decision undone or corrected: an issued grant of the case this one deals with."""
    wanted = dict(values)
    origin = new_case(decision.case.service)
    if not wanted.pop("foreign", False):
        _update(decision.case, {"origin": origin})
    if wanted.get("status") == "draft":
        wanted |= {"decided_by": None, "decided_at": None}
    decision.target = issued(origin, office.ben, **{"days_ago": 100, **wanted})


def _no_target(office: Office, decision: Decision, value: bool) -> None:
    decision.target = None


def _undone(office: Office, decision: Decision, outcome: str) -> None:
    later = new_case(decision.case.service)
    issued(later, office.ben, outcome=outcome, target=decision.target)


def _earlier(office: Office, decision: Decision, outcome: str) -> None:
    issued(decision.case, office.ben, outcome=outcome)


def _rule(office: Office, decision: Decision, values: Row | str) -> None:
    rule: RemedyRule = decision.case.service.remedy_rules.get()
    if isinstance(values, str):
        rule.delete()
    else:
        _update(rule, values)


def _deadlines(office: Office, decision: Decision, values: list[Row]) -> None:
    for one in values:
        Deadline.objects.create(case=decision.case, label="Frist", **one)


def _drafter(office: Office, decision: Decision, values: Row) -> None:
    _update(decision.changed_by, values)


def _excluded(office: Office, decision: Decision, who: str) -> None:
    Exclusion.objects.create(
        case=decision.case,
        user=getattr(office, who),
        norm="§ 20 VwVfG",
        reason="Verwandt.",
        entered_by=office.lea,
        entered_at=NOW,
    )


def _no_documents(office: Office, decision: Decision, value: bool) -> None:
    decision.case.documents.all().delete()


def _no_value(office: Office, decision: Decision, value: bool) -> None:
    decision.value = None


def _signed(office: Office, decision: Decision, version: int) -> None:
    decision.save()
    CoSignature.objects.create(
        decision=decision,
        version=version,
        requested_by=office.ada,
        requested_at=NOW,
        state="signed",
        settled_by=office.lea,
        settled_at=NOW,
    )


def _in_memory(office: Office, decision: Decision, values: Row) -> None:
    """What the database would refuse to keep."""
    decision.save()
    for name, value in values.items():
        setattr(decision, name, value)


CHANGES: Mapping[str, Change] = {
    "hearing": _letter("anhoeren", ("aeusserung", "antwort")),
    "warning": _letter("warnen", None),
    "request": _letter("anfordern", ("unterlagen", "kam")),
    "applicant": _applicant,
    "no_applicant": _no_applicant,
    "representative": _party("representative"),
    "third": _party("third"),
    "authority": _authority,
    "other_unit": _other_unit,
    "origin": _origin,
    "target": _target,
    "no_target": _no_target,
    "undone": _undone,
    "earlier": _earlier,
    "case": _case,
    "rule": _rule,
    "deadlines": _deadlines,
    "drafter": _drafter,
    "excluded": _excluded,
    "no_documents": _no_documents,
    "no_value": _no_value,
    "signed": _signed,
    "in_memory": _in_memory,
}

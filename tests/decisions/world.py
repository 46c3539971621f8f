"""An office with a service for each procedure law, and decisions built from rows of a table.

A row names a lawful decision to start from (see BASES) and what is different in it. What it may
change is told by the functions of CHANGES.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from casework.access.models import User
from casework.cases.models import Case, Deadline, Document, Exclusion, Party
from casework.decisions.models import CoSignature, Decision
from casework.process.models import Process, Step
from casework.services.actions import install
from casework.services.models import RemedyRule, Service
from legal.importer import import_law
from legal.models import Statute
from tests.decisions.packages import REGIMES, write_package
from tests.factories import NOW, Office, make_office, make_remedy_rule
from tests.law import SEEN
from tests.legal.laws import small_law

TODAY = NOW.date()
Row = Mapping[str, Any]
LICENCE = (
    "<P>(1) Wer gewerbsmäßig<DL><DT>1.</DT><DD><LA>Verträge vermitteln,</LA></DD>"
    "<DT>2.</DT><DD><LA>Darlehen vermitteln</LA></DD></DL>will, bedarf der Erlaubnis.</P>"
)
STOP = "<P>(1) Der Empfang wird bescheinigt.</P><P>(2) Der Betrieb kann verhindert werden.</P>"


@dataclass(frozen=True)
class World:
    """The office, its services by procedure law, and how many cases were made."""

    office: Office
    services: Mapping[str, Service]


def make_world(folder: Path) -> World:
    """The office with three small services and a little law."""
    office = make_office()
    import_law("gewo", small_law({"§ 15": STOP, "§ 34c": LICENCE}, name="GewO"), SEEN)
    import_law("altg", small_law({"§ 1": "<P>(1) Es galt.</P>"}, name="AltG"), SEEN)
    Statute.objects.filter(slug="altg").update(withdrawn=True)
    services = {
        regime: _service(office, folder / str(n), regime) for n, regime in enumerate(REGIMES)
    }
    return World(office, services)


def _service(office: Office, folder: Path, regime: str) -> Service:
    version = install(
        source=write_package(folder, regime),
        authority=office.authority,
        unit=office.unit,
        by=office.adm,
        now=NOW,
    )
    make_remedy_rule(version.service)
    return version.service


# What a decision of each kind looks like when all is well; texts cite the service's own norm.
BASES: Mapping[str, Row] = {
    "grant": {"outcome": "grant", "operative_part": "Die Erlaubnis wird erteilt."},
    "partial": {
        "outcome": "partial",
        "operative_part": "Bewilligt wird die Hälfte.\n\nIm Übrigen wird der Antrag abgelehnt.",
        "hearing": "over",
    },
    "refuse": {
        "outcome": "refuse",
        "operative_part": "Der Antrag wird abgelehnt.",
        "hearing": "over",
    },
    "withdraw": {
        "outcome": "withdraw",
        "operative_part": "Der Bescheid wird zurückgenommen.",
        "hearing": "over",
        "target": {},
        "weighed": ["purpose", "person"],
        "value": "100.00",
    },
    "revoke": {
        "outcome": "revoke",
        "operative_part": "Der Bescheid wird widerrufen.",
        "hearing": "over",
        "task": "ermessen",
        "target": {},
        "weighed": ["purpose", "person"],
        "value": "100.00",
    },
    "correct": {
        "outcome": "correct",
        "operative_part": "Der Bescheid wird berichtigt.",
        "target": {},
    },
    "certify": {
        "outcome": "certify",
        "operative_part": "Die Genehmigung gilt als erteilt.",
        "deadlines": [{"kind": "fiction", "due_on": date(2026, 2, 20)}],
    },
    "objection": {
        "outcome": "refuse",
        "operative_part": "Der Widerspruch wird zurückgewiesen.",
        "hearing": "over",
        "origin": True,
        "channel": "formal",
        "rule": {"remedy": "action"},
    },
    "discretion": {
        "outcome": "refuse",
        "operative_part": "Der Antrag wird abgelehnt.",
        "hearing": "over",
        "task": "ermessen",
        "weighed": ["purpose", "person"],
    },
    "cooperation": {
        "outcome": "refuse",
        "operative_part": "Die Leistung wird versagt.",
        "task": "versagen",
        "warning": "over",
    },
}
FIELDS = (
    *("outcome", "operative_part", "reasons", "answer_treatment", "hearing_exception"),
    *("hearing_reason", "channel", "signature_form", "fee_basis", "plain_text", "clauses"),
    *("translation", "translation_language", "discretion_norm", "considerations", "version"),
)


def decision_of(world: World, row: Row) -> Decision:
    """The decision a row of a table describes, stored with everything it rests on."""
    base = BASES[row.get("base", "grant")]
    return _Builder(world, {**base, **row}).build()


@dataclass
class _Builder:
    world: World
    row: dict[str, Any]

    def build(self) -> Decision:
        """From objects of its own: those of the world outlive this decision."""
        regime, row = self.row["regime"], self.row
        services = Service.objects.select_related("authority", "unit")
        service = services.get(pk=self.world.services[regime].pk)
        cite = REGIMES[regime]["cite"]
        case = self._case(service)
        step = self._step(case, row.get("task", "entscheiden"), "decide", status="open")
        decision = Decision(
            case=case,
            step=step,
            changed_by=User.objects.get(pk=self.world.office.ada.pk),
            changed_at=NOW,
            operative_part="",
            reasons=f"Die Voraussetzungen sind geprüft ({cite}).",
            target=self._target(case),
            value=Decimal(row["value"]) if "value" in row else self._value(),
        )
        self._fee(decision)
        if "weighed" in row:
            own = "discretion" if row.get("task") == "ermessen" else "taking_back"
            decision.discretion_norm = REGIMES[regime][own] if row["weighed"] else ""
            decision.considerations = [{"aspect": one, "text": "Weil."} for one in row["weighed"]]
        for name in FIELDS:
            if name in row:
                setattr(decision, name, row[name])
        for name, change in CHANGES.items():
            if name in row:
                change(self, decision, row[name])
        decision.save()
        if row.get("signed"):
            self._sign(decision)
        for name, value in row.get("in_memory", {}).items():
            setattr(decision, name, value)
        return decision

    def _value(self) -> Decimal | None:
        return Decimal("100.00") if self.row["outcome"] in ("grant", "partial") else None

    def _fee(self, decision: Decision) -> None:
        charged = self.row["outcome"] in ("grant", "partial") and self.row["regime"] != "SGB X"
        fee = self.row.get("fee", "60.00" if charged else "")
        decision.fee_amount = Decimal(fee) if fee else None
        decision.fee_basis = "§ 2 Abs. 1 MusterS" if fee else ""

    def _case(self, service: Service, **values: Any) -> Case:
        number = Case.objects.count() + 1
        case = Case.objects.create(
            authority=service.authority,
            unit=service.unit,
            service=service,
            service_version=service.current,
            file_number=f"T-{number}",
            applicant_name="Mira Brandes",
            data={"person": {"name": "Brandes"}},
            received_on=TODAY - timedelta(days=40),
            opened_at=NOW,
            **values,
        )
        Process.objects.create(case=case, state={"data": {}})
        Party.objects.create(
            case=case,
            role="applicant",
            given_name="Mira",
            family_name="Brandes",
            street="Gerbergasse 12",
            postal_code="67999",
            city="Lindenfurt",
            birth_date=date(1988, 5, 14),
        )
        Document.objects.create(
            case=case, title="Nachweis", kind="nachweis", size=1, sha256="0" * 64, received_at=NOW
        )
        return case

    def _step(self, case: Case, task: str, kind: str, status: str = "done", **values: Any) -> Step:
        done = (
            {"completed_at": NOW, "completed_by": self.world.office.ben} if status == "done" else {}
        )
        return Step.objects.create(
            case=case,
            engine_id=f"{task}-{case.steps.count()}",
            task=task,
            name=task,
            kind=kind,
            status=status,
            opened_at=NOW,
            **{**done, **values},
        )

    def _target(self, case: Case) -> Decision | None:
        """An issued grant of the case this one deals with, unless the row says otherwise."""
        wanted = self.row.get("target")
        if wanted is None:
            return None
        origin = self._case(case.service)
        if not wanted.get("foreign"):
            case.origin = origin
            case.save(update_fields=["origin"])
        days = wanted.get("days_ago", 100)
        issued = wanted.get("status", "issued") == "issued"
        moment = NOW - timedelta(days=days)
        return Decision.objects.create(
            case=origin,
            step=self._step(origin, "entscheiden", "decide"),
            status="issued" if issued else "draft",
            outcome=wanted.get("outcome", "grant"),
            operative_part="Die Erlaubnis wird erteilt.",
            changed_by=self.world.office.ben,
            changed_at=moment,
            decided_by=self.world.office.ben if issued else None,
            decided_at=moment if issued else None,
        )

    def letter(self, case: Case, task: str, state: str, wait: str, field: str) -> None:
        """A letter that set a period: "over", "running", or "answered"; "none" for no letter."""
        if state == "none":
            return
        sent = self._step(case, task, "letter")
        due = TODAY - timedelta(days=3) if state == "over" else TODAY + timedelta(days=5)
        Deadline.objects.create(
            case=case,
            kind="response",
            label="Antwort",
            due_on=due,
            step=sent.engine_id,
            done_at=NOW,
        )
        if wait:
            answer = "ja" if state == "answered" else "nein"
            self._step(case, wait, "wait", data={field: answer})

    def _sign(self, decision: Decision) -> None:
        CoSignature.objects.create(
            decision=decision,
            version=self.row["signed"],
            requested_by=self.world.office.ada,
            requested_at=NOW,
            state="signed",
            settled_by=self.world.office.lea,
            settled_at=NOW,
        )


Change = Callable[[_Builder, Decision, Any], None]


def _update(object_: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(object_, name, value)
    object_.save()


def _hearing(builder: _Builder, decision: Decision, state: str) -> None:
    builder.letter(decision.case, "anhoeren", state, "aeusserung", "antwort")


def _warning(builder: _Builder, decision: Decision, state: str) -> None:
    builder.letter(decision.case, "warnen", state, "", "")


def _request(builder: _Builder, decision: Decision, state: str) -> None:
    builder.letter(decision.case, "anfordern", state, "unterlagen", "kam")


def _applicant(builder: _Builder, decision: Decision, values: Row) -> None:
    _update(decision.case.parties.get(role="applicant"), values)


def _party(role: str) -> Change:
    def add(builder: _Builder, decision: Decision, values: Row | list[Row]) -> None:
        for one in values if isinstance(values, list) else [values]:
            plain = {"given_name": "Jo", "family_name": "Fuchs", "street": "Am Markt 1"}
            place = {"postal_code": "67999", "city": "Lindenfurt"}
            Party.objects.create(case=decision.case, role=role, **{**plain, **place, **one})

    return add


def _no_applicant(builder: _Builder, decision: Decision, value: bool) -> None:
    decision.case.parties.filter(role="applicant").delete()


def _case(builder: _Builder, decision: Decision, values: Row) -> None:
    _update(decision.case, values)


def _authority(builder: _Builder, decision: Decision, values: Row) -> None:
    _update(decision.case.authority, values)


def _other_unit(builder: _Builder, decision: Decision, value: bool) -> None:
    _update(decision.case, {"unit": builder.world.office.other_unit})


def _origin(builder: _Builder, decision: Decision, value: bool) -> None:
    _update(decision.case, {"origin": builder._case(decision.case.service)})


def _rule(builder: _Builder, decision: Decision, values: Row | str) -> None:
    rule: RemedyRule = decision.case.service.remedy_rules.get()
    if isinstance(values, str):
        rule.delete()
    else:
        _update(rule, values)


def _deadlines(builder: _Builder, decision: Decision, values: list[Row]) -> None:
    for one in values:
        Deadline.objects.create(case=decision.case, label="Frist", **one)


def _drafter(builder: _Builder, decision: Decision, values: Row) -> None:
    _update(decision.changed_by, values)


def _excluded(builder: _Builder, decision: Decision, who: str) -> None:
    Exclusion.objects.create(
        case=decision.case,
        user=getattr(builder.world.office, who),
        norm="§ 20 VwVfG",
        reason="Verwandt.",
        entered_by=builder.world.office.lea,
        entered_at=NOW,
    )


def _no_documents(builder: _Builder, decision: Decision, value: bool) -> None:
    decision.case.documents.all().delete()


def _earlier(builder: _Builder, decision: Decision, outcome: str) -> None:
    Decision.objects.create(
        case=decision.case,
        step=builder._step(decision.case, "ermessen", "decide"),
        status="issued",
        outcome=outcome,
        changed_by=builder.world.office.ben,
        changed_at=NOW,
        decided_by=builder.world.office.ben,
        decided_at=NOW,
    )


def _undone(builder: _Builder, decision: Decision, outcome: str) -> None:
    assert decision.target is not None
    later = builder._case(decision.case.service)
    Decision.objects.create(
        case=later,
        step=builder._step(later, "entscheiden", "decide"),
        status="issued",
        outcome=outcome,
        target=decision.target,
        changed_by=builder.world.office.ben,
        changed_at=NOW,
        decided_by=builder.world.office.ben,
        decided_at=NOW,
    )


def _no_target(builder: _Builder, decision: Decision, value: bool) -> None:
    decision.target = None


def _no_value(builder: _Builder, decision: Decision, value: bool) -> None:
    decision.value = None


CHANGES: Mapping[str, Change] = {
    "hearing": _hearing,
    "warning": _warning,
    "request": _request,
    "applicant": _applicant,
    "no_applicant": _no_applicant,
    "representative": _party("representative"),
    "third": _party("third"),
    "case": _case,
    "authority": _authority,
    "other_unit": _other_unit,
    "origin": _origin,
    "rule": _rule,
    "deadlines": _deadlines,
    "drafter": _drafter,
    "excluded": _excluded,
    "no_documents": _no_documents,
    "earlier": _earlier,
    "undone": _undone,
    "no_target": _no_target,
    "no_value": _no_value,
}

"""An office with a service for each procedure law, and decisions built from rows of a table.

A row names a lawful decision to start from (`base`, see tests/decisions/bases.py) and what is
different in it: fields of the draft, and what tests/decisions/changes.py knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from casework.access.models import User
from casework.decisions.models import Decision
from casework.services.actions import install
from casework.services.models import Service
from legal.importer import import_law
from legal.models import Statute
from tests.decisions.bases import BASES, FIELDS, Row
from tests.decisions.changes import CHANGES
from tests.decisions.packages import REGIMES, write_package
from tests.decisions.records import TODAY, new_case, new_step
from tests.factories import NOW, Office, make_office, make_remedy_rule
from tests.law import SEEN
from tests.legal.laws import small_law

__all__ = ["TODAY", "World", "decision_of", "make_world"]
STOP = "<P>(1) Der Empfang wird bescheinigt.</P><P>(2) Der Betrieb kann verhindert werden.</P>"
LICENCE = (
    "<P>(1) Wer gewerbsmäßig<DL><DT>1.</DT><DD><LA>Verträge vermitteln,</LA></DD>"
    "<DT>2.</DT><DD><LA>Darlehen vermitteln</LA></DD></DL>will, bedarf der Erlaubnis.</P>"
)


@dataclass(frozen=True)
class World:
    """The office and its services by procedure law."""

    office: Office
    services: Mapping[str, Service]


def make_world(folder: Path) -> World:
    """The office with three small services and a little law."""
    office = make_office()
    import_law("gewo", small_law({"§ 15": STOP, "§ 34c": LICENCE}, name="GewO"), SEEN)
    import_law("altg", small_law({"§ 1": "<P>(1) Es galt.</P>"}, name="AltG"), SEEN)
    Statute.objects.filter(slug="altg").update(withdrawn=True)
    folders = {regime: folder / str(number) for number, regime in enumerate(REGIMES)}
    return World(office, {regime: _service(office, folders[regime], regime) for regime in REGIMES})


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


def decision_of(world: World, row: Row) -> Decision:
    """The decision a row describes, stored with everything it rests on.

    It is made from objects of its own: those of the world outlive it.
    """
    row = {**BASES[row.get("base", "grant")], **row}
    services = Service.objects.select_related("authority", "unit")
    case = new_case(services.get(pk=world.services[row["regime"]].pk))
    decision = Decision(
        case=case,
        step=new_step(case, row.get("task", "entscheiden"), "decide"),
        changed_by=User.objects.get(pk=world.office.ada.pk),
        changed_at=NOW,
        **_content(row),
    )
    for name, change in CHANGES.items():
        if name in row:
            change(world.office, decision, row[name])
    if decision.pk is None:
        decision.save()
    return decision


def _content(row: Row) -> dict[str, object]:
    """The fields of the draft: the usual reasons, value and fee, unless the row says otherwise."""
    gives, words = row["outcome"] in ("grant", "partial"), REGIMES[row["regime"]]
    fee = row.get("fee", "60.00" if gives and row["regime"] != "SGB X" else "")
    value = row.get("value", "100.00" if gives else "")
    weighed = row.get("weighed", [])
    norm = words["discretion" if row.get("task") == "ermessen" else "taking_back"]
    usual = {
        "reasons": f"Die Voraussetzungen sind geprüft ({words['cite']}).",
        "value": Decimal(value) if value else None,
        "fee_amount": Decimal(fee) if fee else None,
        "fee_basis": "§ 2 Abs. 1 MusterS" if fee else "",
        "discretion_norm": norm if weighed else "",
        "considerations": [{"aspect": one, "text": "Weil."} for one in weighed],
    }
    return {**usual, **{name: row[name] for name in FIELDS if name in row}}

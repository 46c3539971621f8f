"""The head of ``service.toml``: who, under which law, how long, what it costs, which documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from casework.services.package.parts import (
    ExpectedDocument,
    Fee,
    ProcessingPeriod,
    SummaryField,
)
from casework.services.package.step_parts import Outcome
from casework.services.package.tables import KEY, MONEY, SLUG, Table

VERSION = re.compile(r"\d+\.\d+\.\d+")
LEIKA = re.compile(r"\d{14}")
PREFIX = re.compile(r"[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9.-]{0,9}")
IDENTITY = (
    "family_name",
    "given_name",
    "organisation",
    "street",
    "postal_code",
    "city",
    "email",
    "phone",
    "birth_date",
)


@dataclass(frozen=True)
class Head:
    """Everything of ``service.toml`` but its steps; the keys are those of ``Package``."""

    values: dict[str, Any]
    model: str
    process_id: str


def read_head(top: Table) -> Head:
    """The head of the service; problems are noted at ``top``."""
    values = _service(top.table("service", required=True) or _none(top))
    values["laws"] = top.names("laws", required=True)
    values["local_laws"] = top.names("local_laws")
    values["processing_period"] = _processing_period(top.table("processing_period"))
    values["fee"] = _fee(top.table("fee"))
    values |= _retention(top.table("retention", required=True) or _none(top))
    values["identity"] = _identity(top.table("identity", required=True) or _none(top))
    values["summary_fields"] = tuple(_summary(row) for row in top.tables("summary_fields"))
    values["documents"] = tuple(_document(row) for row in top.tables("documents"))
    process = top.table("process", required=True) or _none(top)
    model, process_id = (process.text(key, required=True) for key in ("model", "process_id"))
    process.done()
    return Head(values, model, process_id)


def _none(top: Table) -> Table:
    """A table that swallows problems, for one whose absence is already noted."""
    return Table({}, top.file, "", [])


def _service(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": table.text("key", required=True, form=SLUG),
        "version": table.text("version", required=True, form=VERSION),
        "name": table.text("name", required=True),
        "summary": table.text("summary", required=True),
        "leika_key": table.text("leika_key", required=True, form=LEIKA),
        "regime": table.choice("regime", ("VwVfG", "SGB X", "AO")),
        "unit": table.text("unit", required=True, form=SLUG),
        "file_number_prefix": table.text("file_number_prefix", required=True, form=PREFIX),
        "co_signature": table.texts("co_signature"),
        "co_signature_from": table.money("co_signature_from"),
        "value": table.text("value"),
        "entitlement": table.flag("entitlement", default=True),
        "acknowledge": table.flag("acknowledge"),
        "legal_basis": table.texts("legal_basis", required=True),
    }
    for outcome in sorted(set(values["co_signature"]) - set(get_args(Outcome))):
        allowed = ", ".join(get_args(Outcome))
        table.note("not-allowed", key="co_signature", value=outcome, allowed=allowed)
    if values["co_signature_from"] is not None and not values["value"]:
        table.note("needs-value")
    table.done()
    return values


def _processing_period(table: Table | None) -> ProcessingPeriod | None:
    if table is None:
        return None
    period = ProcessingPeriod(
        period=table.period("period"),
        label=table.text("label", required=True),
        norm=table.text("norm", required=True),
        kind=table.choice("kind", ("internal", "permit_by_fiction")),
        starts=table.choice("starts", ("received", "complete")),
        started_by=table.text("started_by", form=KEY),
        extended_by=table.text("extended_by", form=KEY),
    )
    table.done()
    return period


def _fee(table: Table | None) -> Fee | None:
    if table is None:
        return None
    single = table.money("amount")
    choice = table.text("choice", required=single is None)
    amounts = table.names("amounts", required=single is None)
    for value in amounts.values():
        if not MONEY.fullmatch(value):
            table.note("bad-form", value=value, expected="amount", example="30.00")
    fee = Fee(
        label=table.text("label", required=True),
        basis=table.text("basis", required=True),
        amount=single,
        choice=choice,
        amounts={k: Decimal(v) for k, v in amounts.items() if MONEY.fullmatch(v)},
    )
    table.done()
    return fee


def _retention(table: Table) -> dict[str, Any]:
    values = {
        "retention_years": table.number("years", required=True),
        "retention_reason": table.text("reason"),
    }
    table.done()
    return values


def _identity(table: Table) -> dict[str, str]:
    identity = {part: table.text(part) for part in IDENTITY}
    table.done()
    if not identity["family_name"] and not identity["organisation"]:
        table.note("missing-key", key="family_name")
    return {part: pointer for part, pointer in identity.items() if pointer}


def _summary(table: Table) -> SummaryField:
    row = SummaryField(
        pointer=table.text("pointer", required=True),
        label=table.text("label", required=True),
    )
    table.done()
    return row


def _document(table: Table) -> ExpectedDocument:
    when = table.table("required_when")
    document = ExpectedDocument(
        key=table.text("key", required=True, form=KEY),
        title=table.text("title", required=True),
        help=table.text("help"),
        law=table.text("law", required=True),
        required=table.flag("required"),
        when=when.text("pointer", required=True) if when else "",
        equals=tuple(when.raw("equals") or ()) if when else (),
    )
    if when and not isinstance(when.values.get("equals"), list):
        when.note("wrong-type", key="equals", expected=_("a list of values"))
    if when:
        when.done()
    table.done()
    return document

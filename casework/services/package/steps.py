"""The steps of ``service.toml``: one per user task, with law, checklist, inputs and period."""

from __future__ import annotations

from typing import Any, cast, get_args

from casework.services.package.parts import ExpectedDocument
from casework.services.package.step_parts import (
    CheckItem,
    Field,
    FieldType,
    LawBinding,
    Option,
    Outcome,
    Step,
    StepKind,
    StepPeriod,
)
from casework.services.package.tables import KEY, Table

# Which keys belong to which kind: needed ones, then those that are allowed besides.
NEEDED: dict[str, tuple[str, ...]] = {
    "check": (),
    "letter": ("letter",),
    "wait": ("waits_for", "ended_by"),
    "consult": ("consults",),
    "decide": ("outcomes", "texts"),
    "finish": (),
}
BESIDES: dict[str, tuple[str, ...]] = {
    "check": (),
    "letter": ("texts",),
    "wait": ("due_from", "answered_when"),
    "consult": (),
    "decide": ("letters", "discretion", "lack_of_cooperation", "written_form"),
    "finish": (),
}
SPECIAL = sorted({key for keys in (*NEEDED.values(), *BESIDES.values()) for key in keys})


def read_steps(top: Table, documents: tuple[ExpectedDocument, ...]) -> tuple[Step, ...]:
    """All steps in order of the file; problems are noted at their tables.

    ``documents`` become the options of fields with ``options_from = "documents"``.
    """
    offered = tuple(Option(document.key, document.title) for document in documents)
    return tuple(_step(table, offered) for table in top.tables("steps"))


def _step(table: Table, offered: tuple[Option, ...]) -> Step:
    kind = table.choice("kind", get_args(StepKind))
    _kind_problems(table, kind)
    step = Step(
        task=table.text("task", required=True),
        kind=kind,
        label=table.text("label"),
        role=table.choice("role", ("work", "lead"), default="work"),
        guidance=table.text("guidance", required=True),
        law=tuple(_law(row) for row in table.tables("law")),
        checklist=tuple(_check_item(row) for row in table.tables("checklist")),
        fields=tuple(_field(row, offered) for row in table.tables("fields")),
        period=_period(table.table("period")),
        letter=table.text("letter"),
        outcomes=_outcomes(table),
        letters=table.names("letters"),
        texts=table.texts("texts"),
        waits_for=table.choice("waits_for", ("applicant", "authority"), default=""),
        ended_by=table.text("ended_by"),
        due_from=table.text("due_from"),
        consults=table.text("consults"),
        discretion=table.text("discretion"),
        lack_of_cooperation=table.flag("lack_of_cooperation"),
        written_form=table.text("written_form"),
        answered_when=table.texts("answered_when"),
    )
    table.done()
    return step


def _kind_problems(table: Table, kind: str) -> None:
    allowed = (*NEEDED[kind], *BESIDES[kind])
    for key in SPECIAL:
        if key in table.values and key not in allowed:
            table.note("not-asked-for", key=key, kind=kind)
    for key in NEEDED[kind]:
        if key not in table.values:
            table.note("needed-for-kind", key=key, kind=kind)


def _outcomes(table: Table) -> tuple[Outcome, ...]:
    outcomes = table.texts("outcomes")
    for outcome in outcomes:
        if outcome not in get_args(Outcome):
            allowed = ", ".join(get_args(Outcome))
            table.note("not-allowed", key="outcomes", value=outcome, allowed=allowed)
    return tuple(cast(Outcome, one) for one in outcomes if one in get_args(Outcome))


def _law(table: Table) -> LawBinding:
    law = LawBinding(cite=table.text("cite", required=True), why=table.text("why", required=True))
    table.done()
    return law


def _check_item(table: Table) -> CheckItem:
    item = CheckItem(
        key=table.text("key", required=True, form=KEY),
        text=table.text("text", required=True),
        law=table.text("law"),
    )
    table.done()
    return item


def _period(table: Table | None) -> StepPeriod | None:
    if table is None:
        return None
    period = StepPeriod(
        period=table.period("period"),
        label=table.text("label", required=True),
        norm=table.text("norm"),
    )
    table.done()
    return period


def _field(table: Table, offered: tuple[Option, ...]) -> Field:
    kind = table.choice("type", get_args(FieldType))
    source = table.choice("options_from", ("documents",), default="")
    options = offered if source else ()
    options += tuple(_option(row) for row in table.tables("options"))
    field = Field(
        key=table.text("key", required=True, form=KEY),
        label=table.text("label", required=True),
        type=kind,
        options=options,
        required=table.flag("required"),
        help=table.text("help"),
        law=table.text("law"),
        default=_default(table, kind, options),
        default_from=table.text("default_from"),
    )
    _option_problems(table, field)
    table.done()
    return field


def _option(table: Table) -> Option:
    option = Option(
        value=table.text("value", required=True),
        label=table.text("label", required=True),
    )
    table.done()
    return option


def _option_problems(table: Table, field: Field) -> None:
    needs = 2 if field.type == "choice" else 1
    if field.type in ("choice", "multichoice"):
        if len(field.options) < needs:
            table.note("no-options")
    elif field.options:
        table.note("options-not-asked-for")
    values = [option.value for option in field.options]
    for value in sorted({value for value in values if values.count(value) > 1}):
        table.note("duplicate", value=value)


def _default(table: Table, kind: str, options: tuple[Option, ...]) -> Any:
    """The default, if it suits the field's type."""
    value = table.raw("default")
    if value is None:
        return None
    values = [option.value for option in options]
    suits = {
        "choice": lambda: value in values,
        "boolean": lambda: isinstance(value, bool),
        "multichoice": lambda: isinstance(value, list) and set(map(str, value)) <= set(values),
        "text": lambda: isinstance(value, str),
    }
    if not suits.get(kind, lambda: False)():
        allowed = ", ".join(values) or {"boolean": "true, false", "text": "…"}.get(kind, "-")
        table.note("bad-default", value=str(value), allowed=allowed)
        return None
    return tuple(value) if isinstance(value, list) else value

"""A step's form as the page shows it: its inputs and checklist with what was entered so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from casework.process.models import Step
from casework.services.package import CheckItem, Field
from casework.services.package import Step as Binding

MOST_RADIOS = 5


@dataclass(frozen=True)
class Choice:
    """One option of an input, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """An input: `widget` names the partial template that draws it."""

    field: Field
    id: str
    widget: str
    value: str
    choices: list[Choice]
    error: str


@dataclass(frozen=True)
class Check:
    """An item of the checklist."""

    item: CheckItem
    id: str
    ticked: bool
    error: str


@dataclass(frozen=True)
class StepForm:
    """Everything between the guidance and the buttons of a step."""

    inputs: list[Input]
    checks: list[Check]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(element id, message) of everything that does not fit, in the order of the page."""
        found = [(check.id, check.error) for check in self.checks]
        found += [(one.id, one.error) for one in self.inputs]
        return [(place, message) for place, message in found if message]

    @property
    def all_ticked(self) -> bool:
        return all(check.ticked for check in self.checks)


@dataclass(frozen=True)
class Entered:
    """What a person sent with a step's form."""

    data: Mapping[str, Any]
    checklist: Sequence[str]

    @classmethod
    def read(cls, post: QueryDict, binding: Binding) -> "Entered":
        """The values of this step's inputs and the ticked items; anything else is ignored."""
        data = {
            field.key: post.getlist(name) if field.type == "multichoice" else post.get(name, "")
            for field in binding.fields
            for name in (f"f-{field.key}",)
        }
        return cls(data, post.getlist("check"))


def step_form(
    step: Step, binding: Binding, entered: Entered | None, errors: Mapping[str, str]
) -> StepForm:
    """The form of a step: as entered, else as completed, else with the package's defaults."""
    ticked = entered.checklist if entered else step.checklist
    given = entered.data if entered else {**_defaults(step, binding), **step.data}
    return StepForm(
        [_input(field, given.get(field.key), errors) for field in binding.fields],
        [
            Check(item, id, item.key in ticked, errors.get(id, ""))
            for item in binding.checklist
            for id in (f"check-{item.key}",)
        ],
    )


def _defaults(step: Step, binding: Binding) -> dict[str, Any]:
    found = {field.key: field.initial(step.case.data) for field in binding.fields}
    return {key: value for key, value in found.items() if value is not None}


def _input(field: Field, value: Any, errors: Mapping[str, str]) -> Input:
    chosen = {str(one) for one in value} if isinstance(value, list | tuple) else {_text(value)}
    return Input(
        field=field,
        id=f"f-{field.key}",
        widget=_widget(field),
        value="" if isinstance(value, list | tuple) else _text(value),
        choices=[Choice(o.value, o.label, o.value in chosen) for o in field.options],
        error=errors.get(field.key, ""),
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def _widget(field: Field) -> str:
    if field.type == "choice":
        # A radio button cannot be taken back, so an optional choice is a list with an empty entry.
        radios = field.required and len(field.options) <= MOST_RADIOS
        return "radios" if radios else "select"
    return {
        "multichoice": "checkboxes",
        "boolean": "checkbox",
        "text": "textarea",
        "date": "date",
        "money": "money",
    }[field.type]

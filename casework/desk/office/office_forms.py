"""Forms for what the office settles of its people: powers to sign, absences and deputies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import SigningPower, Unit, User
from casework.cases import absences
from casework.cases.errors import InvalidData
from casework.decisions.models import Decision
from casework.desk.decide.decision_form import read_amount
from casework.desk.forms import DayInput


class EuroField(forms.CharField):
    """An amount in euros as people write it: 1.250,50 or 1250.50; None where nothing is entered."""

    def to_python(self, value: object) -> Any:
        try:
            return read_amount("amount", str(value or ""))
        except InvalidData as error:
            raise forms.ValidationError(str(error)) from error

    def run_validators(self, value: object) -> None:
        """Nothing beyond `to_python`: the validators of a text do not fit an amount."""


class PowerForm(forms.Form):
    """A power to sign for a person in a unit that `by` administers."""

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label="–")
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        empty_label="–",
        help_text=_("The power holds for the unit and all units below it."),
    )
    outcomes = forms.MultipleChoiceField(
        label=_("Outcomes"),
        choices=Decision.Outcome.choices,
        required=False,
        help_text=_("None ticked means: every outcome."),
        widget=forms.CheckboxSelectMultiple(),
    )
    up_to = EuroField(
        label=_("Up to a value of (€)"),
        required=False,
        max_length=20,
        help_text=_("Empty means: any value."),
    )
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=SigningPower.Capacity.choices,
        required=False,
        initial=SigningPower.Capacity.ORDER,
        help_text=_("Stands above the name on the notice."),
    )

    def __init__(self, by: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self.fields["user"], _people(by).exclude(pk=by.pk))
        units = Unit.objects.filter(pk__in=roles.unit_ids(by, roles.ADMINISTER))
        _offer(self.fields["unit"], units.order_by("name", "pk"))


class AbsenceForm(forms.Form):
    """An absence with its deputy; whose, only where `by` may enter it for others too."""

    absent = forms.ModelChoiceField(
        label=_("Absent"), queryset=User.objects.none(), empty_label="–"
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=User.objects.none(),
        empty_label="–",
        help_text=_("Works on the absent person's cases and may use their power to sign."),
    )
    starts_on = forms.DateField(label=_("First day absent"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day absent"), widget=DayInput())

    def __init__(self, by: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self.fields["absent"], absences.people_of(by))
        self.fields["absent"].initial = by.pk
        _offer(self.fields["deputy"], _people(by))


def _people(by: User) -> QuerySet[User]:
    found = User.objects.filter(is_active=True, authority=by.authority_id)
    return found.order_by("last_name", "first_name", "pk")


def _offer(field: forms.Field, choices: QuerySet[User] | QuerySet[Unit]) -> None:
    """Set what a field offers; who is not in it cannot be chosen by a made-up id either."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = choices

"""What an auditor says before a sample is drawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import User
from casework.decisions.models import Decision
from casework.desk.audit_room.sampling import Criteria
from casework.desk.forms import DayInput
from casework.services.models import Service


class SampleForm(forms.Form):
    """How many cases, from which ones, and with which seed."""

    size = forms.IntegerField(label=_("How many cases"), min_value=1, max_value=200, initial=10)
    service = forms.ModelChoiceField(
        label=_("Service"), queryset=Service.objects.none(), required=False, empty_label="–"
    )
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    since = forms.DateField(label=_("Closed from"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Closed until"), required=False, widget=DayInput)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty for a new sample; enter one to draw a sample again."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = roles.unit_ids(user, roles.AUDIT)
        service, outcome = self.fields["service"], self.fields["outcome"]
        service.queryset = Service.objects.filter(unit__in=units)  # type: ignore[attr-defined]
        outcome.choices = [("", "–"), *Decision.Outcome.choices]  # type: ignore[attr-defined]

    def criteria(self) -> Criteria:
        """What was asked for, once the form is valid."""
        keys = ("service", "outcome", "since", "until")
        return Criteria(**{key: self.cleaned_data[key] for key in keys})

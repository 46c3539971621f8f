"""Forms for objections as they arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Party
from casework.delivery.models import Objection
from casework.desk.forms import DayInput
from casework.desk.mail.mail_forms import MAX_TEXT, MailForm, ScanField, reason_field


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the parties of a case, by name and role."""

    def label_from_instance(self, obj: Party) -> str:
        """The name with the role."""
        return f"{obj.name} ({obj.get_role_display()})"


class ObjectionForm(MailForm):
    """An objection as it arrived; a late one also says whether reinstatement is applied for."""

    party = forms.CharField()
    received_on = forms.DateField(label=_("Received on"), widget=DayInput())
    form = forms.ChoiceField(label=_("In which form?"), choices=Objection.Form.choices)
    text = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    scan = ScanField(label=_("Scan (PDF or picture)"), required=False)
    reinstatement = forms.ChoiceField(
        label=_("Reinstatement"),
        choices=[("", "–"), *Objection.Reinstatement.choices[1:]],
        required=False,
        help_text=_("Only for a late objection."),
    )
    obstacle = forms.CharField(
        label=_("What hindered the person?"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    obstacle_ended_on = forms.DateField(
        label=_("The obstacle ended on"), required=False, widget=DayInput()
    )
    LATE = ("reinstatement", "obstacle", "obstacle_ended_on")

    def __init__(self, parties: QuerySet[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = PartyField(label=_("From whom?"), queryset=parties)


class WithdrawForm(MailForm):
    """The withdrawal of an objection."""

    ended_on = forms.DateField(label=_("Withdrawn on"), widget=DayInput())
    reason = reason_field(help_text=_("How it was declared, for example: letter of 5 May."))

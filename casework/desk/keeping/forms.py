"""Forms of retention and deletion."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.archive.models import PrivacyOffice
from casework.desk.forms import DayInput


class ProposeForm(forms.Form):
    """A deletion run over the ticked cases, or over all that are due."""

    offered = forms.CharField(
        label=_("How the archive was asked"),
        help_text=_(
            "Before anything is deleted, the files must be offered to the public archive that is "
            "in charge (§ 5 BArchG or the Land's archive act). Say when, and what it answered; "
            "without names."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class HoldForm(forms.Form):
    """A hold on a case."""

    reason = forms.CharField(
        label=_("Why the file must stay"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty means: until somebody lifts it."),
    )


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the record of processing says of the authority as a whole."""

    class Meta:
        model = PrivacyOffice
        fields = ["officer", "contact", "recipients", "measures"]
        widgets = {
            "contact": forms.Textarea(attrs={"rows": 3}),
            "recipients": forms.Textarea(attrs={"rows": 3}),
            "measures": forms.Textarea(attrs={"rows": 3}),
        }


class SubjectForm(forms.Form):
    """Whose data somebody asks for."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DayInput())
    address = forms.CharField(
        label=_("Address or e-mail"),
        required=False,
        max_length=200,
        help_text=_("Street, postal code or town, or the e-mail address."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Such as the number of the request; without names. It is logged."),
    )

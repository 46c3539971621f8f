"""The forms of an appointment's page: what came of it, or another day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.appointments import Agreed
from casework.desk.forms import DayInput


class HourInput(forms.TimeInput):
    """The browser's own field for an hour."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DoneForm(forms.Form):
    """What came of it; `reached` tells a conversation from a remark."""

    text = forms.CharField(label=_("What came of it?"), widget=forms.Textarea(attrs={"rows": 3}))
    reached = forms.ChoiceField(
        label=_("Did you speak?"),
        choices=(("yes", _("Yes: it is noted as a conversation")), ("no", _("No: as a note"))),
        initial="yes",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Another day, other hours, and why."""

    due_on = forms.DateField(label=_("New day"), widget=DayInput())
    from_time = forms.TimeField(label=_("From"), required=False, widget=HourInput())
    to_time = forms.TimeField(label=_("Until"), required=False, widget=HourInput())
    text = forms.CharField(
        label=_("Remark"),
        required=False,
        help_text=_("For instance: nobody answered. It goes into the file as a note."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def agreed(self) -> Agreed:
        """The new day and hours, once the form is valid."""
        entered = self.cleaned_data
        return Agreed(entered["due_on"], entered["from_time"], entered["to_time"])

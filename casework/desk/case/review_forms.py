"""The form that opens a review of an issued decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casework.decisions.models import Decision
from casework.decisions.reviews import CERTIFY, Wanted
from casework.desk.forms import DayInput
from casework.desk.mail.mail_forms import MAX_TEXT, MailForm


class ReviewForm(MailForm):
    """Which decision is reviewed, what for, and since when the facts are known."""

    target = forms.CharField()
    purpose = forms.CharField()
    known_on = forms.DateField(
        label=_("Known since"),
        widget=DayInput(),
        help_text=_("The day on which the person in charge knew all the facts; a year runs."),
    )
    occasion = forms.CharField(
        label=_("What has become known?"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In whole sentences: they are proposed for the hearing and the reasons."),
    )
    requested = forms.ChoiceField(
        label=_("Did somebody apply for it?"),
        choices=[("office", _("No, of our own accord")), ("application", _("Yes"))],
    )

    def __init__(
        self, targets: list[Decision], purposes: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = purposes
        self.targets = {str(one.pk): one for one in targets}
        names = [(key, _told(one)) for key, one in self.targets.items()]
        self.fields["target"] = forms.ChoiceField(
            label=_("Which decision?"), required=False, choices=names
        )
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What is to be done?"), choices=list(purposes.items())
        )
        if not targets:
            del self.fields["target"]

    @property
    def decision(self) -> Decision | None:
        """The decision chosen; none where a fiction is certified."""
        certifies = self.cleaned_data["purpose"] == CERTIFY
        return None if certifies else self.targets.get(self.cleaned_data.get("target", ""))

    @property
    def wanted(self) -> Wanted:
        """What was entered, for the action."""
        data = self.cleaned_data
        return Wanted(
            purpose=data["purpose"],
            known_on=data["known_on"],
            occasion=data["occasion"],
            requested=data["requested"],
        )


def _told(decision: Decision) -> str:
    """An issued decision in a line: number of the notice, day, outcome."""
    day = date_format(decision.decided_at, "SHORT_DATE_FORMAT") if decision.decided_at else ""
    return f"{decision.notice.number}, {day}: {decision.get_outcome_display()}"

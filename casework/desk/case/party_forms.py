"""Forms for who takes part: entering a representative, correcting what is entered of somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, Mark, Party
from casework.cases.parties import ADDRESS, FIELDS, NAMES, WHERE
from casework.desk.forms import DayInput
from casework.desk.mail.mail_forms import MAX_TEXT, MailForm
from casework.notices.countries import COUNTRIES


def _line(label: Any, size: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=size, required=False, **more)


class PartyForm(MailForm):
    """What is entered of a party."""

    organisation = _line(_("Organisation"), 200)
    salutation = _line(_("Salutation"), 40)
    given_name = _line(_("Given name"), 100)
    family_name = _line(_("Family name"), 100)
    birth_date = forms.DateField(label=_("Date of birth"), required=False, widget=DayInput())
    street = _line(_("Street and number"), 200)
    postal_code = _line(_("Postal code"), 10)
    city = _line(_("City"), 100)
    country = forms.ChoiceField(label=_("Country"), choices=sorted(COUNTRIES.items()))
    phone = _line(_("Telephone"), 50)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    language = _line(_("Language"), 8, help_text=_("Two letters, such as de, en or uk."))
    plain_language = forms.BooleanField(label=_("Asked for plain language"), required=False)
    power_shown = forms.BooleanField(
        label=_("Has shown a power of attorney: letters go to the representative"), required=False
    )

    field_order = (*NAMES, *ADDRESS, "phone", "email", "birth_date", "language", "plain_language")

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by field of the party."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}


class RepresentativeForm(PartyForm):
    """Somebody who acts for the applicant; a date of birth is not needed."""

    birth_date = None  # type: ignore[assignment]
    plain_language = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"country": "DE", "language": "de"})
        super().__init__(*args, **kwargs)
        for name in WHERE:
            self.fields[name].required = True


class CorrectForm(PartyForm):
    """A correction: why, and which request of Art. 16 GDPR it carries out."""

    reason = forms.CharField(
        label=_("Why, and how it was proven"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, case: Case, party: Party, seen: int, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {**{name: getattr(party, name) for name in FIELDS}, "seen": seen}
        super().__init__(*args, **kwargs)
        if party.role != Party.Role.REPRESENTATIVE:
            del self.fields["power_shown"]
        asked = list(case.marks.filter(kind=Mark.Kind.CORRECTION, lifted_at=None))
        self.asked = [one for one in asked if one.party_id in (None, party.pk)]
        if self.asked:
            self.fields["mark"] = forms.ChoiceField(
                label=_("Does this carry out a request for correction?"),
                choices=[
                    ("", _("no")),
                    *((str(one.pk), one.statement[:120]) for one in self.asked),
                ],
                required=False,
                initial=str(self.asked[0].pk),
            )

    @property
    def mark(self) -> Mark | None:
        """The request that is carried out."""
        chosen = self.cleaned_data.get("mark")
        return next((one for one in self.asked if str(one.pk) == chosen), None)

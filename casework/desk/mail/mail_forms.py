"""Forms for what people enter of letters: days, proofs, returned mail, addresses, objections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.cases import files
from casework.cases.errors import InvalidData
from casework.cases.models import Party
from casework.delivery.models import Delivery, Proof
from casework.desk.forms import DayInput
from casework.notices.countries import COUNTRIES

MAX_SCAN = 20 * 1024 * 1024
SCANS = ("application/pdf", "image/png", "image/jpeg")
MAX_TEXT = 5000


def reason_field(**more: Any) -> forms.CharField:
    """A field for a reason, on one line."""
    return forms.CharField(label=_("Reason"), max_length=500, **more)


class MailForm(forms.Form):
    """What the forms of this file share: errors of an action land on their fields."""

    def refuse(self, error: InvalidData) -> None:
        """Put the errors of an action onto the fields they name, or above the form."""
        for name, text in error.errors.items():
            self.add_error(name if name in self.fields else None, text)


class ScanField(forms.FileField):
    """A scan: PDF or picture by its bytes, not too large; its value is (name, bytes)."""

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes]:
        upload: Any = super().clean(data, initial)
        if not upload:
            return "", b""
        if (upload.size or 0) > MAX_SCAN:
            raise forms.ValidationError(_now("The file is larger than 20 MB."))
        content = upload.read()
        if files.media_type(content) not in SCANS:
            raise forms.ValidationError(_now("Only PDF, PNG or JPEG files can be attached."))
        return (upload.name or "scan")[:255], content


class PostedForm(MailForm):
    """The day on which a batch was handed to the post."""

    posted_on = forms.DateField(label=_("Handed to the post on"), widget=DayInput())


class CorrectPostingForm(PostedForm):
    """Another day for a batch that was posted, with the reason."""

    reason = reason_field()


class ProofForm(MailForm):
    """A proof of delivery; the kinds are those of its way."""

    kind = forms.CharField()
    happened_on = forms.DateField(label=_("On which day?"), widget=DayInput())
    happened_at = forms.TimeField(
        label=_("At what time?"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    text = forms.CharField(
        label=_("What shows it?"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    scan = ScanField(label=_("Scan (PDF or picture)"), required=False)

    def __init__(
        self, kinds: list[tuple[str, str]], help_text: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("What happened?"), choices=kinds)
        self.fields["text"].help_text = help_text


class CorrectProofForm(MailForm):
    """Another day for a proof or, left empty, its taking back; always with a reason."""

    happened_on = forms.DateField(
        label=_("Right day"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave it empty to take the entry back."),
    )
    reason = reason_field()


class ReasonForm(MailForm):
    """Nothing but a reason."""

    reason = reason_field()


class ReturnForm(MailForm):
    """A letter that came back."""

    returned_on = forms.DateField(label=_("Came back on"), widget=DayInput())
    reason = forms.CharField(
        label=_("What the post noted"),
        max_length=500,
        help_text=_("For example: addressee moved, not to be found at this address."),
    )
    scan = ScanField(label=_("Picture of the envelope"), required=False)


class WayForm(MailForm):
    """Another way for a letter."""

    channel = forms.ChoiceField(label=_("Way"), choices=Delivery.Channel.choices)
    service_form = forms.ChoiceField(
        label=_("Form, if served formally"),
        choices=[("", "–"), *Delivery.ServiceForm.choices[1:]],
        required=False,
    )


class AgainForm(WayForm):
    """The next way of a letter that reached nobody, with the party's address."""

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=200)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10)
    city = forms.CharField(label=_("City"), max_length=100)
    country = forms.ChoiceField(label=_("Country"), choices=sorted(COUNTRIES.items()))
    checked = forms.BooleanField(
        label=_("The address was checked; it is right as it is"), required=False
    )
    ADDRESS = (
        "organisation",
        "given_name",
        "family_name",
        "street",
        "postal_code",
        "city",
        "country",
    )

    @classmethod
    def of_party(cls, party: Party | None, channel: str) -> AgainForm:
        """The form with the party's address as it is known."""
        address = {part: getattr(party, part) for part in cls.ADDRESS} if party else {}
        return cls(initial={**address, "channel": channel})


class InformationForm(MailForm):
    """Whether the remedy information of a notice is right."""

    informed = forms.TypedChoiceField(
        label=_("The remedy information is"),
        choices=[("yes", _("complete and right")), ("no", _("missing or wrong"))],
        coerce=lambda value: value == "yes",
    )
    reason = reason_field()


class PortalRuleForm(MailForm):
    """Which rule a letter in the portal stands under."""

    portal_rule = forms.CharField()
    reason = reason_field()

    def __init__(self, rules: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(rule, Delivery.PortalRule(rule).label) for rule in rules]
        label = _("Counts as notified when")
        self.fields["portal_rule"] = forms.ChoiceField(label=label, choices=choices)


def proof_choices(kinds: tuple[Proof.Kind, ...], delivery: Delivery) -> list[tuple[str, str]]:
    """The kinds of proof with words that fit the way of the delivery."""
    words = {
        Proof.Kind.RECEIPT: _now("message disputed and not provable; retrieved on")
        if delivery.channel == Delivery.Channel.PORTAL
        else _now("actual receipt, later than by the fiction"),
    }
    return [(kind.value, str(words.get(kind, kind.label))) for kind in kinds]

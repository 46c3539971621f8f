"""Forms for accounts, the rules of signing in, and which claim gives which role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import Unit, User
from casework.accounts.models import ROLES, ClaimRole, SignInRules
from casework.desk.forms import DayInput


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What letters and colleagues are told of a person."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "function", "email", "phone", "room", "hours"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("first_name", _("First name")),
            ("last_name", _("Last name")),
            ("function", _("Function")),
            ("email", _("E-mail")),
            ("phone", _("Phone")),
            ("room", _("Room")),
            ("hours", _("Can be reached")),
        ):
            self.fields[name].label = label
        self.fields["last_name"].required = True


class PersonForm(DetailsForm):
    """A new person."""

    field_order = ["username", *DetailsForm.Meta.fields]

    class Meta(DetailsForm.Meta):
        fields = ["username", *DetailsForm.Meta.fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("With it the person signs in.")

    def validate_unique(self) -> None:
        """Left to the action: its answer does not tell of other authorities' people."""


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the authority's people sign in."""

    second_factor = forms.MultipleChoiceField(
        label=_("Second factor required for whoever"),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Everybody can have one; these must."),
    )

    class Meta:
        model = SignInRules
        fields = [
            "second_factor",
            "idle_minutes",
            "session_hours",
            "confirm_minutes",
            "confirm_minutes_password",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("idle_minutes", _("A session ends after so many minutes without activity")),
            ("session_hours", _("A session ends in any case after so many hours")),
            (
                "confirm_minutes",
                _("Issuing needs a sign-in not older than so many minutes, with second factor"),
            ),
            ("confirm_minutes_password", _("The same for a sign-in with a password alone")),
        ):
            self.fields[name].label = label


class ClaimForm(forms.ModelForm):  # type: ignore[type-arg]
    """Which claim gives which role, in a unit that `by` administers."""

    class Meta:
        model = ClaimRole
        fields = ["value", "role", "unit", "valid_from", "valid_until"]
        widgets = {"valid_from": DayInput(), "valid_until": DayInput()}

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 - what the model makes of it
        units.queryset = Unit.objects.filter(pk__in=roles.unit_ids(by, roles.ADMINISTER))
        for name, label in (
            ("value", _("Value of the claim")),
            ("role", _("Role")),
            ("unit", _("Unit")),
            ("valid_from", _("From")),
            ("valid_until", _("Until (last day)")),
        ):
            self.fields[name].label = label

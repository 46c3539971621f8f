"""Forms for marks of data protection and for what settles them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, Mark, Party


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the case's people, by name and role."""

    def label_from_instance(self, obj: Party) -> str:
        return f"{obj.name} ({obj.get_role_display()})"


class MarkForm(forms.Form):
    """A correction asked for, or a restriction."""

    kind = forms.ChoiceField(label=_("What"), choices=Mark.Kind.choices)
    party = PartyField(
        label=_("About whom"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("the whole case"),
    )
    statement = forms.CharField(
        label=_("What the person says"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ground = forms.ChoiceField(
        label=_("Ground of the restriction"), choices=Mark.Ground.choices, required=False
    )
    purpose = forms.ChoiceField(
        label=_("Work goes on only for"),
        choices=Mark.Purpose.choices,
        required=False,
        help_text=_("Art. 18 (2) GDPR. Only for a restriction."),
    )

    def __init__(self, case: Case, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        parties = self.fields["party"]
        if isinstance(parties, PartyField):
            parties.queryset = case.parties.all()


class SettleForm(forms.Form):
    """How a mark was settled."""

    reason = forms.CharField(
        label=_("How it was settled"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

"""Forms for the units of an authority and the roles people have in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import Unit, User
from casework.desk.mail.mail_forms import MailForm

ROLES: dict[str, tuple[Promise, Promise]] = {
    roles.WORK: (_("Caseworker"), _("sees all cases of the unit and works on them")),
    roles.LEAD: (
        _("Team lead"),
        _("sees all cases, assigns them, works on them and settles exclusions for bias"),
    ),
    roles.AUDIT: (_("Auditor"), _("reads all cases and the audit log, and changes nothing")),
    roles.ADMINISTER: (
        _("Administrator"),
        _("keeps units, people, roles, services and law, and sees no cases"),
    ),
}
CHOICES = [("", "–"), *((role, name) for role, (name, _means) in ROLES.items())]


class UnitForm(MailForm):
    """What a unit is called and where it is found."""

    name = forms.CharField(label=_("Name"), max_length=200)
    street = forms.CharField(
        label=_("Street and number"),
        max_length=200,
        required=False,
        help_text=_("Empty means: that of the authority."),
    )
    opening_hours = forms.CharField(
        label=_("Opening hours"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewUnitForm(MailForm):
    """A new unit below another one."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_new_%s", **kwargs})


class MoveForm(MailForm):
    """Where a unit hangs in the tree."""

    parent = forms.ModelChoiceField(
        label=_("New place: below"), queryset=Unit.objects.none(), empty_label="–"
    )

    def __init__(self, unit: Unit, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_move_%s", **kwargs})
        below = roles.subtrees([unit.pk], unit.authority_id)[unit.pk]
        places = Unit.objects.filter(
            pk__in=roles.unit_ids(by, roles.ADMINISTER) - below, closed_at__isnull=True
        )
        _offer(self.fields["parent"], places.order_by("name", "pk"))


class GrantForm(MailForm):
    """Whom to give which role; what it means is said before it is done."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), empty_label="–"
    )
    role = forms.ChoiceField(label=_("Role"), choices=CHOICES)

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_grant_%s", **kwargs})
        people = User.objects.filter(is_active=True, authority=by.authority_id).exclude(pk=by.pk)
        _offer(self.fields["person"], people.order_by("last_name", "first_name", "pk"))


class ReasonForm(MailForm):
    """Why a role is granted or withdrawn, for the log."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("It is kept in the log: without names."),
    )


def _offer(field: forms.Field, choices: QuerySet[User] | QuerySet[Unit]) -> None:
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = choices

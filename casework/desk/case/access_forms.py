"""Forms for who gets into a case and who is kept out of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.access.models import Unit, User
from casework.cases import policy
from casework.cases.exclusion import NORMS
from casework.cases.models import Case, Share
from casework.cases.models.reach import barred_from
from casework.desk.forms import DayInput
from casework.desk.mail.mail_forms import MAX_TEXT, MailForm

USUAL = timedelta(days=14)


class ShareForm(MailForm):
    """With whom a case is shared, how far and until when. `recipient` is the unit or person."""

    to = forms.ChoiceField(label=_("Unit or person"))
    level = forms.ChoiceField(label=_("What they may do"), choices=Share.Level.choices)
    question = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you ask for an opinion: question and answer go into the file."),
    )
    until = forms.DateField(
        label=_("Until"), widget=DayInput(), help_text=_("It ends by itself after this day.")
    )
    why = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is kept in the log: without names.")
    )

    def __init__(self, case: Case, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, people = _units(case), _people(case)
        self.recipients: dict[str, Unit | User] = {
            **{f"unit-{one.pk}": one for one in units},
            **{f"person-{one.pk}": one for one in people},
        }
        self.fields["to"] = forms.ChoiceField(
            label=_("Unit or person"),
            choices=[
                ("", "–"),
                (_("Units"), [(f"unit-{one.pk}", str(one)) for one in units]),
                (_("People"), [(f"person-{one.pk}", str(one)) for one in people]),
            ],
        )
        self.fields["until"].initial = today + USUAL

    @property
    def recipient(self) -> Unit | User:
        """Whom the valid form names."""
        return self.recipients[self.cleaned_data["to"]]


class ChangeShareForm(MailForm):
    """Another level or day for what is shared."""

    level = forms.ChoiceField(label=_("What they may do"))
    until = forms.DateField(label=_("Until"), widget=DayInput())

    def __init__(self, share: Share, *args: Any, **kwargs: Any) -> None:
        given = {"level": share.level, "until": share.until}
        own = {"initial": given, "auto_id": f"id_%s_{share.pk}"}
        super().__init__(*args, **{**own, **kwargs})
        levels = [
            (value, label)
            for value, label in Share.Level.choices
            if value != Share.Level.CONSULT or share.question
        ]
        self.fields["level"] = forms.ChoiceField(
            label=_("What they may do"), choices=levels, initial=share.level
        )


class ExcludeForm(MailForm):
    """Who is kept out of the case and why; for the lead anybody, else only oneself."""

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label="–")
    norm = forms.ChoiceField(label=_("On what ground"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a few words, for example “the applicant is my sister-in-law”."),
    )

    def __init__(self, case: Case, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_exclude_%s", **kwargs})
        by_law, feared = NORMS[case.service.regime]
        grounds = [
            ("", "–"),
            (by_law, _("Excluded by law, as a relative or party for example (%s)") % by_law),
            (feared, _("Something else that may make you appear biased (%s)") % feared),
        ]
        self.fields["norm"] = forms.ChoiceField(label=_("On what ground"), choices=grounds)
        self.by = by
        if policy.why_not(by, policy.EXCLUDE, case) is None:
            people = self.fields["user"]
            if isinstance(people, forms.ModelChoiceField):
                people.queryset = _active(case)
        else:
            del self.fields["user"]

    @property
    def person(self) -> User:
        """Whom the valid form names."""
        chosen: User = self.cleaned_data.get("user", self.by)
        return chosen


class LiftForm(MailForm):
    """Why somebody may act in the case again."""

    reason = forms.CharField(label=_("Reason"), max_length=MAX_TEXT)


class AnswerForm(MailForm):
    """The answer to a question put to one."""

    answer = forms.CharField(
        label=_("Answer"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )


def _units(case: Case) -> list[Unit]:
    found = Unit.objects.filter(authority=case.authority_id, closed_at__isnull=True)
    return list(found.order_by("name", "pk"))


def _people(case: Case) -> list[User]:
    barred = barred_from(case.pk, case.origin_id)
    return [one for one in _active(case) if one.pk not in barred]


def _active(case: Case) -> Any:
    found = User.objects.filter(is_active=True, authority=case.authority_id)
    return found.order_by("last_name", "first_name", "pk")

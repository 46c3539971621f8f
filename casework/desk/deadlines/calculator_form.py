"""The question to the deadline calculator, as a form; its names are those of the command line."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import Land
from casework.desk.deadlines.calculator_labels import RULES, event_label, ways
from casework.desk.forms import DayInput
from legal.deadlines.answer import ALWAYS, NEGATIVES, rule_of
from legal.deadlines.laws import REGIMES
from legal.deadlines.period import Period

UNITS = {"d": "d|tage?n?|days?", "w": "w|wochen?|weeks?", "m": "m|monate?n?|months?"} | {
    "y": "y|j|jahre?n?|years?"
}
WORDS = {"d": ("Tag", "Tage"), "w": ("Woche", "Wochen")} | {
    "m": ("Monat", "Monate"),
    "y": ("Jahr", "Jahre"),
}
NUMBERS = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
WRITTEN = re.compile(
    rf"(\d{{1,3}}|ein(?:e[nmr]?)?|{'|'.join(NUMBERS[1:])})\s*([a-z]+)", re.IGNORECASE
)
SUGGESTED = ("1 Woche", "2 Wochen", "1 Monat", "3 Monate", "1 Jahr", "10 Tage")
FLAGS = ("no_shift", "beginning", "backwards", "not_informed", "abroad", "pointed_to_rule")
RARE = ("received", "fiction_days", "fiction_norm", "no_shift", "beginning", "backwards")


def read_period(text: str) -> str:
    """ "zwei Wochen", "1 Monat", "10 d" as "2w", "1m", "10d". ValidationError for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    words = found[2] if found else ""
    unit = next((key for key, form in UNITS.items() if re.fullmatch(form, words, re.I)), "")
    count = found[1].lower() if found else "0"
    written = 1 if count.startswith("ein") else NUMBERS.index(count) + 1 if count in NUMBERS else 0
    number = int(count) if count.isdigit() else written
    if not unit or not number:
        raise ValidationError(_("Please enter a length like “1 Monat”, “2 Wochen” or “10 Tage”."))
    return str(Period(number, unit))


def in_words(text: str) -> str:
    """ "1m" as "1 Monat", as people write it; anything else as it is."""
    found = re.fullmatch(r"(\d{1,3})([dwmy])", text)
    return f"{int(found[1])} {WORDS[found[2]][found[1] != '1']}" if found else text


class PeriodField(forms.CharField):
    """A length of time in words, with suggestions; its value is "1m"."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "periods", "size": 12, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=20, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return read_period(text) if text else ""


class CalculatorForm(forms.Form):
    """One question; it has only the fields that its rule asks for."""

    use_required_attribute = False
    YES_OR_NO = FLAGS
    rule = forms.ChoiceField(
        label=gettext_lazy("What is to be computed?"), choices=list(RULES.items()), required=False
    )
    regime = forms.ChoiceField(
        label=gettext_lazy("Procedure law"),
        choices=[(key, law.name) for key, law in REGIMES.items()],
    )
    fiction = forms.ChoiceField(
        label=gettext_lazy("How did it arrive?"),
        error_messages={"invalid_choice": gettext_lazy("This way does not exist under this law.")},
    )
    event = forms.DateField(widget=DayInput())
    missed = forms.DateField(label=gettext_lazy("Last day of the missed period"), widget=DayInput())
    granted = forms.DateField(
        label=gettext_lazy("Day of the extension"), widget=DayInput(), required=False
    )
    period = PeriodField(label=gettext_lazy("Length"))
    extension = PeriodField(label=gettext_lazy("Extended once by"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is pending?"),
        choices=[
            ("application", gettext_lazy("an application")),
            ("objection", gettext_lazy("an objection")),
        ],
        required=False,
    )
    court = forms.ChoiceField(
        label=gettext_lazy("Law of the remedy"),
        choices=[
            ("", gettext_lazy("the usual one of the procedure law")),
            ("vwgo", "VwGO"),
            ("sgg", "SGG"),
            ("fgo", "FGO, AO"),
        ],
        required=False,
    )
    not_informed = forms.BooleanField(
        label=gettext_lazy("The remedy information is missing or wrong"), required=False
    )
    abroad = forms.BooleanField(
        label=gettext_lazy("Notified abroad (matters before the social courts)"), required=False
    )
    pointed_to_rule = forms.BooleanField(
        label=gettext_lazy(
            "The letter said that this very day counts, even if it is not a workday"
        ),
        required=False,
    )
    land = forms.ChoiceField(label=gettext_lazy("Land"), choices=Land.choices)
    place = forms.ChoiceField(
        label=gettext_lazy("Holidays of the place"),
        choices=[
            ("none", gettext_lazy("of the Land")),
            ("catholic", gettext_lazy("mainly Catholic municipality (BY, SN, TH)")),
            ("augsburg", "Augsburg"),
        ],
        required=False,
    )
    received = forms.DateField(
        label=gettext_lazy("Proven day of actual receipt"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy("A later receipt prevails, an earlier one does not matter."),
    )
    fiction_days = forms.IntegerField(
        label=gettext_lazy("Days by the Land's own act"), min_value=1, max_value=60, required=False
    )
    fiction_norm = forms.CharField(
        label=gettext_lazy("Norm of the Land's own act"), max_length=100, required=False
    )
    no_shift = forms.BooleanField(
        label=gettext_lazy("The end does not move off a weekend or holiday"), required=False
    )
    beginning = forms.BooleanField(
        label=gettext_lazy("The day itself counts (§ 187 II BGB)"), required=False
    )
    backwards = forms.BooleanField(label=gettext_lazy("Count back from the day"), required=False)

    def __init__(self, values: Mapping[str, str], today: date, *, complete: bool = True) -> None:
        """The form for these values; unless they are `complete` it is only shown, not checked."""
        super().__init__(values if complete else None, initial=dict(values))
        rule = known(values.get("rule"), RULES)
        asked = rule_of(rule or None).asks | ALWAYS
        for name in [name for name in self.fields if _plain(name) not in asked]:
            del self.fields[name]
        if "fiction" in self.fields:
            choices = ways(known(values.get("regime"), REGIMES) or "vwvfg", today)
            cast(forms.ChoiceField, self.fields["fiction"]).choices = choices
        self.fields["event"].label = str(event_label(rule, values.get("fiction", "")))

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that every question of this rule needs."""
        return [self[name] for name in self.fields if name not in (*RARE, *FLAGS)]

    @property
    def flags(self) -> list[forms.BoundField]:
        """The yes-or-no fields of this rule that are not rare."""
        return [self[name] for name in self.fields if name in FLAGS and name not in RARE]

    @property
    def rare(self) -> list[forms.BoundField]:
        """What is seldom needed, kept behind a fold."""
        return [self[name] for name in self.fields if name in RARE]

    @property
    def rare_given(self) -> bool:
        """Whether something behind the fold is filled in or wrong: then it is open."""
        return any(field.value() or field.errors for field in self.rare)


def known(value: str | None, choices: Iterable[str]) -> str:
    """The value if it is one of the choices, else the empty text."""
    return value if value and value in choices else ""


def _plain(name: str) -> str:
    """The name of the calculus for a field: `no_shift` asks for `shift`."""
    return {negative: plain for plain, negative in NEGATIVES.items()}.get(name, name)


def filled(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What of the cleaned values stands in an address: nothing empty, days as ISO dates."""
    for name, value in values.items():
        if value not in (None, "", False):
            yield name, value.isoformat() if isinstance(value, date) else str(value)

"""The form of a letter style, and what a person entered of it before it is saved."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.cases.errors import InvalidData
from casework.desk.forms import DayInput
from casework.notices.logos import clean
from casework.notices.models import LetterStyle
from casework.notices.style_entry import Place, check
from casework.notices.styles import TEXTS

KEPT = "letter-style"  # in the session: what was last looked at
LOGO_KEEP, LOGO_NEW, LOGO_NONE = "keep", "new", "none"


class StyleForm(forms.Form):
    """A version of a letter style; what is left empty comes from the wider place."""

    letterhead = forms.CharField(label=_("Line in the letterhead"), required=False, max_length=200)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG or SVG, at most 2 MB; printed 15 mm high."),
    )
    logo_choice = forms.ChoiceField(
        label=_("Which logo"),
        required=False,
        choices=[
            (LOGO_KEEP, _("the one shown, or the new file")),
            (LOGO_NONE, _("none at all")),
        ],
    )
    logo_alt = forms.CharField(
        label=_("The logo in words"),
        required=False,
        max_length=200,
        help_text=_("Read aloud to those who do not see it."),
    )
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        help_text=_("Of name, lines and headings, such as #1f3f66."),
    )
    greeting = forms.CharField(
        label=_("Greeting"),
        required=False,
        max_length=200,
        help_text=_("For people, such as: Guten Tag {{ addressee.polite_name }},"),
    )
    before = forms.CharField(
        label=_("Paragraphs before the text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "de"}),
    )
    after = forms.CharField(
        label=_("Paragraphs after the text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "de"}),
        help_text=_("Above the remedy information. An empty line parts paragraphs."),
    )
    closing = forms.CharField(label=_("Closing formula"), required=False, max_length=200)
    foot = forms.CharField(
        label=_("Lines at the foot"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "de"}),
        help_text=_("At most four lines."),
    )
    valid_from = forms.DateField(label=_("In force from"), widget=DayInput())

    @classmethod
    def of_version(cls, version: LetterStyle | None, today: date) -> Self:
        """The form as the version in force fills it."""
        texts = {name: getattr(version, name) for name in (*TEXTS, "logo_alt")} if version else {}
        none = version is not None and version.logo is not None and not version.logo
        choice = LOGO_NONE if none else LOGO_KEEP
        return cls(initial={**texts, "logo_choice": choice, "valid_from": today})

    def values(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the version; only of a valid form.

        A browser does not keep a file: without a new one the logo is that of `before` (`logo`,
        `logo_type`). Raises InvalidData, also for what `style_entry.check` finds.
        """
        texts = {name: self.cleaned_data[name].strip() for name in (*TEXTS, "logo_alt")}
        values: dict[str, Any] = {**texts, "colour": texts["colour"].lower()}
        values |= {"logo": before.get("logo"), "logo_type": before.get("logo_type", "")}
        if self.cleaned_data["logo_choice"] == LOGO_NONE:
            values |= {"logo": b"", "logo_type": "", "logo_alt": ""}
        elif upload := self.cleaned_data["logo"]:
            values["logo_type"], values["logo"] = clean(upload.read())
        if not values["logo"]:
            values["logo_alt"] = ""
        check(values)
        return values

    def add(self, error: InvalidData) -> None:
        """Show an action's errors at their fields."""
        for name, text in error.errors.items():
            self.add_error(name if name in self.fields else None, text)


def keep(request: HttpRequest, place: Place, valid_from: date, values: Mapping[str, Any]) -> str:
    """Remember what is looked at; returns a word that changes with it."""
    logo = values["logo"]
    stored = {**values, "logo": None if logo is None else base64.b64encode(logo).decode()}
    kept = {"place": _key(place), "valid_from": valid_from.isoformat(), "values": stored}
    request.session[KEPT] = kept
    return f"{zlib.crc32(repr(kept).encode()):08x}"


def kept(request: HttpRequest, place: Place) -> tuple[date, dict[str, Any]] | None:
    """What was last looked at of this place, or None."""
    found = request.session.get(KEPT)
    if not found or found["place"] != _key(place):
        return None
    logo = found["values"]["logo"]
    values = {**found["values"], "logo": None if logo is None else base64.b64decode(logo)}
    return date.fromisoformat(found["valid_from"]), values


def _key(place: Place) -> list[Any]:
    return [
        place.unit.pk if place.unit else None,
        place.service.pk if place.service else None,
        place.kind,
    ]

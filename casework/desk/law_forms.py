"""Forms for what people enter of the law: by-laws, links, days in force, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legal.bylaws.reader import MAX_TEXT
from legal.bylaws.upload import UnreadableFile, decoded, front_matter
from legal.bylaws.writer import Head
from legal.models import Statute


class DayInput(forms.DateInput):
    """The browser's own field for a day; it wants and sends ISO dates in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ByLawForm(forms.Form):
    """A by-law as text; a file may bring text and head, what is filled in comes first."""

    file = forms.FileField(
        label=_("Text file"), required=False, help_text=_("Plain text or Markdown (.txt, .md).")
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 16, "lang": "de"}),
        help_text=_(
            "Each norm begins with a line “§ 2 Title”, each Absatz with “(1)”; lists with 1., a) "
            "or a dash."
        ),
    )
    abbreviation = forms.CharField(
        label=_("Abbreviation"),
        required=False,
        max_length=60,
        help_text=_("As it is cited: “§ 2 Abs. 1 HundStS”."),
    )
    title = forms.CharField(label=_("Full title"), required=False, max_length=500)
    short_title = forms.CharField(label=_("Short title"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (Statute.Kind.MUNICIPAL, Statute.Kind.LAND)],
    )
    valid_from = forms.DateField(label=_("In force from"), required=False, widget=DayInput())
    valid_to = forms.DateField(label=_("In force until"), required=False, widget=DayInput())
    source = forms.CharField(
        label=_("Gazette"),
        required=False,
        max_length=500,
        help_text=_("Where this text was promulgated."),
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Fill what was left open from the file; name what is still missing."""
        data = super().clean() or {}
        upload: UploadedFile[bytes] | None = data.get("file")
        try:
            text = decoded(upload.read(MAX_TEXT * 4)) if upload else data.get("text", "")
            head, data["text"] = front_matter(text)
        except UnreadableFile as error:
            self.add_error("file" if upload else "text", str(error))
            return data
        self._fill(data, head)
        for name in ("abbreviation", "title", "source", "valid_from"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _t("Please fill in this field."))
        if not data["text"].strip() and "text" not in self.errors:
            self.add_error("text", _t("Please enter the text or choose a file."))
        return data

    def _fill(self, data: dict[str, Any], head: Mapping[str, Any]) -> None:
        for name in ("abbreviation", "title", "short_title", "source", "link"):
            data[name] = data.get(name) or str(head.get(name, ""))
        for name in ("valid_from", "valid_to"):
            given = head.get(name)
            data[name] = data.get(name) or (given if type(given) is date else None)
        if head.get("kind") in Statute.Kind.values and "kind" not in self.changed_data:
            data["kind"] = head["kind"]

    def head(self) -> Head:
        """The entered head; only of a valid form."""
        names = ("abbreviation", "title", "short_title", "kind", "source", "link")
        given = {name: self.cleaned_data[name] for name in (*names, "valid_from", "valid_to")}
        return Head(**given)


class LinkForm(forms.Form):
    """A law that is only cited and linked."""

    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=60)
    title = forms.CharField(label=_("Full title"), max_length=500)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (Statute.Kind.LAND, Statute.Kind.EU)],
    )
    celex = forms.CharField(
        label=_("CELEX number"),
        required=False,
        max_length=30,
        help_text=_("Of an EU act, such as 32016R0679; gives the link to EUR-Lex."),
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")


class DatesForm(forms.Form):
    """When a text is in force, and which gazette says so."""

    valid_from = forms.DateField(label=_("In force from"), required=False, widget=DayInput())
    valid_to = forms.DateField(label=_("In force until"), required=False, widget=DayInput())
    source = forms.CharField(label=_("Gazette"), required=False, max_length=500)


class NoteForm(forms.Form):
    """A note of the office on a norm."""

    text = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    review_on = forms.DateField(label=_("To be reviewed on"), required=False, widget=DayInput())

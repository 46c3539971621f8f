"""Forms for what people enter of the law: by-laws, links, days in force, notes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.desk.forms import DayInput
from legal.bylaws.reader import MAX_TEXT
from legal.bylaws.upload import UnreadableFile, decoded, front_matter
from legal.bylaws.writer import Head
from legal.models import Statute


class ByLawForm(forms.Form):
    """A by-law as text; `of_request` takes what a file brings for what was left open."""

    use_required_attribute = False  # a file may fill every field
    FROM_FILE = ("abbreviation", "title", "short_title", "valid_from", "valid_to", "source", "link")

    file = forms.FileField(
        label=_("Text file"),
        required=False,
        help_text=_("Plain text or Markdown (.txt, .md)."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        strip=False,
        error_messages={"required": _("Please enter the text or choose a file.")},
        widget=forms.Textarea(attrs={"rows": 16, "lang": "de"}),
        help_text=_(
            "Each norm begins with a line “§ 2 Title”, each Absatz with “(1)”; lists with 1., a) "
            "or a dash."
        ),
    )
    abbreviation = forms.CharField(
        label=_("Abbreviation"),
        max_length=60,
        help_text=_("As it is cited: “§ 2 Abs. 1 HundStS”."),
    )
    title = forms.CharField(label=_("Full title"), max_length=500)
    short_title = forms.CharField(label=_("Short title"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (Statute.Kind.MUNICIPAL, Statute.Kind.LAND)],
    )
    valid_from = forms.DateField(label=_("In force from"), widget=DayInput())
    valid_to = forms.DateField(label=_("In force until"), required=False, widget=DayInput())
    source = forms.CharField(
        label=_("Gazette"), max_length=500, help_text=_("Where this text was promulgated.")
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")

    @classmethod
    def of_request(cls, request: HttpRequest) -> Self:
        """The form as sent. The text of a file and its head then stand in the fields, for a
        browser does not keep a file; what the person filled in comes before the head.
        """
        data, trouble = request.POST.copy(), {}
        upload = request.FILES.get("file")
        where = "file" if upload else "text"
        try:
            text = decoded(upload.read(MAX_TEXT * 4)) if upload else data.get("text", "")
            head, data["text"] = front_matter(text)
            for name in cls.FROM_FILE:
                data[name] = data.get(name) or _field_text(head.get(name))
            if upload and head.get("kind") in Statute.Kind.values:
                data["kind"] = head["kind"]
        except UnreadableFile as error:
            trouble[where] = str(error)
        form = cls(data)
        for name, reason in trouble.items():
            form.add_error(name, reason)
        return form

    def head(self) -> Head:
        """The entered head; only of a valid form."""
        names = ("abbreviation", "title", "short_title", "kind", "source", "link")
        given = {name: self.cleaned_data[name] for name in (*names, "valid_from", "valid_to")}
        return Head(**given)


def _field_text(value: object) -> str:
    """A value of a file's head as a field would hold it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


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

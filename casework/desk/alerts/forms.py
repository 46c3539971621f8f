"""The form in which a person settles what they want by e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from casework.notifying.models import Choice, Kind


class ChoicesForm(forms.Form):
    """A field for each kind of alert this person may get."""

    def __init__(self, data: Any = None, *, current: Mapping[str, str], administers: bool) -> None:
        super().__init__(data, initial=dict(current))
        for kind in Kind:
            if kind == Kind.LAW and not administers:
                continue
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Choice.Way.choices
            )

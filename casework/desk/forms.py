"""Inputs that forms of several rooms use."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """The browser's own field for a day; it wants and sends ISO dates in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

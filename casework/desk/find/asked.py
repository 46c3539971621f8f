"""What was typed into the box, as far as it can be looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from casework.cases.wording import words_of
from casework.desk.requests import read_id

MOST_LETTERS = 100
SHORTEST = 2


@dataclass(frozen=True)
class Asked:
    """The text, where the list of cases goes on (the id of the last one shown), and whether all
    that was found is to be shown even where the text names one thing.
    """

    text: str
    after: int | None = None
    everything: bool = False

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Asked":
        """From an address; what cannot be is left out."""
        text = " ".join(values.get("q", "").replace("\x00", " ").split())[:MOST_LETTERS]
        return cls(text, read_id(values.get("after")), bool(values.get("all")))

    def address(self, text: str = "", after: int | None = None) -> str:
        """The query string of another page of the same search."""
        further = {"after": after} if after else {}
        return "?" + urlencode({"q": text or self.text, "all": 1, **further})

    @property
    def problem(self) -> str:
        """Why nothing is looked for; empty when something is."""
        if not self.text:
            return _("Type what you are looking for into the box above.")
        words = words_of(self.text)
        if not words:
            return _("Please type letters or digits; signs alone are in no text.")
        if max(map(len, words)) < SHORTEST and not self.text.startswith("§"):
            return _("One letter alone stands in nearly every text. Please type at least two.")
        return ""

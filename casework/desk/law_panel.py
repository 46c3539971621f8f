"""The law beside a step: each norm it rests on, with its passage where the text is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.services.package_types import LawBinding
from legal import passages
from legal.passages import Passage


@dataclass(frozen=True)
class LawEntry:
    """A citation, why it matters here in our words, and the passage if its law is loaded."""

    cite: str
    why: str
    passage: Passage | None
    official_url: str


def law_panel(bindings: Sequence[LawBinding], on: date) -> list[LawEntry]:
    """The entries of a step in the package's order; the number of queries does not grow with it."""
    found = passages.lookup_many([binding.cite for binding in bindings], on)
    return [
        LawEntry(binding.cite, binding.why, passage, _official(binding.cite, passage))
        for binding in bindings
        for passage in (found.get(binding.cite),)
    ]


def _official(cite: str, passage: Passage | None) -> str:
    return passage.official_url if passage else passages.official_url(cite) or ""

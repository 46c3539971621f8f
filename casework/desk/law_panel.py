"""The law beside a step: each norm it rests on, with its passage where the text is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.services.package import LawBinding
from legal import passages
from legal.passages import Passage
from legal.reader.neighbours import Neighbours, neighbours_of


@dataclass(frozen=True)
class LawEntry:
    """A citation, why it matters here in our words, and the passage if its law is loaded.

    `ends_statute`: the next entry is of another statute, so the Stand is to be said here.
    `beside`: the norms before and after the passage's.
    """

    cite: str
    why: str
    passage: Passage | None
    official_url: str
    ends_statute: bool
    beside: Neighbours


def law_panel(bindings: Sequence[LawBinding], on: date, keeper: str = "") -> list[LawEntry]:
    """The entries of a step in the package's order; the number of queries does not grow with it.

    `keeper` is the authority's slug: of by-laws with one name its own is meant.
    """
    if not bindings:
        return []
    found = passages.lookup_many([binding.cite for binding in bindings], on, keeper)
    beside = neighbours_of([passage.norm_id for passage in found.values() if passage])
    passages_in_order = [found.get(binding.cite) for binding in bindings]
    return [
        LawEntry(
            binding.cite,
            binding.why,
            passage,
            _official(binding.cite, passage),
            ends_statute=_statute(passage) != _statute(following),
            beside=beside[passage.norm_id] if passage else Neighbours(),
        )
        for binding, passage, following in zip(
            bindings, passages_in_order, [*passages_in_order[1:], None], strict=True
        )
    ]


def _statute(passage: Passage | None) -> str | None:
    return passage.statute_slug if passage else None


def _official(cite: str, passage: Passage | None) -> str:
    return passage.official_url if passage else passages.official_url(cite) or ""

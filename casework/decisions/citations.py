"""The norms a decision cites, found in its texts and pinned to the version that was used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.decisions.models import CitedNorm, Decision
from legal import citations, passages
from legal.aliases import comparable
from legal.citations import Citation
from legal.lookup import find_statutes
from legal.passages import Passage


@dataclass(frozen=True)
class Cited:
    """A citation as it stands in the decision and the passage it resolves to.

    `checked` says whether the law it names is loaded, so that a missing passage means the norm
    does not exist. `targets` are the passages as the citation engine read them; `withdrawn` says
    whether a law it names is no longer in force.
    """

    text: str
    passage: Passage | None
    checked: bool
    targets: tuple[Citation, ...] = ()
    withdrawn: bool = False

    @property
    def broken(self) -> bool:
        """Whether a norm, or the part of it that is cited, is not in the text of the law."""
        if not self.checked or self.passage is None:
            return self.checked
        found = (self.passage, *self.passage.also)
        return any(passage.missing for passage in found) or len(found) < self._norms

    @property
    def _norms(self) -> int:
        """How many norms must be there; of a range only one, as it may span repealed norms."""
        if any(target.until for target in self.targets):
            return 1
        return len({(target.law, target.part, target.norm) for target in self.targets})


def cited_in(decision: Decision, on: date) -> list[Cited]:
    """All norms cited in what the notice says and rests on, each once."""
    text = "\n".join(texts_of(decision))
    hits = {" ".join(hit.text.split()): hit.targets for hit in citations.find(text)}
    return resolve(hits, on, keeper=decision.case.authority.slug)


def texts_of(decision: Decision) -> Iterator[str]:
    """Everything in which a draft may cite the law."""
    yield from (decision.operative_part, decision.reasons, decision.answer_treatment)
    yield decision.discretion_norm
    yield from (consideration["text"] for consideration in decision.considerations)
    yield from decision.clause_texts
    yield from (clause["norm"] for clause in decision.clauses)
    yield decision.fee_basis


def resolve(hits: Mapping[str, Sequence[Citation]], on: date, keeper: str = "") -> list[Cited]:
    """Citations with their passages in force on the day `on`; four queries at most.

    `keeper` is the authority's slug: of by-laws with one name its own is meant.
    """
    passages_of = passages.lookup_many(hits, on, keeper)
    laws = {
        text: {target.law for target in targets if target.law} for text, targets in hits.items()
    }
    loaded = find_statutes(set().union(*laws.values()), keeper)
    return [
        Cited(
            text,
            passages_of.get(text),
            bool(names) and all(comparable(name) in loaded for name in names),
            tuple(hits[text]),
            any(loaded[comparable(name)].withdrawn for name in names if comparable(name) in loaded),
        )
        for text, names in laws.items()
    ]


def pin(decision: Decision, on: date) -> list[CitedNorm]:
    """Write down which version of each cited norm the decision rests on."""
    return CitedNorm.objects.bulk_create(
        CitedNorm(
            decision=decision,
            position=position,
            citation=cited.text[:200],
            norm_version_id=cited.passage.norm_version_id if cited.passage else None,
            text_hash=cited.passage.text_hash if cited.passage else "",
        )
        for position, cited in enumerate(cited_in(decision, on))
    )

"""The norms a decision cites, found in its texts and pinned to the version that was used."""

from dataclasses import dataclass
from datetime import date

from legal.passages import Passage

from casework.decisions.models import CitedNorm, Decision
from legal import citations, passages


@dataclass(frozen=True)
class Cited:
    """A citation as it stands in the decision and the passage it resolves to, if loaded."""

    text: str
    passage: Passage | None


def cited_in(decision: Decision, on: date) -> list[Cited]:
    """All norms cited in operative part, reasons, ancillary clauses and fee basis, each once."""
    text = "\n".join(
        (decision.operative_part, decision.reasons, decision.ancillary_clauses, decision.fee_basis)
    )
    found = list(dict.fromkeys(" ".join(hit.text.split()) for hit in citations.find(text)))
    known = passages.lookup_many(found, on)
    return [Cited(citation, known.get(citation)) for citation in found]


def pin(decision: Decision, on: date) -> list[CitedNorm]:
    """Write down which version of each cited norm the decision rests on."""
    return CitedNorm.objects.bulk_create(
        CitedNorm(
            decision=decision,
            position=position,
            citation=cited.text[:200],
            norm_version_id=cited.passage.norm_version if cited.passage else None,
            text_hash=cited.passage.text_hash if cited.passage else "",
        )
        for position, cited in enumerate(cited_in(decision, on))
    )

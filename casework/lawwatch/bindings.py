"""For each law binding of a step: whether its norm changed, for the badges of the law panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casework.services.models import LawBinding
from legal.history import CitedLaw, cited_law


@dataclass(frozen=True, slots=True)
class BindingState:
    """What became of a bound norm. Ids are those of NormVersion, for a comparison of both texts.

    `valid_from` is the day the text of now came into force, None where only its observation is
    known. `norm_id` is None where the law is not loaded or has no such norm (`unknown`).
    """

    binding_id: int
    position: int
    citation: str
    norm_id: int | None
    changed_since_review: bool
    changed_since_arrival: bool
    vanished: bool
    unknown: bool
    reviewed_version_id: int | None
    arrival_version_id: int | None
    current_version_id: int | None
    valid_from: date | None


def state_of_bindings(
    version_id: int, task: str, *, arrived_at: datetime | None, keeper: str = ""
) -> list[BindingState]:
    """The states of a step's bindings in the package's order; four queries at most.

    `version_id` is the installed version the case runs on, `arrived_at` when its application
    arrived (None: not asked), `keeper` the authority's slug, whose by-laws are meant.
    """
    bindings = LawBinding.objects.filter(version=version_id, task=task).select_related("version")
    return states(bindings.defer("version__bundle"), arrived_at=arrived_at, keeper=keeper)


def states(
    bindings: Iterable[LawBinding], *, arrived_at: datetime | None, keeper: str = ""
) -> list[BindingState]:
    """As `state_of_bindings` for any bindings, which come with their version."""
    rows = list(bindings)
    laws = cited_law({row.citation for row in rows}, keeper)
    return [_state(row, laws[row.citation], arrived_at) for row in rows]


def _state(row: LawBinding, law: CitedLaw, arrived_at: datetime | None) -> BindingState:
    norm = law.norms[0] if law.norms else None
    current = norm.current if norm else None
    since = row.reviewed_at or row.version.installed_at
    reviewed = arrival = None
    if norm is not None:
        reviewed = (norm.with_hash(row.reviewed_hash) if row.reviewed_hash else None) or norm.at(
            since
        )
        arrival = norm.at(arrived_at) if arrived_at else None
    right = bool(row.reviewed_hash) and row.reviewed_hash == law.fingerprint
    return BindingState(
        binding_id=row.pk,
        position=row.position,
        citation=row.citation,
        norm_id=norm.norm.pk if norm else None,
        changed_since_review=not right and any(one.changed_since(since) for one in law.norms),
        changed_since_arrival=arrived_at is not None
        and any(one.changed_since(arrived_at) for one in law.norms),
        vanished=norm is not None and current is None,
        unknown=bool(law.unknown),
        reviewed_version_id=reviewed.pk if reviewed else None,
        arrival_version_id=arrival.pk if arrival else None,
        current_version_id=current.pk if current else None,
        valid_from=current.valid_from if current else None,
    )

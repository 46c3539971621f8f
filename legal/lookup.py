"""Finds the versions of cited norms in the database, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from legal.aliases import FOLDERS, comparable
from legal.citations import Citation
from legal.models import NormVersion, Statute
from legal.targets import enbez_forms, norm_key
from legal.versions import in_force

Found = NormVersion


def find_statutes(
    names: Iterable[str], keeper: str = "", *, with_links: bool = False
) -> dict[str, Statute]:
    """The statute each name means, by comparable name; one query.

    Where several laws share a name: the one that `keeper` entered, else the one our table of
    folders names, else the one in force, else the youngest. What others entered is never meant;
    without a `keeper` common law is. Entries that are only a link (see legal.bylaws.links) are
    found `with_links` only.
    """
    wanted = {comparable(name) for name in names} - {""}
    if not wanted:
        return {}
    found = Statute.objects.filter(names__overlap=sorted(wanted), keeper__in={"", keeper})
    if not with_links:
        found = found.filter(Q(keeper="") | ~Q(fingerprint=""))
    candidates: dict[str, list[Statute]] = {}
    for statute in found.order_by("slug"):
        for name in wanted.intersection(statute.names):
            candidates.setdefault(name, []).append(statute)
    return {
        name: max(of_name, key=lambda statute: _rank(statute, name))
        for name, of_name in candidates.items()
    }


def _rank(statute: Statute, name: str) -> tuple[bool, bool, bool, bool, date]:
    return (
        bool(statute.keeper),
        FOLDERS.get(name) == statute.slug,
        not statute.withdrawn,
        comparable(statute.name) == name,
        statute.issued_on or date.min,
    )


def find_versions(
    citations: Collection[Citation], on: date | None, keeper: str = ""
) -> dict[Citation, Found]:
    """For each citation the version of its norm in force on `on` (None: the current one).

    Three queries at most: statutes, candidate versions without their text, the texts chosen.
    """
    statutes = find_statutes((target.law for target in citations if target.law), keeper)
    placed = {
        target: statutes[comparable(target.law)]
        for target in citations
        if target.law and norm_key(target) and comparable(target.law) in statutes
    }
    if not placed:
        return {}
    candidates = _candidates(placed, on)
    chosen = {
        target: pk
        for target, statute in placed.items()
        if (pk := _choose(target, statute, candidates, on)) is not None
    }
    texts = NormVersion.objects.select_related("norm").in_bulk(set(chosen.values()))
    for target, pk in chosen.items():
        texts[pk].norm.statute = placed[target]
    return {target: texts[pk] for target, pk in chosen.items()}


class _Candidate(NamedTuple):
    """A version without its text, and what tells of which norm it is one."""

    pk: int
    norm_id: int
    statute_id: int
    key: str
    enbez: str
    observed_at: datetime
    superseded_at: datetime | None
    valid_from: date | None
    valid_to: date | None


_FIELDS = (
    *("pk", "norm_id", "norm__statute_id", "norm__key", "norm__enbez"),
    *("observed_at", "superseded_at", "valid_from", "valid_to"),
)
Candidates = dict[tuple[int, str], list[_Candidate]]


def _candidates(placed: dict[Citation, Statute], on: date | None) -> Candidates:
    """Versions of the norms that could be meant, by statute and key, and by designation."""
    versions = NormVersion.objects.filter(
        Q(norm__key__in={norm_key(target) for target in placed})
        | Q(norm__enbez__in={form for target in placed for form in enbez_forms(target)}),
        norm__statute__in={statute.pk for statute in placed.values()},
    )
    if on is None:
        versions = versions.filter(is_current=True)
    found: Candidates = {}
    for row in versions.order_by("norm__position", "observed_at").values_list(*_FIELDS):
        candidate = _Candidate(*row)
        for name in {candidate.key, f"={candidate.enbez}"}:
            found.setdefault((candidate.statute_id, name), []).append(candidate)
    return found


def _choose(
    target: Citation, statute: Statute, candidates: Candidates, on: date | None
) -> int | None:
    names = (norm_key(target), *(f"={form}" for form in enbez_forms(target)))
    for name in names:
        versions = candidates.get((statute.pk, name), [])
        norms = {version.norm_id for version in versions}
        if len(norms) == 1:  # a designation that several parts share says nothing
            version = versions[-1] if on is None else in_force(versions, on)
            return None if version is None else version.pk
    return None

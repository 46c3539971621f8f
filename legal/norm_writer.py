"""Brings the norms of statutes in line with what was read, inside the caller's transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Value, When

from legal.bulk import copy_rows
from legal.gii import LawError
from legal.models import Norm, NormVersion, Statute
from legal.norm_rows import NormRow, ReadNorm, VersionRow
from legal.search.index import forget, refresh


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did to one law, counted in norms."""

    slug: str
    new: int = 0
    changed: int = 0
    refreshed: int = 0  # the text is the same, but structure or editors' notes differ
    vanished: int = 0
    returned: int = 0

    @property
    def touched(self) -> bool:
        return any((self.new, self.changed, self.refreshed, self.vanished, self.returned))


@dataclass(slots=True)
class _Known:
    """A norm in the database with its current version's id and hashes, if it has one."""

    norm: Norm
    version_id: int | None = None
    text_hash: str = ""
    full_hash: str = ""
    observed_at: datetime | None = None


@dataclass(slots=True)
class _Plan:
    """What is to be written of all laws together; filled norm by norm, written at once."""

    new_norms: list[NormRow] = field(default_factory=list)
    moved_norms: list[Norm] = field(default_factory=list)
    new_versions: list[tuple[NormRow | Norm, VersionRow]] = field(default_factory=list)
    refreshed: list[VersionRow] = field(default_factory=list)
    superseded: dict[int, datetime] = field(default_factory=dict)

    def touched(self) -> set[int]:
        """The ids of norms that the search must read anew; known once all is written."""
        norms = (*self.moved_norms, *(norm for norm, _ in self.new_versions))
        return {norm.id for norm in norms if norm.id is not None}


def write_norms(
    work: Sequence[tuple[Statute, Sequence[ReadNorm]]],
    known_statutes: Collection[str],
    *,
    search_later: bool = False,
) -> list[Outcome]:
    """Write what changed in these statutes, observed when their statute was.

    `known_statutes` are the slugs of those that may have norms already. The number of queries
    grows neither with the statutes nor with the norms. Raises LawError for a norm that changed
    since the very moment it was observed at. With `search_later` changed norms leave the search
    until `legal.search.index.catch_up`, which is quicker for many; else they are in it at once.
    """
    known = _known_norms([statute for statute, _ in work if statute.slug in known_statutes])
    plan = _Plan()
    outcomes = [_plan_law(plan, statute, read, known.get(statute.pk, {})) for statute, read in work]
    _carry_out(plan)
    (forget if search_later else refresh)(plan.touched())
    return outcomes


def _known_norms(statutes: list[Statute]) -> dict[int, dict[str, _Known]]:
    """By statute and key."""
    if not statutes:
        return {}
    known = {norm.pk: _Known(norm) for norm in Norm.objects.filter(statute__in=statutes)}
    current = NormVersion.objects.filter(norm__statute__in=statutes, is_current=True)
    fields = ("norm_id", "pk", "text_hash", "full_hash", "observed_at")
    for norm_id, *version in current.values_list(*fields):
        known[norm_id] = _Known(known[norm_id].norm, *version)
    found: dict[int, dict[str, _Known]] = {}
    for entry in known.values():
        found.setdefault(entry.norm.statute_id, {})[entry.norm.key] = entry
    return found


def _plan_law(
    plan: _Plan, statute: Statute, read: Sequence[ReadNorm], known: dict[str, _Known]
) -> Outcome:
    fates = Counter(_plan_norm(plan, statute, norm, known.get(norm.key)) for norm in read)
    vanished = _plan_vanished(plan, statute, known, {norm.key for norm in read})
    return Outcome(
        slug=statute.slug,
        new=fates["new"],
        changed=fates["changed"],
        refreshed=fates["refreshed"],
        vanished=vanished,
        returned=fates["returned"],
    )


def _plan_norm(plan: _Plan, statute: Statute, read: ReadNorm, there: _Known | None) -> str:
    """What becomes of the norm: new, returned, changed, refreshed or same."""
    version = read.version
    if there is None:
        row = read.row(statute.pk)
        plan.new_norms.append(row)
        plan.new_versions.append((row, version))
        return "new"
    _plan_place(plan, there.norm, read)
    if there.version_id is None:
        plan.new_versions.append((there.norm, version))
        return "returned"
    if there.text_hash != version.text_hash:
        if there.observed_at == statute.observed_at:
            raise LawError(statute.slug, f"has two texts of {there.norm.enbez} at the same moment")
        plan.superseded[there.version_id] = statute.observed_at
        plan.new_versions.append((there.norm, version))
        return "changed"
    if there.full_hash != version.full_hash:
        version.id = there.version_id
        plan.refreshed.append(version)
        return "refreshed"
    return "same"


def _plan_place(plan: _Plan, norm: Norm, read: ReadNorm) -> None:
    """A norm may move, be renamed or come back without a new text."""
    said = read.place | {"vanished_at": None}
    if any(getattr(norm, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(norm, name, value)
        plan.moved_norms.append(norm)


def _plan_vanished(
    plan: _Plan, statute: Statute, known: dict[str, _Known], present: set[str]
) -> int:
    gone = [
        entry
        for key, entry in known.items()
        if key not in present and entry.norm.vanished_at is None
    ]
    for entry in gone:
        entry.norm.vanished_at = statute.observed_at
        plan.moved_norms.append(entry.norm)
        if entry.version_id is not None:
            plan.superseded[entry.version_id] = statute.observed_at
    return len(gone)


def _carry_out(plan: _Plan) -> None:
    copy_rows(Norm, plan.new_norms)
    if plan.moved_norms:
        _upsert(plan.moved_norms)
    if plan.superseded:
        _supersede(plan.superseded)
    for norm, version in plan.new_versions:
        version.norm_id = norm.id
    copy_rows(NormVersion, [version for _, version in plan.new_versions])
    if plan.refreshed:
        _refresh(plan.refreshed)


def _supersede(moments: dict[int, datetime]) -> None:
    """Close versions, each at the moment its successor (or its absence) was observed."""
    moment = Case(*(When(pk=pk, then=Value(at)) for pk, at in moments.items()))
    NormVersion.objects.filter(pk__in=moments).update(is_current=False, superseded_at=moment)


def _upsert(norms: list[Norm]) -> None:
    """One statement for all: they are known by (statute, key), so that none is made twice."""
    Norm.objects.bulk_create(
        norms,
        update_conflicts=True,
        unique_fields=["statute", "key"],
        update_fields=["kind", "doknr", "enbez", "title", "outline", "position", "vanished_at"],
    )


def _refresh(rows: list[VersionRow]) -> None:
    """The text of a version stands; structure and notes follow the source."""
    fields = ("title", "text", "notes_text", "full_hash", "build_date")
    versions = []
    for row in rows:
        version = NormVersion(pk=row.id, tree=json.loads(row.tree))
        version.notes_tree = json.loads(row.notes_tree)
        for name in fields:
            setattr(version, name, getattr(row, name))
        versions.append(version)
    NormVersion.objects.bulk_update(versions, [*fields, "tree", "notes_tree"])

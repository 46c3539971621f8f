"""Brings the norms of one statute in line with what was read, inside the caller's transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Value, When

from legal.bulk import copy_rows, reserve_ids, to_json
from legal.gii import LawError, LawNorm
from legal.models import Norm, NormVersion, Statute
from legal.versions import full_hash, text_hash


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

    new_norms: list[Norm] = field(default_factory=list)
    moved_norms: list[Norm] = field(default_factory=list)
    new_versions: list[NormVersion] = field(default_factory=list)
    refreshed: list[NormVersion] = field(default_factory=list)
    superseded: dict[int, datetime] = field(default_factory=dict)


def write_norms(
    work: Sequence[tuple[Statute, Sequence[LawNorm]]], known_statutes: Collection[str]
) -> list[Outcome]:
    """Write what changed in these statutes, observed when their statute was.

    Raises LawError for a norm that changed since the very moment it was observed at.

    `known_statutes` are the slugs of those that may have norms already. The number of queries
    grows neither with the statutes nor with the norms.
    """
    known = _known_norms([statute for statute, _ in work if statute.slug in known_statutes])
    plan = _Plan()
    outcomes = [_plan_law(plan, statute, read, known.get(statute.pk, {})) for statute, read in work]
    _carry_out(plan)
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
    plan: _Plan, statute: Statute, read: Sequence[LawNorm], known: dict[str, _Known]
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


def _plan_norm(plan: _Plan, statute: Statute, read: LawNorm, there: _Known | None) -> str:
    """What becomes of the norm: new, returned, changed, refreshed or same."""
    if there is None:
        norm = Norm(statute=statute, key=read.key)
        _describe(norm, read)
        plan.new_norms.append(norm)
        plan.new_versions.append(_version(norm, read, statute))
        return "new"
    norm = there.norm
    returned = norm.vanished_at is not None
    norm.vanished_at = None
    if _describe(norm, read) or returned:
        plan.moved_norms.append(norm)
    version = _version(norm, read, statute)
    if there.version_id is None:
        plan.new_versions.append(version)
        return "returned"
    if there.text_hash != version.text_hash:
        if there.observed_at == statute.observed_at:
            raise LawError(statute.slug, f"has two texts of {read.enbez} at the same moment")
        plan.superseded[there.version_id] = statute.observed_at
        plan.new_versions.append(version)
        return "changed"
    if there.full_hash != version.full_hash:
        version.pk = there.version_id
        plan.refreshed.append(version)
        return "refreshed"
    return "same"


def _describe(norm: Norm, read: LawNorm) -> bool:
    """Bring what `norm` says of itself up to date; whether anything of it changed."""
    said = {
        "kind": read.kind,
        "doknr": read.doknr,
        "enbez": read.enbez,
        "title": _title(read),
        "outline": [[unit.label, unit.title] for unit in read.outline],
        "position": read.position,
    }
    changed = any(getattr(norm, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(norm, name, value)
    return changed


def _title(read: LawNorm) -> str:
    if read.kind == "outline" and read.outline:
        return read.title or read.outline[-1].title
    return read.title


def _version(norm: Norm, read: LawNorm, statute: Statute) -> NormVersion:
    """The version that `read` is; its trees are JSON text, ready to hash and copy."""
    title, body, notes = _title(read), read.body, read.notes
    tree, notes_tree = to_json(body.nodes), to_json(notes.nodes)
    return NormVersion(
        norm=norm,
        title=title,
        text=body.text,
        tree=tree,
        notes_text=notes.text,
        notes_tree=notes_tree,
        text_hash=text_hash(title, body.text),
        full_hash=full_hash(title, body.text, tree, notes.text, notes_tree),
        build_date=read.build_date,
        stand=statute.stand,
        observed_at=statute.observed_at,
    )


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
    _insert(plan.new_norms)
    if plan.moved_norms:
        _upsert(plan.moved_norms)
    if plan.superseded:
        _supersede(plan.superseded)
    for version in plan.new_versions:
        version.norm_id = version.norm.pk
    _insert(plan.new_versions)
    if plan.refreshed:
        _refresh(plan.refreshed)


def _supersede(moments: dict[int, datetime]) -> None:
    """Close versions, each at the moment its successor (or its absence) was observed."""
    moment = Case(*(When(pk=pk, then=Value(at)) for pk, at in moments.items()))
    NormVersion.objects.filter(pk__in=moments).update(is_current=False, superseded_at=moment)


def _insert(rows: Sequence[Norm] | Sequence[NormVersion]) -> None:
    if rows:
        for row, pk in zip(rows, reserve_ids(type(rows[0]), len(rows)), strict=True):
            row.pk = pk
        copy_rows(rows)


def _upsert(norms: list[Norm]) -> None:
    """One statement for all: they are known by (statute, key), so that none is made twice."""
    Norm.objects.bulk_create(
        norms,
        update_conflicts=True,
        unique_fields=["statute", "key"],
        update_fields=["kind", "doknr", "enbez", "title", "outline", "position", "vanished_at"],
    )


def _refresh(versions: list[NormVersion]) -> None:
    """The text of a version stands; structure and notes follow the source."""
    for version in versions:
        version.tree = json.loads(version.tree)
        version.notes_tree = json.loads(version.notes_tree)
    NormVersion.objects.bulk_update(
        versions, ["title", "text", "tree", "notes_text", "notes_tree", "full_hash", "build_date"]
    )

"""Writes a law into the database: atomically, and only what changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from legal.aliases import name_to_cite, names_of
from legal.gii import READER_VERSION, Law, LawError, LawNorm, read_law
from legal.models import Norm, NormVersion, Statute
from legal.targets import PORTAL
from legal.versions import full_hash, text_hash


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did to one law, counted in norms."""

    slug: str
    new: int = 0
    changed: int = 0
    refreshed: int = 0  # the text is the same, but structure, place or editors' notes differ
    vanished: int = 0
    returned: int = 0

    @property
    def touched(self) -> bool:
        return any((self.new, self.changed, self.refreshed, self.vanished, self.returned))


@dataclass(slots=True)
class _Known:
    """A norm in the database with the hashes of its current version."""

    norm: Norm
    version_id: int | None
    text_hash: str
    full_hash: str


def import_law(slug: str, data: bytes, observed_at: datetime, source_tag: str = "") -> Outcome:
    """Write the law in `data` (the portal's XML) as the text observed at `observed_at`.

    All or nothing. Norms whose normalised text is unchanged keep their version. A norm that the
    file no longer has is marked as vanished, never deleted. Raises LawError for a file that
    cannot be read or is older than what is there.
    """
    fingerprint = fingerprint_of(data)
    statute = Statute.objects.filter(slug=slug).first() if slug else None
    if statute is not None and statute.fingerprint == fingerprint:
        return Outcome(slug)
    law = read_law(data, slug or "unnamed file")
    slug = slug or slug_of_law(law)
    with transaction.atomic():
        statute = Statute.objects.select_for_update().filter(slug=slug).first()
        _refuse_older(statute, law, slug, observed_at)
        statute = _write_statute(statute, law, slug, observed_at, fingerprint, source_tag)
        return _write_norms(statute, law, observed_at)


def fingerprint_of(data: bytes) -> str:
    """Hash of the file and of the reader's version: equal means there is nothing to do."""
    return hashlib.sha256(b"%d\n" % READER_VERSION + data).hexdigest()


def slug_of_law(law: Law) -> str:
    """The slug for a law whose file is not named: the portal makes it from jurabk this way."""
    return re.sub(r"[^0-9a-z]", "_", law.names[0].lower())


def _refuse_older(statute: Statute | None, law: Law, slug: str, observed_at: datetime) -> None:
    if statute is not None and statute.build_date > law.build_date:
        raise LawError(
            slug,
            f"is older ({law.build_date}) than the text already there ({statute.build_date})",
        )
    if statute is not None and statute.observed_at > observed_at:
        raise LawError(
            slug,
            f"would be observed on {observed_at:%Y-%m-%d}, "
            f"but the text already there was on {statute.observed_at:%Y-%m-%d}",
        )


def _write_statute(
    statute: Statute | None,
    law: Law,
    slug: str,
    observed_at: datetime,
    fingerprint: str,
    source_tag: str,
) -> Statute:
    stand = [entry.text for entry in law.stand if entry.kind == "Stand"]
    others = [entry.text for entry in law.stand if entry.kind != "Stand"]
    statute = statute or Statute(slug=slug)
    statute.name = name_to_cite(law)
    statute.names = names_of(law, slug)
    statute.short_title = law.short_title
    statute.title = law.long_title
    statute.doknr = law.doknr
    statute.issued_on = _day(law.issued_on)
    statute.gazette = "; ".join(" ".join(place) for place in law.gazettes)
    statute.stand = "; ".join(stand)
    statute.remarks = "\n".join(others)
    statute.withdrawn = any(entry.kind == "Aufh" for entry in law.stand)
    statute.source_url = f"{PORTAL}/{slug}/"
    statute.build_date = law.build_date
    statute.fingerprint = fingerprint
    statute.source_tag = source_tag
    statute.observed_at = observed_at
    statute.save()
    return statute


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _write_norms(statute: Statute, law: Law, observed_at: datetime) -> Outcome:
    known = _known_norms(statute)
    norms: list[Norm] = []
    fresh: list[NormVersion] = []
    superseded: list[int] = []
    same_text: list[NormVersion] = []
    new = changed = returned = 0
    for read in law.norms:
        there = known.get(read.key)
        norm = there.norm if there else Norm(statute=statute, key=read.key)
        moved = _place(norm, read)
        returned += norm.pk is not None and norm.vanished_at is not None
        if moved or norm.vanished_at is not None:
            norm.vanished_at = None
            norms.append(norm)
        version = _version(norm, read, statute, observed_at)
        if there is None or there.version_id is None:
            new += there is None
            fresh.append(version)
        elif there.text_hash != version.text_hash:
            changed += 1
            superseded.append(there.version_id)
            fresh.append(version)
        elif there.full_hash != version.full_hash:
            version.pk = there.version_id
            same_text.append(version)
    gone = _gone(known, {read.key for read in law.norms}, observed_at)
    _upsert(norms + [entry.norm for entry in gone])
    superseded += [entry.version_id for entry in gone if entry.version_id is not None]
    _supersede(superseded, observed_at)
    NormVersion.objects.bulk_create(fresh)
    _refresh(same_text)
    return Outcome(statute.slug, new, changed, len(same_text), len(gone), returned)


def _known_norms(statute: Statute) -> dict[str, _Known]:
    current = {
        norm_id: (pk, text, full)
        for pk, norm_id, text, full in NormVersion.objects.filter(
            norm__statute=statute, is_current=True
        ).values_list("pk", "norm_id", "text_hash", "full_hash")
    }
    return {
        norm.key: _Known(norm, *current.get(norm.pk, (None, "", "")))
        for norm in Norm.objects.filter(statute=statute)
    }


def _place(norm: Norm, read: LawNorm) -> bool:
    """Bring what `norm` says of itself up to date; whether anything of it changed."""
    said: dict[str, Any] = {
        "kind": read.kind,
        "doknr": read.doknr,
        "enbez": read.enbez,
        "title": _title(read),
        "outline": [[unit.label, unit.title] for unit in read.outline],
        "position": read.position,
    }
    changed = norm.pk is None or any(getattr(norm, name) != said[name] for name in said)
    for name, value in said.items():
        setattr(norm, name, value)
    return changed


def _title(read: LawNorm) -> str:
    if read.kind == "outline" and read.outline:
        return read.title or read.outline[-1].title
    return read.title


def _version(norm: Norm, read: LawNorm, statute: Statute, observed_at: datetime) -> NormVersion:
    title = _title(read)
    notes = read.notes
    return NormVersion(
        norm=norm,
        title=title,
        text=read.body.text,
        tree=read.body.nodes,
        notes_text=notes.text,
        notes_tree=notes.nodes,
        text_hash=text_hash(title, read.body.text),
        full_hash=full_hash(title, read.body.text, read.body.nodes, notes.text, notes.nodes),
        build_date=read.build_date,
        stand=statute.stand,
        observed_at=observed_at,
    )


def _gone(known: dict[str, _Known], present: set[str], observed_at: datetime) -> list[_Known]:
    gone = [
        entry
        for key, entry in known.items()
        if key not in present and entry.norm.vanished_at is None
    ]
    for entry in gone:
        entry.norm.vanished_at = observed_at
    return gone


def _upsert(norms: list[Norm]) -> None:
    """One statement for all: rows known by (statute, key) are updated, others made."""
    if norms:
        Norm.objects.bulk_create(
            norms,
            update_conflicts=True,
            unique_fields=["statute", "key"],
            update_fields=["kind", "doknr", "enbez", "title", "outline", "position", "vanished_at"],
        )


def _supersede(version_ids: list[int], observed_at: datetime) -> None:
    if version_ids:
        NormVersion.objects.filter(pk__in=version_ids).update(
            is_current=False, superseded_at=observed_at
        )


def _refresh(versions: list[NormVersion]) -> None:
    """The text of a version stands; structure and notes follow the source."""
    if versions:
        NormVersion.objects.bulk_update(
            versions,
            ["title", "text", "tree", "notes_text", "notes_tree", "full_hash", "build_date"],
        )


def import_files(files: Iterator[Any], observed_at: datetime) -> Iterator[Outcome | LawError]:
    """Import each law by itself: one that is broken is named, the others go on."""
    for file in files:
        if isinstance(file, LawError):
            yield file
            continue
        try:
            yield import_law(file.slug, file.data, observed_at)
        except LawError as error:
            yield error

"""The one query behind legal.shelf: statutes by name, their norms asked for, and the versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Q

from legal.models import Norm, NormVersion, Statute

_STATUTE = (
    *("id", "slug", "kind", "keeper", "name", "names", "short_title", "title", "issued_on"),
    *("stand", "withdrawn", "source_url", "fingerprint", "observed_at"),
)
_NORM = ("id", "statute_id", "key", "kind", "enbez", "title", "position", "vanished_at")
_VERSION = (
    *("id", "norm_id", "title", "text_hash", "full_hash", "stand", "observed_at"),
    *("superseded_at", "is_current", "valid_from", "valid_to", "valid_source"),
)
_STATUTE_END, _NORM_END = len(_STATUTE), len(_STATUTE) + len(_NORM)
Record = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm, its statute at hand, with its versions: oldest first, without their text."""

    norm: Norm
    versions: list[NormVersion] = field(default_factory=list)


def find_rows(
    names: Iterable[str], norms: Collection[str], keeper: str, home: Statute | None
) -> tuple[list[Statute], list[NormRow]]:
    """The statutes that have one of `names` (and `home`), and of them the norms called `norms`.

    A norm is called by its key, or by "=" and its designation. Common law and the entries of
    `keeper`, links included.
    """
    statutes: dict[int, Statute] = {}
    rows: dict[int, NormRow] = {}
    for record in _records(names, norms, keeper, home):
        statute = statutes.get(record[0]) or _statute(record)
        statutes[statute.pk] = statute
        if len(record) > _STATUTE_END and record[_STATUTE_END] is not None:
            row = rows.get(record[_STATUTE_END]) or NormRow(_norm(record, statute))
            rows[row.norm.pk] = row
            if record[_NORM_END] is not None:
                row.versions.append(_version(record, row.norm))
    return list(statutes.values()), list(rows.values())


def _records(
    names: Iterable[str], norms: Collection[str], keeper: str, home: Statute | None
) -> Iterable[Record]:
    """One for each version; one for a norm or a statute that has none."""
    wanted = Q(names__overlap=sorted(names), keeper__in={"", keeper})
    if home is not None:
        wanted |= Q(pk=home.pk)
    statutes = Statute.objects.filter(wanted)
    if not norms:
        return statutes.order_by("slug").values_list(*_STATUTE)
    keys = [name for name in norms if not name.startswith("=")]
    forms = [name[1:] for name in norms if name.startswith("=")]
    named = Q(norms__key__in=keys) | Q(norms__enbez__in=forms)
    fields = (
        *_STATUTE,
        *(f"named__{name}" for name in _NORM),
        *(f"named__versions__{name}" for name in _VERSION),
    )
    ordered = statutes.annotate(named=FilteredRelation("norms", condition=named)).order_by(
        "slug", "named__position", "named__versions__observed_at"
    )
    return ordered.values_list(*fields)


def _statute(record: Record) -> Statute:
    return Statute.from_db(DEFAULT_DB_ALIAS, _STATUTE, record[:_STATUTE_END])


def _norm(record: Record, statute: Statute) -> Norm:
    norm = Norm.from_db(DEFAULT_DB_ALIAS, _NORM, record[_STATUTE_END:_NORM_END])
    norm.statute = statute
    return norm


def _version(record: Record, norm: Norm) -> NormVersion:
    version = NormVersion.from_db(DEFAULT_DB_ALIAS, _VERSION, record[_NORM_END:])
    version.norm = norm
    return version

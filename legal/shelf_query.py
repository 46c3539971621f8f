"""The one query behind legal.shelf: statutes by name, their norms asked for, and the versions.

Written by hand, because most pages begin with it: a row a statute, its norms and versions in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

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
_MOMENTS, _DAYS = ("vanished_at", "observed_at", "superseded_at"), ("valid_from", "valid_to")


def _columns(table: str, names: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


def _asked(what: str) -> str:
    """The keys or designations asked for of the statute at hand."""
    return (
        f"SELECT asked.norm FROM unnest(%({what}_laws)s::varchar[], %({what})s::varchar[])"  # noqa: S608 - written here
        " AS asked(law, norm) WHERE asked.law = ANY(statute.names) OR statute.id = %(home)s"
    )


_SQL = f"""
    SELECT {_columns("statute", _STATUTE)}, (
        SELECT json_agg(json_build_array({_columns("norm", _NORM)}, {_columns("version", _VERSION)})
            ORDER BY norm.position, norm.id, version.observed_at)
        FROM legal_norm AS norm LEFT JOIN legal_normversion AS version ON version.norm_id = norm.id
        WHERE norm.statute_id = statute.id AND (
            norm.key = ANY(ARRAY({_asked("keys")})) OR norm.enbez = ANY(ARRAY({_asked("forms")}))
        )
    )
    FROM legal_statute AS statute
    WHERE statute.names && %(laws)s::varchar[] AND statute.keeper = ANY(%(keepers)s)
        OR statute.id = %(home)s
    ORDER BY statute.slug
"""  # noqa: S608 - written here


@dataclass(frozen=True, slots=True)
class NormRow:
    """A norm, its statute at hand, with its versions: oldest first, without their text."""

    norm: Norm
    versions: list[NormVersion] = field(default_factory=list)


def find_rows(
    names: Mapping[str, set[str]], keeper: str, home: Statute | None
) -> tuple[list[Statute], list[NormRow]]:
    """The statutes that have one of `names` (and `home`), and of each the norms called so.

    `names` maps comparable names of statutes to what their norms are called: the key, or "=" and
    the designation; `home` is asked for all of them. Common law and the entries of `keeper`, links
    included.
    """
    pairs = [(law, norm) for law, norms in names.items() for norm in norms]
    keys = [(law, norm) for law, norm in pairs if not norm.startswith("=")]
    forms = [(law, norm[1:]) for law, norm in pairs if norm.startswith("=")]
    params: dict[str, Any] = {
        "laws": list(names),
        "keepers": ["", keeper],
        "home": home.pk if home else 0,
        "keys": [norm for _law, norm in keys],
        "keys_laws": [law for law, _norm in keys],
        "forms": [norm for _law, norm in forms],
        "forms_laws": [law for law, _norm in forms],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, params)
        records = cursor.fetchall()
    statutes: list[Statute] = []
    rows: list[NormRow] = []
    for record in records:
        statute = Statute.from_db(DEFAULT_DB_ALIAS, _STATUTE, record[:-1])
        statutes.append(statute)
        rows += _rows(statute, record[-1])
    return statutes, rows


def _rows(statute: Statute, found: str | list[list[Any]] | None) -> Iterator[NormRow]:
    parts = json.loads(found) if isinstance(found, str) else found or []
    for _norm_id, records in groupby(parts, key=lambda part: part[0]):
        versions = list(records)
        row = NormRow(_norm(versions[0][: len(_NORM)], statute))
        row.versions.extend(
            _version(values[len(_NORM) :], row.norm)
            for values in versions
            if values[len(_NORM)] is not None
        )
        yield row


def _norm(values: list[Any], statute: Statute) -> Norm:
    norm = Norm.from_db(DEFAULT_DB_ALIAS, _NORM, _dated(_NORM, values))
    norm.statute = statute
    return norm


def _version(values: list[Any], norm: Norm) -> NormVersion:
    version = NormVersion.from_db(DEFAULT_DB_ALIAS, _VERSION, _dated(_VERSION, values))
    version.norm = norm
    return version


def _dated(names: Sequence[str], values: list[Any]) -> list[Any]:
    """JSON has no dates."""
    for at, name in enumerate(names):
        if values[at] is not None and name in _MOMENTS:
            values[at] = datetime.fromisoformat(values[at])
        elif values[at] is not None and name in _DAYS:
            values[at] = date.fromisoformat(values[at])
    return values

"""The versions of a norm as the reader lists them, and which of them are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from legal.models import Norm, NormVersion
from legal.versions import in_force, starts_on

MAX_DIGITS = 18
_HEAVY = ("text", "tree", "notes_text", "notes_tree")


def versions_of(norm: Norm) -> list[NormVersion]:
    """All versions, the current one first and then the youngest, without their texts."""
    found = list(norm.versions.defer(*_HEAVY))
    found.sort(key=lambda one: (one.is_current, starts_on(one), one.observed_at), reverse=True)
    return found


def effective(versions: Sequence[NormVersion], on: date) -> int:
    """The place of the version in force on the day `on`; 0, the latest, where none is."""
    found = in_force(versions, on)
    return versions.index(found) if found is not None else 0


def chosen(versions: Sequence[NormVersion], wanted: str, default: int = 0) -> NormVersion:
    """The version with the id `wanted`, else the one at `default`. Raises Http404."""
    if wanted:
        known = wanted.isdecimal() and len(wanted) <= MAX_DIGITS
        found = (one for one in versions if known and one.pk == int(wanted))
        version = next(found, None)
    else:
        version = versions[default] if default < len(versions) else None
    if version is None:
        raise Http404
    return version


def with_texts(norm: Norm, *versions: NormVersion) -> list[NormVersion]:
    """The same versions with their texts and their norm; one query."""
    found = NormVersion.objects.in_bulk({version.pk for version in versions})
    loaded = [found[version.pk] for version in versions]
    for version in loaded:
        version.norm = norm
    return loaded

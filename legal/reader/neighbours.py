"""The norms before and after several norms at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from legal.models import Norm, NormVersion


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a link to a norm needs."""

    key: str
    enbez: str
    title: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The norms before and after a norm in its statute; None at its ends."""

    before: Neighbour | None = None
    after: Neighbour | None = None


def neighbours_of(versions: Collection[int]) -> dict[int, Neighbours]:
    """For each of these ids of versions the neighbours of its norm; one query, none for no ids."""
    if not versions:
        return {}
    others = Norm.objects.filter(
        statute=OuterRef("norm__statute"), vanished_at__isnull=True, kind=Norm.Kind.NORM
    )
    position = OuterRef("norm__position")
    found = NormVersion.objects.filter(pk__in=set(versions)).values_list(
        "pk",
        _first(others.filter(position__lt=position).order_by("-position")),
        _first(others.filter(position__gt=position).order_by("position")),
    )
    return {pk: Neighbours(_read(before), _read(after)) for pk, before, after in found}


def _first(norms: QuerySet[Norm]) -> Subquery:
    fields = JSONObject(key="key", enbez="enbez", title="title")
    return Subquery(norms.values(found=fields)[:1])


def _read(found: dict[str, Any] | None) -> Neighbour | None:
    return Neighbour(**found) if found else None

"""The norms before and after several norms at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from legal.models import Norm


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


def neighbours_of(norms: Collection[int]) -> dict[int, Neighbours]:
    """The neighbours of the norms with these ids; one query, none for no ids."""
    if not norms:
        return {}
    fields = neighbour_fields()
    found = Norm.objects.filter(pk__in=set(norms)).order_by().annotate(**fields)
    return {row["pk"]: read_neighbours(row) for row in found.values("pk", *fields)}


def neighbour_fields() -> dict[str, Expression]:
    """The columns for `read_neighbours`, to be added to a query of norms."""
    others = Norm.objects.filter(
        statute=OuterRef("statute"), vanished_at__isnull=True, kind=Norm.Kind.NORM
    )
    position = OuterRef("position")
    return {
        "before": _first(others.filter(position__lt=position).order_by("-position")),
        "after": _first(others.filter(position__gt=position).order_by("position")),
    }


def read_neighbours(row: Mapping[str, Any]) -> Neighbours:
    """From the columns of `neighbour_fields`."""
    return Neighbours(_read(row["before"]), _read(row["after"]))


def _first(norms: QuerySet[Norm]) -> Subquery:
    fields = JSONObject(key="key", enbez="enbez", title="title")
    return Subquery(norms.values(found=fields)[:1])


def _read(found: dict[str, Any] | None) -> Neighbour | None:
    return Neighbour(**found) if found else None

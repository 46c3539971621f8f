"""A whole law, or one unit of its outline, as running text: sent norm by norm while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404
from django.utils.safestring import SafeString

from legal.models import Norm, NormVersion, Statute
from legal.reader.crossrefs import context_in
from legal.reader.deferred import deferred_crossrefs
from legal.render import render

CHUNK = 100  # norms fetched at a time
DEEPEST = 6  # level of heading


@dataclass(frozen=True, slots=True)
class Entry:
    """A norm or a heading of the outline, as it stands in the running text."""

    key: str
    level: int
    heading: str
    text: SafeString
    notes: SafeString


@dataclass(frozen=True, slots=True)
class Stretch:
    """The positions of the statute to be shown, `end` not included (None: to the end)."""

    start: int
    end: int | None
    label: str


def stretch_of(statute: Statute, key: str) -> Stretch:
    """What belongs to the outline unit with this key; "" is the whole statute. Raises Http404."""
    if not key:
        return Stretch(0, None, "")
    units = Norm.objects.filter(statute=statute, kind=Norm.Kind.OUTLINE, vanished_at__isnull=True)
    found: Norm | None = None
    for unit in units.order_by("position").only("key", "outline", "position"):
        if found is not None and len(unit.outline) <= len(found.outline):
            return Stretch(found.position, unit.position, _label(found))
        if unit.key == key:
            found = unit
    if found is None:
        raise Http404
    return Stretch(found.position, None, _label(found))


def entries(statute: Statute, stretch: Stretch) -> Iterator[Entry]:
    """The current texts in their order; one query, CHUNK rows in memory at a time."""
    versions = NormVersion.objects.filter(
        norm__statute=statute,
        norm__vanished_at__isnull=True,
        norm__position__gte=stretch.start,
        is_current=True,
    ).exclude(norm__kind=Norm.Kind.HEAD)
    if stretch.end is not None:
        versions = versions.filter(norm__position__lt=stretch.end)
    ordered = versions.select_related("norm").order_by("norm__position")
    level = 1
    for version in ordered.iterator(chunk_size=CHUNK):
        norm = version.norm
        if norm.kind == Norm.Kind.OUTLINE:
            level = min(1 + len(norm.outline), DEEPEST - 1)
            heading = _label(norm) or version.title
        else:
            heading = " ".join(filter(None, (norm.enbez, version.title)))
        yield Entry(
            norm.key,
            level if norm.kind == Norm.Kind.OUTLINE else level + 1,
            heading,
            _linked(version, statute),
            SafeString(render(version.notes)),
        )


def _linked(version: NormVersion, statute: Statute) -> SafeString:
    """The text with its references as links that are looked up when followed."""
    norm, body = version.norm, version.body
    links = deferred_crossrefs(body, context_in(statute.name, norm.enbez))
    return SafeString(render(body, anchor=f"n-{norm.pk}", links=links))


def _label(unit: Norm) -> str:
    return " ".join(filter(None, unit.outline[-1])) if unit.outline else unit.title

"""Brings the laws asked for up to date from a source, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from legal.gii import LawError
from legal.importer import import_law
from legal.models import Statute
from legal.norm_writer import Outcome
from legal.portal import Source


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of one law: its outcome, or None where the source had nothing newer."""

    slug: str
    outcome: Outcome | None = None
    error: LawError | None = None


def sync(source: Source, slugs: list[str], observed_at: datetime) -> Iterator[Synced]:
    """Fetch and import each law; a broken one is told in its place and the others go on.

    Can be stopped at any time and run again: each law is written at once, together with the tag
    by which the source says "not modified" the next time. Raises portal.Unreachable.
    """
    tags = dict(Statute.objects.filter(slug__in=slugs).values_list("slug", "source_tag"))
    for slug in slugs:
        try:
            fetched = source.fetch(slug, tags.get(slug, ""))
            if fetched.data is None:
                yield Synced(slug)
            else:
                outcome = import_law(slug, fetched.data, observed_at, fetched.tag)
                yield Synced(slug, outcome)
        except LawError as error:
            yield Synced(slug, error=error)

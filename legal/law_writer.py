"""Writes laws that were read into the database: each whole or not at all, and only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import DataError, connection, transaction

from legal.aliases import name_to_cite, names_of
from legal.gii import LawError
from legal.law_reading import Prepared, stand_of
from legal.models import Statute
from legal.norm_writer import Outcome, write_norms
from legal.search.index import refresh_statutes
from legal.targets import PORTAL


def write_laws(
    prepared: Sequence[Prepared], *, search_later: bool = False
) -> list[Outcome | LawError]:
    """Write laws of different slugs, and tell for each what was done or why it was refused.

    The number of queries does not grow with the number of laws or norms. Should the database
    refuse the batch, its laws are written one by one, so that only the culprit is refused. For
    `search_later` see write_norms.
    """
    if not prepared:
        return []
    try:
        return _write_together(prepared, search_later)
    except (DataError, LawError) as error:
        if len(prepared) > 1:
            singly = (write_laws([one], search_later=search_later) for one in prepared)
            return [result for results in singly for result in results]
        if isinstance(error, LawError):
            return [error]
        return [LawError(prepared[0].slug, f"does not fit into the database: {error}")]


def _write_together(prepared: Sequence[Prepared], search_later: bool) -> list[Outcome | LawError]:
    with transaction.atomic():
        _write_behind()
        slugs = [one.slug for one in prepared]
        there = {s.slug: s for s in Statute.objects.select_for_update().filter(slug__in=slugs)}
        refused = {one.slug: error for one in prepared if (error := _refusal(there, one))}
        writable = {one.slug: one for one in prepared if one.slug not in refused}
        statutes = _write_statutes(list(writable.values()))
        work = [(statutes[slug], one.norms) for slug, one in writable.items()]
        written = write_norms(work, known_statutes=set(there), search_later=search_later)
        outcomes = {outcome.slug: outcome for outcome in written}
        refresh_statutes([s.pk for slug, s in statutes.items() if _renamed(there.get(slug), s)])
    return [refused.get(slug) or outcomes[slug] for slug in slugs]


def _renamed(before: Statute | None, now: Statute) -> bool:
    """Whether the search finds the statute's norms by other names now."""
    names = ("name", "short_title", "title")
    return before is not None and any(getattr(before, n) != getattr(now, n) for n in names)


def _write_behind() -> None:
    """Let the server answer before its disk does: a crash costs at most the last laws, whole.

    They are simply imported again, because their fingerprint is lost with them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")


def _refusal(there: dict[str, Statute], prepared: Prepared) -> LawError | None:
    """Why `prepared` is not written: time only goes forward."""
    statute = there.get(prepared.slug)
    if statute is None:
        return None
    if statute.kind != Statute.Kind.FEDERAL:
        return LawError(statute.slug, "is the name of a law that was entered here")
    if statute.build_date > prepared.law.build_date:
        return LawError(
            statute.slug,
            f"is older ({prepared.law.build_date}) "
            f"than the text already there ({statute.build_date})",
        )
    if statute.observed_at > prepared.observed_at:
        return LawError(
            statute.slug,
            f"would be observed on {prepared.observed_at:%Y-%m-%d}, "
            f"but the text already there was on {statute.observed_at:%Y-%m-%d}",
        )
    return None


def _write_statutes(prepared: Sequence[Prepared]) -> dict[str, Statute]:
    written = Statute.objects.bulk_create(
        map(_statute, prepared),
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=[
            name.attname for name in Statute._meta.concrete_fields if name.attname not in _KEPT
        ],
    )
    return {statute.slug: statute for statute in written}


_KEPT = ("id", "slug", "kind")


def _statute(prepared: Prepared) -> Statute:
    law = prepared.law
    return Statute(
        slug=prepared.slug,
        name=name_to_cite(law),
        names=names_of(law, prepared.slug),
        short_title=law.short_title,
        title=law.long_title,
        doknr=law.doknr,
        issued_on=_day(law.issued_on),
        gazette="; ".join(" ".join(place) for place in law.gazettes),
        stand=stand_of(law),
        remarks="\n".join(entry.text for entry in law.stand if entry.kind != "Stand"),
        withdrawn=any(entry.kind == "Aufh" for entry in law.stand),
        source_url=f"{PORTAL}/{prepared.slug}/",
        build_date=law.build_date,
        fingerprint=prepared.fingerprint,
        source_tag=prepared.source_tag,
        observed_at=prepared.observed_at,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

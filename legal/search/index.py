"""Keeps the search in step with the norms, inside the transaction that changed them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction

from legal.models import Norm, NormVersion
from legal.search.facts import headings
from legal.search.folding import fold
from legal.search.models import SearchEntry, SearchWord
from legal.search.vector import Source, Vectors

BATCH = 1000
MAX_HEADING = 60
BATCHES_COUNTED = 15  # are one transaction, with the words they hold; bounds the memory
_ADD_WORDS = """
    INSERT INTO legal_searchword AS known (term, written, count, keeper)
    SELECT *, %s FROM unnest(%s::text[], %s::text[], %s::int[])
    ON CONFLICT (term, keeper) DO UPDATE SET
        count = known.count + excluded.count,
        written = CASE
            WHEN excluded.written = '' THEN known.written
            WHEN known.written = '' THEN excluded.written
            WHEN length(excluded.written) < length(known.written) THEN excluded.written
            ELSE known.written
        END
"""
_CONTENTS = re.compile("Inhalt|Übersicht")
_NUMBERED = re.compile("§|Art")
_NUMBER = re.compile(r"\d+[a-z]{0,3}")
_FORGET = """
    WITH gone AS (
        DELETE FROM legal_searchentry WHERE norm_id = ANY(%s) RETURNING words, statute_id
    ),
    lost AS (
        SELECT term, keeper, count(*) AS norms
        FROM gone JOIN legal_statute statute ON statute.id = statute_id,
            unnest(tsvector_to_array(words)) AS term
        GROUP BY term, keeper
    ),
    locked AS (
        SELECT term, keeper, norms FROM legal_searchword JOIN lost USING (term, keeper)
        ORDER BY term, keeper FOR UPDATE OF legal_searchword
    )
    UPDATE legal_searchword AS known SET count = greatest(known.count - locked.norms, 0)
    FROM locked WHERE known.term = locked.term AND known.keeper = locked.keeper
"""
_FIELDS = (
    "norm_id",
    "norm__statute_id",
    "norm__statute__slug",
    "norm__statute__keeper",
    "norm__statute__name",
    "norm__statute__short_title",
    "norm__statute__title",
    "norm__key",
    "norm__kind",
    "norm__enbez",
    "norm__outline",
    "title",
    "text",
)


class _Norm(NamedTuple):
    """What is indexed of a norm, in the order of _FIELDS."""

    pk: int
    statute_id: int
    slug: str
    keeper: str
    law: str
    short_title: str
    long_title: str
    key: str
    kind: str
    enbez: str
    outline: list[list[str]]
    title: str
    text: str


ByKeeper = defaultdict[str, Vectors]  # the words of what one office entered are counted apart


def refresh(norm_ids: Collection[int]) -> None:
    """Index anew the norms with these ids, in the caller's transaction; four queries.

    Norms that vanished leave the index.
    """
    if norm_ids:
        vectors = ByKeeper(Vectors)
        _index(list(norm_ids), vectors)
        _add_words(vectors)


def forget(norm_ids: Collection[int]) -> None:
    """Take norms out of the index whose text changed; `catch_up` is to bring them back."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(norm_ids)])


def refresh_statutes(statute_ids: Collection[int]) -> None:
    """Index anew all norms of statutes whose names changed."""
    norms = Norm.objects.filter(statute__in=statute_ids).values_list("pk", flat=True)
    for ids in _chunks(list(norms)):
        refresh(ids)


def waiting() -> list[int]:
    """The ids of norms that are not in the index and should be; one query."""
    texts = NormVersion.objects.filter(is_current=True, norm__search_entry__isnull=True)
    return list(texts.filter(norm__vanished_at__isnull=True).values_list("norm_id", flat=True))


def catch_up() -> Iterator[int]:
    """Index the norms that wait for it; yields how many were done, a batch after the other.

    Each batch is a transaction of its own: searches meanwhile find what is already there, and
    what was stopped goes on the next time. To be called outside a transaction.
    """
    ids = waiting()
    for several in _chunks(ids, BATCH * BATCHES_COUNTED):
        vectors = ByKeeper(Vectors)
        with transaction.atomic():
            for chunk in _chunks(several, BATCH):
                _index(chunk, vectors)
            _add_words(vectors)
        yield len(several)
    if len(ids) > BATCH:
        _tidy()


def rebuild() -> Iterator[int]:
    """Make the whole index anew, as `catch_up` does; needed where the analysis of words changed."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
    yield from catch_up()


def _tidy() -> None:
    """Sort what was added into the index and count it, so that searches need not and plan well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('legal_search_words')")
        cursor.execute("ANALYZE legal_searchentry, legal_searchword")


def _index(ids: Sequence[int], vectors: ByKeeper) -> None:
    forget(ids)
    rows = []
    for norm in map(_Norm._make, _norms(ids)):
        kind, title = _kind(norm), norm.title or headings().get((norm.slug, norm.key), "")
        made = vectors[norm.keeper].of(_source(norm, kind, title))
        heading = fold(title)[:MAX_HEADING]
        rows.append((norm.pk, norm.statute_id, kind, heading, *made))
    _copy(rows)


def _norms(ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    current = NormVersion.objects.filter(norm__in=ids, is_current=True)
    yield from current.filter(norm__vanished_at__isnull=True).values_list(*_FIELDS)


def _kind(norm: _Norm) -> str:
    if norm.kind == Norm.Kind.NORM and _CONTENTS.match(norm.enbez):
        return SearchEntry.Kind.CONTENTS
    if norm.kind == Norm.Kind.NORM and norm.enbez and not _NUMBERED.match(norm.enbez):
        return SearchEntry.Kind.ANNEX
    return norm.kind


def _source(norm: _Norm, kind: str, title: str) -> Source:
    """The head of a statute answers for the statute itself: its names are its title."""
    statute = f"{norm.law} {norm.short_title or norm.long_title}"
    above = norm.outline[:-1] if kind == SearchEntry.Kind.OUTLINE else norm.outline
    return Source(
        title=f"{statute} {norm.long_title}" if kind == SearchEntry.Kind.HEAD else title,
        statute=statute,
        place=" ".join(heading for _, heading in above),
        text=norm.text,
        numbers=tuple(_NUMBER.findall(norm.enbez)),
    )


def _copy(rows: list[tuple[Any, ...]]) -> None:
    columns = "norm_id, statute_id, kind, heading, words, title_length, length"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(f"COPY legal_searchentry ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _add_words(vectors: ByKeeper) -> None:
    """Add and count words; in order, so that no two transactions wait crosswise."""
    with connection.cursor() as cursor:
        for keeper, made in sorted(vectors.items()):
            terms = sorted(made.written.keys() | made.counts.keys())
            written = [made.written.get(term, "") for term in terms]
            counts = [made.counts[term] for term in terms]
            cursor.execute(_ADD_WORDS, [keeper, terms, written, counts])


def _chunks(ids: Sequence[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]

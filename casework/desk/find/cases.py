"""Cases by words: only those the person sees, the newest first, page by page without OFFSET."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery
from django.db import OperationalError, connections, router, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper, OrderBy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case, CaseText
from casework.cases.models.reach import reach_of
from casework.cases.wording import fold, near, texts_like, texts_with, words_of

PAGE = 10
FEW_UNITS = 10
MOST_IDS = 1000
LONGEST = 3000  # milliseconds that words are looked for
BY_INDEX = (
    "SET LOCAL enable_seqscan = {0}; SET LOCAL enable_indexscan = {0};"
    " SET LOCAL statement_timeout = {1}"
)
SHOWN = "A"  # number, names and address: where the words stand there, nobody wonders
PLACES: dict[str, Promise] = {
    "B": _("application"),
    "C": _("notes and conversations"),
    "D": _("documents"),
}


@dataclass(frozen=True)
class Hit:
    """A case, and where the words stand if not in what is shown of it."""

    case: Case
    places: Sequence[Promise] = ()


@dataclass(frozen=True)
class Hits:
    """A page of cases; `after` leads to the next one. `meant` are words read with a slip."""

    cases: Sequence[Hit] = ()
    after: int | None = None
    meant: Mapping[str, str] = field(default_factory=dict)


def find_cases(text: str, user: User, after: int | None = None, most: int = PAGE) -> Hits:
    """The cases `user` sees that have every word of `text`; where there are none, those that have
    them but for a slip of the pen. A fixed number of queries.
    """
    texts, meant = texts_with(text), {}
    rows = _rows(texts, user, after, most + 1)
    if not rows and after is None:
        rows = _rows(texts_like(text), user, None, most + 1, near=True)
        meant = _meant(text, rows[0]) if rows else {}
    more, rows = len(rows) > most, rows[:most]
    where = _places(text, meant, rows)
    hits = [Hit(case, where.get(case.pk, ())) for case in rows]
    return Hits(hits, rows[-1].pk if more else None, meant)


def corrected(text: str, meant: Mapping[str, str]) -> str:
    """`text` with the words that were meant."""
    return " ".join(meant.get(word, word) for word in words_of(text)) if meant else text


def _rows(
    texts: QuerySet[CaseText] | None,
    user: User,
    after: int | None,
    most: int,
    *,
    near: bool = False,
) -> list[Case]:
    """`near`: some of them are enough, to tell what was meant."""
    if texts is None:
        return []
    seen = Case.objects.visible_to(user).select_related("service", "unit").defer("data")
    if after is not None:
        seen = seen.filter(pk__lt=after)
    ids = _by_index(texts)
    if near or len(ids) < MOST_IDS:
        return list(seen.filter(pk__in=ids).order_by("-pk")[:most]) if ids else []
    return list(seen.filter(pk__in=texts.values("case")).order_by(_newest(user))[:most])


def _by_index(texts: QuerySet[CaseText]) -> list[int]:
    """The cases (ids) that have the words, whoever may see them, at most MOST_IDS: by the index of
    words alone. PostgreSQL guesses badly how rare a word is, or hundreds of them, and would rather
    read all cases from the newest on.
    """
    alias = router.db_for_read(CaseText)
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(BY_INDEX.format("off", LONGEST))
            found = list(texts.order_by().values_list("pk", flat=True)[:MOST_IDS])
            cursor.execute(BY_INDEX.format("on", 0))
            return found
    except OperationalError:
        return []


def _newest(user: User) -> OrderBy:
    """The newest first, for few units by a sum no index knows.

    In the order of the index PostgreSQL would read all cases from the newest on until it has a
    page; that is quick for who sees most of them, and slow for a unit among two hundred.
    """
    few = len(reach_of(user).units) <= FEW_UNITS
    return (F("pk") + 0).desc() if few else F("pk").desc()


def _places(text: str, meant: Mapping[str, str], rows: Sequence[Case]) -> dict[int, list[Promise]]:
    """By the id of the case; one query."""
    words = [word for one in words_of(text) for word in (one, meant.get(one, one))]
    found = CaseText.objects.filter(pk__in=[case.pk for case in rows])
    flags = [_within(words, weight) for weight in (SHOWN, *PLACES)]
    where: dict[int, list[Promise]] = {}
    for pk, shown, *within in found.values_list("pk", *flags):
        if not shown:
            where[pk] = [
                place for place, there in zip(PLACES.values(), within, strict=True) if there
            ]
    return where


def _within(words: Sequence[str], weight: str) -> "ExpressionWrapper[Q]":
    """Whether one of the words, or a word that begins so, has this weight."""
    names = " | ".join(f"'{fold(word)}':*{weight}" for word in words)
    texts = " | ".join(f"'{word.lower()}':{weight}" for word in words)
    query = SearchQuery(names, config="simple", search_type="raw")
    query |= SearchQuery(texts, config="german", search_type="raw")
    return ExpressionWrapper(Q(vector=query), output_field=BooleanField())


def _meant(text: str, case: Case) -> dict[str, str]:
    """The words of `text` with a slip, and what a case that was found for them has instead."""
    lexemes = Func("vector", function="tsvector_to_array")
    there: set[str] = set(CaseText.objects.values_list(lexemes, flat=True).get(pk=case.pk))
    written = {fold(word): word for word in words_of(case.applicant_name)}
    found = {}
    for word in words_of(text):
        fitting = sorted(near(word) & there, key=lambda one: (one not in written, one))
        if fitting and fold(word) not in there:
            found[word] = written.get(fitting[0], fitting[0])
    return found

"""Cases by words: only those the person sees, the newest first, page by page without OFFSET."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery
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
    them but for a slip of the pen. At most four queries.
    """
    texts, meant = texts_with(text), {}
    rows = _rows(texts, user, after, most + 1)
    if not rows and after is None:
        rows = _rows(texts_like(text), user, None, most + 1)
        meant = _meant(text, rows[0]) if rows else {}
    more, rows = len(rows) > most, rows[:most]
    where = _places(text, meant, rows)
    hits = [Hit(case, where.get(case.pk, ())) for case in rows]
    return Hits(hits, rows[-1].pk if more else None, meant)


def corrected(text: str, meant: Mapping[str, str]) -> str:
    """`text` with the words that were meant."""
    return " ".join(meant.get(word, word) for word in words_of(text)) if meant else text


def _rows(texts: QuerySet[CaseText] | None, user: User, after: int | None, most: int) -> list[Case]:
    if texts is None:
        return []
    cases = Case.objects.visible_to(user).filter(pk__in=texts.values("case"))
    if after is not None:
        cases = cases.filter(pk__lt=after)
    cases = cases.select_related("service", "unit").defer("data")
    return list(cases.order_by(_newest(user))[:most])


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

"""The pages of the inbox: rows page by page without OFFSET, and how many each view holds."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)

from casework.access.models import User
from casework.cases.following import followed_by
from casework.cases.models import Case, CaseQuerySet, Deadline, FollowUp, SavedView
from casework.cases.models.reach import reach_of
from casework.cases.seen import seen_at
from casework.decisions.cosign_lists import latest_of
from casework.decisions.models import CoSignature
from casework.desk.inbox.lists import Asked, called, own_cases, view_of
from casework.desk.inbox.narrowing import narrowed
from casework.desk.inbox.order import order_of
from casework.desk.inbox.saved import key_of, selection_of
from casework.desk.inbox.selection import VIEWS, Cursor, Selection
from casework.prepared import Given, Known, OneOf, ask
from casework.process.models import Step

PAGE_SIZE = 50
COUNT_LIMIT = 1000
REVIVED_SHOWN = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page:
    """One page of cases and where the next one begins (None: there is none)."""

    cases: Sequence[Case]
    after: Cursor | None
    co_signatures: Mapping[int, CoSignature]


def page_of(selection: Selection, user: User, today: date, asked: Asked) -> Page:
    """The rows of one page with their open steps and where their co-signatures stand; three
    queries whatever its length, one more for who is asked for something.

    Those are fetched apart and merged, so that the others still come in the order of their index.
    """
    parts = {"own": partial(view_of, selection.view, user, today)}
    if asked.cases and selection.view == "needs":
        parts["called"] = partial(called, asked)
    order = order_of(selection.view, selection.sort)
    found: dict[int, Case] = {}
    for name, part in parts.items():

        def cases(part: Callable[[], CaseQuerySet] = part) -> QuerySet[Case]:
            narrow = narrowed(part(), selection, user, today)
            found = for_rows(order.apply(narrow, selection.after), user)
            return found.prefetch_related(None)[: PAGE_SIZE + 1]

        found |= {case.pk: case for case in _asked_for(name, selection, user, today, asked, cases)}
    rows = list(found.values()) if len(parts) == 1 else order.merged(found.values())
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    _with_people(rows)
    with_open_steps(rows)
    after = order.cursor(rows[-1]) if more else None
    return Page(rows, after, latest_of([case.pk for case in rows]))


def _asked_for(
    name: str,
    selection: Selection,
    user: User,
    today: date,
    asked: Asked,
    make: Callable[[], QuerySet[Any, Row]],
    *more: Hashable,
) -> list[Row]:
    """The answer to `make`, its SQL kept for the question; words somebody seeks are not kept."""
    if selection.text:
        return list(make())
    reach = reach_of(user, today)
    question = name, today, reach.form, selection, bool(asked.cases), PAGE_SIZE, COUNT_LIMIT, *more
    return ask(question, make, user=user.pk, asked=sorted(asked.cases), **reach.given)


def for_rows(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """`cases` with what their lines show: why the follow-up, whether `user` saw or follows them."""
    follow_up = FollowUp.objects.filter(case=OuterRef("pk"), done_at__isnull=True)
    # The person by a query of their own: joined, PostgreSQL may read all people for each case.
    shown = cases.select_related("service", "unit").prefetch_related("assignee").defer("data")
    return shown.annotate(
        follow_up_reason=Subquery(follow_up.values("reason")[:1]),
        seen_at=seen_at(user),
        is_followed=followed_by(user),
    )


def _with_people(cases: Sequence[Case]) -> None:
    """Fetch who has each of `cases`; one query whose SQL is written once."""
    ids = {case.assignee_id for case in cases if case.assignee_id}
    found = ask("people", lambda: User.objects.filter(OneOf(F("id"), Given("ids"))), ids=list(ids))
    people = {person.pk: person for person in found}
    for case in cases:
        if case.assignee_id:
            case.assignee = people[case.assignee_id]


def with_open_steps(cases: Sequence[Case]) -> None:
    """Fetch the open steps of `cases` into their `open_steps`; one query."""
    steps: dict[int, list[Step]] = {case.pk: [] for case in cases}
    for step in ask("open steps", _open_steps, cases=list(steps)):
        steps[step.case_id].append(step)
    for case in cases:
        case.open_steps = steps[case.pk]  # type: ignore[attr-defined]


def _open_steps() -> QuerySet[Step]:
    return Step.objects.filter(OneOf(F("case_id"), Given("cases")), status=Step.Status.OPEN)


def revived(selection: Selection, user: User, today: date) -> QuerySet[Case]:
    """Closed cases of `user` or nobody in which a letter came back or an objection waits.

    Each with `mail_due`, until when; the most urgent first, with what a row shows.
    """
    mail = Deadline.objects.filter(kind=Deadline.Kind.MAIL, done_at__isnull=True)
    visible = Case.objects.visible_to(user).filter(own_cases(user, today))
    closed = visible.filter(status=Case.Status.CLOSED)
    due = mail.filter(case=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    found = narrowed(closed, selection, user, today).filter(pk__in=mail.values("case"))
    found = found.annotate(mail_due=Subquery(due)).order_by("mail_due", "pk")
    return for_rows(found, user)


def counts(
    selection: Selection, user: User, today: date, asked: Asked, named: Iterable[SavedView] = ()
) -> dict[str, int]:
    """How many cases each view holds under the selection's filters, each of the `named` lists
    under its own; counting stops at the limit. One query.

    "revived" are the closed ones that call for somebody again.
    """

    def under(chosen: Selection) -> QuerySet[Case]:
        return narrowed(view_of(chosen.view, user, today, asked), chosen, user, today)

    def lists() -> QuerySet[User, Any]:
        found = {view: under(replace(selection, view=view)) for view in VIEWS}
        found |= {key_of(one): under(selection_of(one)) for one in named}
        return _count(found | {"revived": revived(selection, user, today)}, user)

    own = tuple((key_of(one), one.query) for one in named)
    first = replace(selection, after=None, columns=())
    (found,) = _asked_for("counts", first, user, today, asked, lists, own)
    return {name: int(count) for name, count in found.items()}


def _count(lists: Mapping[str, QuerySet[Case]], user: User) -> QuerySet[User, Any]:
    """How many cases each of `lists` holds, at most COUNT_LIMIT.

    One query, and none of its parts reads more than COUNT_LIMIT index entries once they matched.
    """
    parts: dict[str, Any] = {
        name: Func(
            ArraySubquery(cases.order_by().values("pk")[:COUNT_LIMIT]),
            function="CARDINALITY",
            output_field=IntegerField(),
        )
        for name, cases in lists.items()
    }
    return User.objects.filter(pk=Known("user", user.pk)).values(**parts)


def decisions_in(selection: Selection, user: User, today: date) -> list[int]:
    """Ids of all cases a list holds whose open step is a decision; at most COUNT_LIMIT."""
    cases = narrowed(view_of(selection.view, user, today), selection, user, today).open()
    deciding = Step.objects.filter(status=Step.Status.OPEN, kind="decide").values("case")
    return list(cases.filter(pk__in=deciding).order_by().values_list("pk", flat=True)[:COUNT_LIMIT])


def next_free(user: User, today: date) -> QuerySet[Case]:
    """Cases nobody has taken, the most urgent first: due date, then the order of arrival."""
    free = view_of("needs", user, today).filter(assignee__isnull=True)
    return free.order_by(F("next_on").asc(nulls_last=True), "id")

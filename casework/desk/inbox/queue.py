"""The lists of the inbox: which cases, in which order, page by page without OFFSET."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)

from casework.access.models import User
from casework.cases.models import Case, CaseQuerySet, Deadline
from casework.decisions.cosign_lists import latest_of, open_requests
from casework.decisions.models import CoSignature
from casework.desk.inbox.selection import VIEWS, Cursor, Selection
from casework.process.models import Step

PAGE_SIZE = 50
COUNT_LIMIT = 1000
REVIVED_SHOWN = 50
# What calls for somebody even while the case waits for somebody else.
CALLING = (Case.Attention.ANSWER, Case.Attention.RETURNED_MAIL, Case.Attention.OBJECTION)


@dataclass(frozen=True)
class Page:
    """One page of cases and where the next one begins (None: there is none)."""

    cases: Sequence[Case]
    after: Cursor | None
    co_signatures: Mapping[int, CoSignature]


def view_of(view: str, user: User, today: date, to_sign: Collection[int] = ()) -> CaseQuerySet:
    """All cases `user` sees in a view of the inbox; `to_sign` are those they are asked to co-sign.

    These are ids, not a subquery: each arm of the OR then has an index.
    """
    visible = Case.objects.visible_to(user)
    if view == "closed":
        return visible.filter(status=Case.Status.CLOSED)
    if view == "open":
        return visible.open()
    waiting = ~Q(waiting_for="") | Q(pk__in=open_requests().values("decision__case"))
    if view == "waiting":
        return visible.open().filter(waiting)
    mine = Q(assignee=user) | Q(assignee__isnull=True)
    calls = ~waiting | Q(attention__in=CALLING) | Q(due_on__lt=today)
    own = visible.open().filter(mine).filter(calls)
    return own | Case.objects.open().filter(pk__in=to_sign) if to_sign else own


def narrowed(cases: CaseQuerySet, selection: Selection, user: User) -> CaseQuerySet:
    """`cases` with the filters of the selection applied."""
    if selection.service:
        cases = cases.filter(service=int(selection.service))
    if selection.person == "nobody":
        cases = cases.filter(assignee__isnull=True)
    elif selection.person:
        cases = cases.filter(
            assignee=user.pk if selection.person == "me" else int(selection.person)
        )
    if selection.text:
        for word in selection.text.split():
            cases = cases.filter(Q(file_number__icontains=word) | Q(applicant_name__icontains=word))
    return cases


def page_of(selection: Selection, user: User, today: date, to_sign: Collection[int] = ()) -> Page:
    """The rows of one page with their open steps and where their co-signatures stand; three
    queries whatever its length, one more for who is asked to sign.

    Those to be signed are fetched apart and merged, so that the others still come in the order of
    their index.
    """
    parts = [view_of(selection.view, user, today)]
    if to_sign and selection.view == "needs":
        parts.append(Case.objects.open().filter(pk__in=to_sign))
    ordered = _closed_order if selection.view == "closed" else _open_order
    found: dict[int, Case] = {}
    for part in parts:
        cases = ordered(narrowed(part, selection, user), selection.after)
        cases = cases.select_related("service", "assignee").defer("data")
        found |= {case.pk: case for case in cases[: PAGE_SIZE + 1]}
    rows = list(found.values()) if len(parts) == 1 else sorted(found.values(), key=_place)
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    steps = Prefetch("steps", Step.objects.filter(status=Step.Status.OPEN), to_attr="open_steps")
    prefetch_related_objects(rows, steps)
    after = _cursor(rows[-1]) if more else None
    return Page(rows, after, latest_of([case.pk for case in rows]))


def revived(selection: Selection, user: User) -> QuerySet[Case]:
    """Closed cases of `user` or nobody in which a letter came back or an objection waits.

    Each with `mail_due`, until when; the most urgent first, with what a row shows.
    """
    mail = Deadline.objects.filter(kind=Deadline.Kind.MAIL, done_at__isnull=True)
    mine = Q(assignee=user) | Q(assignee__isnull=True)
    closed = Case.objects.visible_to(user).filter(mine, status=Case.Status.CLOSED)
    due = mail.filter(case=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    found = narrowed(closed, selection, user).filter(pk__in=mail.values("case"))
    found = found.annotate(mail_due=Subquery(due)).order_by("mail_due", "pk")
    return found.select_related("service", "assignee").defer("data")


def counts(
    selection: Selection, user: User, today: date, to_sign: Collection[int] = ()
) -> dict[str, int]:
    """How many cases each view holds under the selection's filters; counting stops at the limit.

    "revived" are the closed ones that call for somebody again.

    One query, and none of its parts reads more than COUNT_LIMIT index entries once they matched.
    """
    lists: dict[str, QuerySet[Case]] = {
        view: narrowed(view_of(view, user, today, to_sign), selection, user) for view in VIEWS
    }
    lists["revived"] = revived(selection, user)
    parts: dict[str, Any] = {
        name: Func(
            ArraySubquery(cases.order_by().values("pk")[:COUNT_LIMIT]),
            function="CARDINALITY",
            output_field=IntegerField(),
        )
        for name, cases in lists.items()
    }
    found: Mapping[str, Any] = User.objects.filter(pk=user.pk).values(**parts).get()
    return {name: int(found[name]) for name in lists}


def decisions_in(selection: Selection, user: User, today: date) -> list[int]:
    """Ids of all cases a list holds whose open step is a decision; at most COUNT_LIMIT."""
    cases = narrowed(view_of(selection.view, user, today), selection, user).open()
    deciding = Step.objects.filter(status=Step.Status.OPEN, kind="decide").values("case")
    return list(cases.filter(pk__in=deciding).order_by().values_list("pk", flat=True)[:COUNT_LIMIT])


def next_free(user: User, today: date) -> QuerySet[Case]:
    """Cases nobody has taken, the most urgent first: due date, then the order of arrival."""
    free = view_of("needs", user, today).filter(assignee__isnull=True)
    return free.order_by(F("due_on").asc(nulls_last=True), "id")


def _open_order(cases: CaseQuerySet, after: Cursor | None) -> QuerySet[Case]:
    if after is not None and after.at is None:
        cases = cases.filter(due_on__isnull=True, pk__gt=after.pk)
    elif after is not None:
        later = Q(due_on__gt=after.at) | Q(due_on=after.at, pk__gt=after.pk)
        cases = cases.filter(later | Q(due_on__isnull=True))
    return cases.order_by(F("due_on").asc(nulls_last=True), "id")


def _closed_order(cases: CaseQuerySet, after: Cursor | None) -> QuerySet[Case]:
    if after is not None and isinstance(after.at, datetime):
        cases = cases.filter(Q(closed_at__lt=after.at) | Q(closed_at=after.at, pk__lt=after.pk))
    return cases.order_by("-closed_at", "-id")


def _place(case: Case) -> tuple[bool, date, int]:
    """Where an open case stands in the order of `_open_order`."""
    return case.due_on is None, case.due_on or date.max, case.pk


def _cursor(case: Case) -> Cursor:
    return Cursor(case.closed_at or case.due_on, case.pk)

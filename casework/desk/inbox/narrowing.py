"""The filters of the inbox, each a condition on the cases of a view."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from casework.access.models import User
from casework.cases.models import Case, CaseQuerySet, Seen
from casework.cases.wording import with_words
from casework.desk.inbox.selection import Selection
from casework.intake.models import Submission
from casework.prepared import Known
from casework.process.models import Step

Narrow = Callable[[str, User, date], Q]
WEEK = timedelta(days=7)


def narrowed(cases: CaseQuerySet, selection: Selection, user: User, today: date) -> CaseQuerySet:
    """`cases` with the filters of the selection applied."""
    chosen = {
        _service: selection.service,
        _unit: selection.unit,
        _person: selection.person,
        _step: selection.step,
        _due: selection.due,
        _news: selection.news,
        _channel: selection.channel,
    }
    for narrow, value in chosen.items():
        if value:
            cases = cases.filter(narrow(value, user, today))
    return with_words(cases, selection.text) if selection.text else cases


def _service(value: str, user: User, today: date) -> Q:
    return Q(service=int(value))


def _unit(value: str, user: User, today: date) -> Q:
    return Q(unit=int(value))


def _person(value: str, user: User, today: date) -> Q:
    if value == "nobody":
        return Q(assignee__isnull=True)
    return Q(assignee=Known("user", user.pk) if value == "me" else int(value))


def _step(value: str, user: User, today: date) -> Q:
    steps = Step.objects.filter(case=OuterRef("pk"), status=Step.Status.OPEN, kind=value)
    return Q(Exists(steps))


def _due(value: str, user: User, today: date) -> Q:
    return {
        "overdue": Q(next_on__lt=today),
        "today": Q(next_on=today),
        "week": Q(next_on__range=(today, today + WEEK)),
        "none": Q(next_on__isnull=True),
    }[value]


def _news(value: str, user: User, today: date) -> Q:
    if value == "follow_up":
        return Q(follow_up_on__lte=today)
    if value == "call_back":
        return Q(call_back_on__lte=today)
    if value == "unread":
        return unread(user)
    return Q(attention=value)


def _channel(value: str, user: User, today: date) -> Q:
    return Q(Exists(Submission.objects.filter(case=OuterRef("pk"), channel=value)))


def unread(user: User) -> Q:
    """Cases with news that `user` has not seen; those of colleagues are not theirs to read."""
    seen = Seen.objects.filter(case=OuterRef("pk"), user=Known("user", user.pk))
    since = seen.filter(at__gte=OuterRef("attention_since"))
    mine = Q(assignee=Known("user", user.pk)) | Q(assignee__isnull=True)
    return mine & ~Q(attention=Case.Attention.NONE) & ~Q(Exists(since))

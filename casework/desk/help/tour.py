"""The tour of the first day: five real tasks that tick themselves when they are done.

It never stands in the way: a card on the inbox, to be put away and called back. New people see it
by themselves for a month.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, F, Func, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User

NEW = timedelta(days=30)


class Task(NamedTuple):
    """What to do, how, and which requests (method and page) do it."""

    key: str
    label: Promise
    how: Promise
    done_by: frozenset[tuple[str, str]]


def _task(key: str, label: Promise, how: Promise, method: str, *pages: str) -> Task:
    return Task(key, label, how, frozenset((method, page) for page in pages))


TASKS: tuple[Task, ...] = (
    _task(
        "open",
        _("Open a case"),
        _("Click a file number in the list. Nothing changes by reading."),
        *("GET", "desk:case"),
    ),
    _task(
        "take",
        _("Take a case"),
        _("“Take the next case” above the list, or “Take” in a case. Your lead can assign anew."),
        *("POST", "desk:take", "desk:take-next"),
    ),
    _task(
        "law",
        _("Read a provision"),
        _("In a case, on the right: click a citation, for example § 28 VwVfG."),
        *("GET", "legal:norm", "legal:text", "legal:preview"),
    ),
    _task(
        "note",
        _("Write a note"),
        _("In the record of a case, at the end: what the next person must know."),
        *("POST", "desk:note"),
    ),
    _task(
        "follow-up",
        _("Set a follow-up"),
        _("At the top of a case: a day and why. The case then comes back by itself."),
        *("POST", "desk:follow-up"),
    ),
)
KEYS = {request: task.key for task in TASKS for request in task.done_by}


class Ticked(NamedTuple):
    """A task, and whether the person has done it."""

    task: Task
    done: bool


class Card(NamedTuple):
    """What the card shows."""

    tasks: tuple[Ticked, ...]
    left: int


def is_shown(user: User, now: datetime) -> bool:
    """Whether `user` sees the card: called back, or new and not put away."""
    if user.tour == User.Tour.BY_ITSELF:
        return now - user.date_joined < NEW
    return user.tour == User.Tour.BACK


def card(user: User, now: datetime) -> Card | None:
    """The card of `user`; None if it is not shown. No query."""
    if not is_shown(user, now):
        return None
    tasks = tuple(Ticked(task, task.key in user.tour_done) for task in TASKS)
    return Card(tasks, sum(not one.done for one in tasks))


def tick(user: User, key: str) -> None:
    """`user` has done the task; one statement, right also when two requests come at once."""
    added = Func(
        F("tour_done"),
        Value(key, output_field=CharField()),
        function="array_append",
        template="%(function)s(%(expressions)s::varchar)",
    )
    undone = User.objects.filter(pk=user.pk).exclude(tour_done__contains=[key])
    undone.update(tour_done=added)


def put_away(*, by: User) -> None:
    """Show the card no longer."""
    User.objects.filter(pk=by.pk).update(tour=User.Tour.AWAY)


def call_back(*, by: User) -> None:
    """Show the card again, with what is done already; from the beginning if all of it is."""
    done = by.tour_done if len(by.tour_done) < len(TASKS) else []
    User.objects.filter(pk=by.pk).update(tour=User.Tour.BACK, tour_done=done)

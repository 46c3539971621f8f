"""The lists of the out-tray: what waits to be posted, served, handed over, cleared up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from casework.access import roles
from casework.access.models import User
from casework.cases.models.reach import reach_of
from casework.delivery.actions.batches import holding
from casework.delivery.actions.common import deliveries
from casework.delivery.models import Attempt, Delivery, PostBatch
from casework.desk.mail.mail_words import Standing, standing

State, Channel = Delivery.State, Delivery.Channel
PAGE_SIZE = 100
POSTED_SHOWN = 20

UNCERTAIN = Q(state=State.UNDER_WAY, last_result=Attempt.Result.UNCERTAIN)
TROUBLE = (Q(state__in=(State.FAILED, State.RETURNED)) & Q(has_successor=False)) | UNCERTAIN
VIEWS: dict[str, Q] = {
    "print": Q(state=State.PLANNED, channel__in=(Channel.POST, Channel.FORMAL)),
    "proofs": Q(
        state=State.UNDER_WAY,
        channel__in=(Channel.FORMAL, Channel.POST),
        notified_on__isnull=True,
        open_batch__isnull=True,
    ),
    "counter": Q(state=State.PLANNED, channel=Channel.COUNTER),
    "portal": Q(state__in=(State.PLANNED, State.UNDER_WAY), channel=Channel.PORTAL),
    "trouble": TROUBLE,
}


@dataclass(frozen=True)
class MailRow:
    """A delivery with where it stands."""

    delivery: Delivery
    standing: Standing


def of(user: User) -> QuerySet[Delivery]:
    """The deliveries of cases in the units where `user` works or leads, with their attempts."""
    units = roles.unit_ids(user, roles.WORK, roles.LEAD)
    found = deliveries().filter(reach_of(user).not_barred("case__"), case__unit__in=units)
    return with_attempts(found)


def with_attempts(found: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Each with its print batch, how its last attempt ended, and whether it was sent anew."""
    attempts = Attempt.objects.filter(delivery=OuterRef("pk"))
    open_one = attempts.filter(result=Attempt.Result.OPEN).values("batch")[:1]
    return found.annotate(
        open_batch=Subquery(open_one),
        last_result=Subquery(attempts.order_by("-number").values("result")[:1]),
        has_successor=Exists(Delivery.objects.filter(earlier=OuterRef("pk"))),
    )


def rows(view: str, user: User, today: date) -> tuple[list[MailRow], bool]:
    """The rows of a view, the oldest first, and whether there are more than shown; one query."""
    found = list(of(user).filter(VIEWS[view]).order_by("created_at", "pk")[: PAGE_SIZE + 1])
    shown = [MailRow(one, standing(one, today)) for one in found[:PAGE_SIZE]]
    return shown, len(found) > PAGE_SIZE


def counts(user: User) -> dict[str, int]:
    """How many deliveries each view holds, and how many batches are not posted; two queries."""
    parts = {view: Count("pk", filter=condition) for view, condition in VIEWS.items()}
    running = (State.PLANNED, State.UNDER_WAY, State.FAILED, State.RETURNED)
    waiting = of(user).filter(state__in=running)
    found: dict[str, int] = waiting.order_by().aggregate(**parts)
    return {**found, "batches": batches(user).filter(state__in=OPEN).count()}


OPEN = (PostBatch.State.MAKING, PostBatch.State.READY)


def batches(user: User) -> QuerySet[PostBatch]:
    """The print batches of the units where `user` works or leads.

    Without those that hold a letter of a case they are excluded from: its PDF shows that letter.
    """
    units = roles.unit_ids(user, roles.WORK, roles.LEAD)
    found = PostBatch.objects.filter(unit__in=units)
    if barred := reach_of(user).barred:
        found = found.exclude(pk__in=holding(barred))
    return found.select_related("unit__authority", "made_by", "posted_by")


def batch_rows(user: User) -> tuple[Sequence[PostBatch], Sequence[PostBatch]]:
    """Batches not posted yet, and the latest that were; two queries."""
    found = batches(user).order_by("-made_at", "-pk")
    posted = found.filter(state=PostBatch.State.POSTED)
    return list(found.filter(state__in=OPEN)), list(posted[:POSTED_SHOWN])

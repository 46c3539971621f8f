"""A batch of notices as its page shows it: what is ready, what is not and why, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from casework.access.models import User
from casework.cases.models import Case
from casework.notices.models import BatchIssue, BatchItem

State, Item = BatchIssue.State, BatchItem.State
SHOWN_FIRST = (Item.REFUSED, Item.READY, Item.WAITING, Item.NEW, Item.SKIPPED, Item.ISSUED)


@dataclass(frozen=True)
class BatchPage:
    """The batch, its cases this person may see, and how many are in which state."""

    batch: BatchIssue
    items: Sequence[BatchItem]
    counts: dict[str, int]
    may_confirm: bool
    may_stop: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """How many are through with the part that is under way."""
        before = Item.NEW if self.batch.state == State.CHECKING else Item.WAITING
        return self.total - self.counts[before]

    @property
    def asks(self) -> bool:
        """Whether documents are asked for, instead of decisions issued."""
        return self.batch.kind == BatchIssue.Kind.REQUESTS

    @property
    def moving(self) -> bool:
        """Whether the worker is at it, so that the page looks again by itself."""
        return self.batch.state in (State.CHECKING, State.RUNNING)


def batch_page(batch: BatchIssue, user: User, *, leads: bool) -> BatchPage:
    """The page of a batch for somebody who may see it; two queries for its rows."""
    items = list(_items(batch, user))
    counts = dict.fromkeys(Item.values, 0)
    for item in items:
        counts[item.state] += 1
    order = {state: place for place, state in enumerate(SHOWN_FIRST)}
    own = batch.made_by_id == user.pk
    return BatchPage(
        batch=batch,
        items=sorted(items, key=lambda item: (order[Item(item.state)], item.position)),
        counts=counts,
        may_confirm=own and batch.state == State.READY and counts[Item.READY] > 0,
        may_stop=(own or leads) and batch.ended_at is None,
    )


def _items(batch: BatchIssue, user: User) -> QuerySet[BatchItem]:
    seen = Case.objects.visible_to(user).values("pk")
    return (
        batch.items.filter(case__in=seen)
        .select_related("case__service", "decision__step", "notice")
        .only(
            "state", "reason", "position", "batch_id", "case__file_number",
            "case__applicant_name", "case__service__name", "decision__outcome",
            "decision__fee_amount", "decision__step_id", "notice__number", "step_id",
        )
    )  # fmt: skip

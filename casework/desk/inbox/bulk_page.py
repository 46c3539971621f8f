"""What came of an act on many cases, for the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.bulk_undo import why_not_undo
from casework.cases.models import BulkAct, BulkItem, Case

State = BulkItem.State


@dataclass(frozen=True)
class BulkPage:
    """The act in a sentence, its cases (those not done first), and whether it can be undone."""

    act: BulkAct
    what: str
    items: Sequence[BulkItem]
    done: int
    refused: int
    why_not_undo: str | None

    @property
    def undone(self) -> bool:
        return self.act.undone_at is not None


def bulk_page(act: BulkAct, user: User, now: datetime) -> BulkPage:
    """The page of an act for who did it; cases they no longer see are left out. One query."""
    seen = Case.objects.visible_to(user).values("pk")
    items = list(
        act.items.filter(case__in=seen)
        .select_related("case__service")
        .defer("case__data")
        .order_by("pk")
    )
    done = sum(item.state in (State.DONE, State.UNDONE) for item in items)
    why_not = why_not_undo(act, user, now)
    if not any(item.state == State.DONE for item in items):
        why_not = why_not or _("There is nothing to undo.")
    return BulkPage(
        act=act,
        what=_what(act),
        items=sorted(items, key=lambda item: item.state not in (State.REFUSED, State.KEPT)),
        done=done,
        refused=len(items) - done,
        why_not_undo=why_not,
    )


def _what(act: BulkAct) -> str:
    if act.kind == BulkAct.Kind.FOLLOW_UP:
        day = formats.date_format(date.fromisoformat(act.given["due_on"]), "SHORT_DATE_FORMAT")
        return _("Follow-up on %(day)s: %(why)s") % {"day": day, "why": act.given["reason"]}
    if act.kind == BulkAct.Kind.DISTRIBUTE:
        return _("Distributed among several people")
    if act.given["to"] is None:
        return _("Assigned to nobody")
    return _("Assigned to %(who)s") % {"who": act.given["name"]}

"""What came of assigning, in the words the board shows above itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access.models import User
from casework.audit.models import Entry
from casework.cases.models import BulkAct, BulkItem
from casework.desk.inbox.bulk_page import BulkPage, bulk_page
from casework.desk.story import Sentence, tell

State = BulkItem.State
HANDS = ("case.take", "case.assign", "case.assign-undo")


@dataclass(frozen=True)
class Refused:
    """A case that stays as it was, why, and who had last given it to whom (None: nobody yet)."""

    number: str
    reason: str
    last: Sentence | None


@dataclass(frozen=True)
class Result:
    """The outcome in a sentence; which cases stay as they were; whether it can be undone."""

    act: int
    text: str
    refused: list[Refused]
    may_undo: bool


def result_of(act: BulkAct, user: User, now: datetime) -> Result:
    """What came of an act of `user`; one query, another one where something was refused."""
    page = bulk_page(act, user, now)
    kept = [one for one in page.items if one.state in (State.REFUSED, State.KEPT)]
    last = _last_hands([one.case_id for one in kept]) if kept else {}
    return Result(
        act=act.pk,
        text=_text(act, page),
        refused=[Refused(one.case.file_number, one.reason, last.get(one.case_id)) for one in kept],
        may_undo=page.why_not_undo is None,
    )


def _last_hands(cases: Collection[int]) -> dict[int, Sentence]:
    """The last time somebody gave or took each of these cases, told from the log; one query."""
    entries = Entry.objects.filter(case_id__in=cases, action=Entry.Action.ACT, act__in=HANDS)
    latest = list(entries.order_by("case_id", "-id").distinct("case_id"))
    told = tell(latest)
    return {int(entry.case_id or 0): one for entry, one in zip(latest, told, strict=True)}


def _text(act: BulkAct, page: BulkPage) -> str:
    stays = f" {_('These stay as they are:')}" if page.refused else ""
    if page.undone:
        return _("This was undone.") + stays
    if not page.done:
        return _("Nothing was assigned:")
    if act.given.get("name"):
        text = ngettext(
            "%(n)s case is now with %(who)s.", "%(n)s cases are now with %(who)s.", page.done
        )
    else:
        text = ngettext("%(n)s case was assigned.", "%(n)s cases were assigned.", page.done)
    return text % {"n": page.done, "who": act.given.get("name", "")} + stays

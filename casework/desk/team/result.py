"""What came of assigning, in the words the board shows above itself."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access.models import User
from casework.cases.models import BulkAct, BulkItem
from casework.desk.inbox.bulk_page import BulkPage, bulk_page

State = BulkItem.State


@dataclass(frozen=True)
class Refused:
    """A case that stays as it was, and why."""

    number: str
    reason: str


@dataclass(frozen=True)
class Result:
    """The outcome in a sentence; which cases stay as they were; whether it can be undone."""

    act: int
    text: str
    refused: list[Refused]
    may_undo: bool


def result_of(act: BulkAct, user: User, now: datetime) -> Result:
    """What came of an act of `user`; one query."""
    page = bulk_page(act, user, now)
    kept = [one for one in page.items if one.state in (State.REFUSED, State.KEPT)]
    return Result(
        act=act.pk,
        text=_text(act, page),
        refused=[Refused(one.case.file_number, one.reason) for one in kept],
        may_undo=page.why_not_undo is None,
    )


def _text(act: BulkAct, page: BulkPage) -> str:
    if page.undone:
        return _("This was undone.")
    if not page.done:
        return _("Nothing was assigned:")
    if act.given.get("name"):
        text = ngettext(
            "%(n)s case is now with %(who)s.", "%(n)s cases are now with %(who)s.", page.done
        )
    else:
        text = ngettext("%(n)s case was assigned.", "%(n)s cases were assigned.", page.done)
    said = text % {"n": page.done, "who": act.given.get("name", "")}
    return f"{said} {_('These stay as they are:')}" if page.refused else said

"""Named lists: one's own, and those shared with a unit one belongs to."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import SavedView
from casework.desk.inbox.selection import Selection
from casework.prepared import Known, OneOf, ask

MOST = 12
MOST_LETTERS = 40


def saved_views(user: User) -> list[SavedView]:
    """The named lists `user` can open, by name; one query."""
    units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)

    def theirs() -> QuerySet[SavedView]:
        shared = OneOf(F("unit_id"), Known("units", sorted(units)))
        found = SavedView.objects.filter(Q(owner=Known("user", user.pk)) | Q(shared))
        return found.select_related("unit")[:MOST]

    return ask("saved views", theirs, user=user.pk, units=sorted(units))


def selection_of(saved: SavedView) -> Selection:
    """The selection a name stands for; what no longer exists counts as not asked for."""
    return Selection.read(QueryDict(saved.query), default="needs")


def key_of(saved: SavedView) -> str:
    """Under which name its cases are counted."""
    return f"saved_{saved.pk}"


def is_one_of(selection: Selection, named: Iterable[SavedView]) -> SavedView | None:
    """The named list that a selection is, on whatever page of it."""
    query = selection.address(after=None).lstrip("?")
    return next((one for one in named if one.query == query), None)


def save_view(
    *, selection: Selection, name: str, unit: int | None, by: User, now: datetime
) -> SavedView:
    """Give a selection a name; a list of one's own with that name is replaced.

    Raises InvalidData without a name or for one too long, NotAllowed for a unit that is not one's
    own, Conflict when there are too many already.
    """
    name = " ".join(name.split())
    if not name:
        raise InvalidData({"name": _("Please give the view a name.")})
    if len(name) > MOST_LETTERS:
        raise InvalidData({"name": _("Please choose a shorter name, at most 40 characters.")})
    if unit is not None and unit not in roles.unit_ids(by, roles.WORK, roles.LEAD):
        raise NotAllowed(_("You can share views only with units you work in."))
    known = SavedView.objects.filter(owner=by).values_list("name", flat=True)
    if name not in known and len(known) >= MOST:
        raise Conflict(_("You have %(n)s views already; remove one first.") % {"n": MOST})
    query = selection.address(after=None).lstrip("?")
    saved, _made = SavedView.objects.update_or_create(
        owner=by, name=name, defaults={"query": query, "unit_id": unit, "saved_at": now}
    )
    return saved


def remove_view(*, saved: SavedView, by: User) -> None:
    """Remove a named list of one's own. Raises NotAllowed for somebody else's."""
    if saved.owner_id != by.pk:
        raise NotAllowed(_("Only %(who)s can remove this view.") % {"who": saved.owner})
    saved.delete()

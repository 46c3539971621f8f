"""What the page of the inbox shows, put together once for the whole page and for its rows alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from casework.access import roles
from casework.access.models import Unit, User
from casework.cases.models import Case, SavedView
from casework.desk.inbox import choices, queue, saved
from casework.desk.inbox.lines import lines_of
from casework.desk.inbox.lists import Asked, asked_of
from casework.desk.inbox.rows import Row
from casework.desk.inbox.selection import VIEWS, Selection
from casework.desk.people import colleagues_of


@dataclass(frozen=True)
class Tab:
    """A view to choose, with how many cases it holds."""

    label: str
    url: str
    count: int
    current: bool
    shared_with: str = ""


def rows_context(selection: Selection, user: User, now: datetime) -> dict[str, Any]:
    """The list and everything that changes with it."""
    today = timezone.localdate(now)
    asked = asked_of(user, today)
    page = queue.page_of(selection, user, today, asked)
    units = choices.units_of(user)
    mine = roles.unit_ids(user, roles.WORK, roles.LEAD)
    named = saved.saved_views(user)
    counts = queue.counts(selection, user, today, asked, named)
    works = roles.has_role(user, roles.WORK, roles.LEAD)
    counts["revived"] *= works
    rows = _rows(selection, user, today, page, asked, bool(counts["revived"]))
    return {
        "selection": selection,
        "views": _tabs(selection, counts, named),
        "hits": counts[selection.view],
        "rows": rows,
        "filter_words": choices.in_words(selection, units),
        "without_filters": Selection(selection.view, columns=selection.columns).address(),
        "columns": selection.columns,
        "deciding": sum(row.deciding for row in rows),
        "ticks": any(row.ticks for row in rows),
        "shown_view": saved.is_one_of(selection, named),
        "more": selection.address(after=page.after) if page.after else "",
        "first": selection.address(after=None) if selection.after else "",
        "count_limit": queue.COUNT_LIMIT,
        "works": works,
        "leads": roles.has_role(user, roles.LEAD),
        "units": units,
        "units_to_share": [unit for unit in units if unit.pk in mine],
        "people": SimpleLazyObject(lambda: colleagues_of(user)),  # where a list of them is shown
        "today": today,
        "now": now,
    }


def whole_context(
    selection: Selection, user: User, people: Iterable[User], units: Iterable[Unit]
) -> dict[str, Any]:
    """The filters around the list."""
    return {
        "services": choices.services_of(user, selection),
        "persons": choices.people_of(people, selection),
        "rare": choices.rare_filters(units, selection),
        "sorts": choices.sorts(selection),
        "column_choices": choices.columns(selection),
    }


def _rows(
    selection: Selection, user: User, today: date, page: queue.Page, asked: Asked, revived: bool
) -> list[Row]:
    """Closed cases that call for somebody come before everything else."""
    first: Iterable[Case] = ()
    if revived and selection.is_first_of("needs"):
        first = queue.revived(selection, user, today)[: queue.REVIVED_SHOWN]
    return lines_of((*first, *page.cases), selection, user, today, page, asked)


def _tabs(selection: Selection, counts: dict[str, int], named: Iterable[SavedView]) -> list[Tab]:
    """The usual views under the filters of the selection, then the named ones with their own."""
    shown = saved.is_one_of(selection, named)
    again = {"needs": counts["revived"]}
    usual = [
        Tab(
            label=str(choices.VIEWS[view]),
            url=selection.address(view=view, after=None) if not shown else f"?view={view}",
            count=counts[view] + again.get(view, 0),
            current=view == selection.view and not shown,
        )
        for view in VIEWS
    ]
    own = [
        Tab(
            label=one.name,
            url="?" + one.query,
            count=counts[saved.key_of(one)],
            current=shown == one,
            shared_with=str(one.unit or ""),
        )
        for one in named
    ]
    return usual + own

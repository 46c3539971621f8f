"""The lines of the inbox as they stand on the page; one that did not change is not drawn again."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from casework.access.models import User
from casework.cases.models import Case, Share
from casework.decisions.cosign_lists import ToSign
from casework.decisions.models import CoSignature
from casework.desk.inbox.lists import Asked, standing
from casework.desk.inbox.queue import Page
from casework.desk.inbox.rows import Row, row_of
from casework.desk.inbox.selection import Selection
from casework.kept import Kept

MOST = 3000  # lines a process keeps, of about 5 kB
TICK, REST = "desk/inbox_row.html#tick", "desk/inbox_row.html#cells"
BESIDE = ("_state", "open_steps", "_prefetched_objects_cache")  # in the key in another way


class _Told(NamedTuple):
    """What a line says of a case beyond the case itself."""

    to_sign: ToSign | None
    co_signature: CoSignature | None
    ask: Share | None


_lines: Kept[Row] = Kept(MOST)


def lines_of(
    cases: Iterable[Case], selection: Selection, user: User, today: date, page: Page, asked: Asked
) -> list[Row]:
    """A line for each of `cases`, which were fetched as queue.page_of does."""
    frame = standing(user, today), get_language(), selection.columns, selection.view == "closed"

    def line(case: Case) -> Row:
        told = _Told(
            asked.to_sign.get(case.pk),
            page.co_signatures.get(case.pk),
            asked.to_answer.get(case.pk),
        )
        key = (frame, *_of_case(case), *_of_told(told))
        return _lines.get(key, lambda: _drawn(case, told, selection, user, today))

    return [line(case) for case in cases]


def forget() -> None:
    """Forget every line: for measuring what drawing them costs."""
    _lines.clear()


def _drawn(case: Case, told: _Told, selection: Selection, user: User, today: date) -> Row:
    row = row_of(case, user, today, *told)
    context = {"row": row, "columns": selection.columns, "selection": selection, "today": today}
    tick, cells = (get_template(name).render(context) for name in (TICK, REST))
    return replace(row, tick=mark_safe(tick), cells=mark_safe(cells))  # noqa: S308 - templates


def _of_case(case: Case) -> Iterable[Hashable]:
    yield from (value for name, value in case.__dict__.items() if name not in BESIDE)
    yield from (case.service.name, case.unit.name, str(case.assignee or ""))
    steps = getattr(case, "open_steps", ())
    yield tuple((step.name, step.kind, step.opened_at) for step in steps)


def _of_told(told: _Told) -> Iterable[Hashable]:
    to_sign, latest, ask = told
    if to_sign:
        yield "to sign", to_sign.request.pk, to_sign.request.requested_at, str(to_sign.in_place_of)
    if latest:
        draft = latest.decision.version
        yield latest.pk, latest.state, latest.version, draft, latest.requested_at, str(latest.asked)
    if ask:
        yield "asked", ask.waits, str(ask.granted_by), ask.granted_at

"""Changes in the law: what an import touched, to be reviewed by an administrator."""

import json
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from casework.access.models import Authority
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.cases.models.reach import reach_of
from casework.desk.requests import changes, read_id, user_of
from casework.lawwatch.changes import ChangedNorm, Touched, load_texts, watch
from casework.lawwatch.reviews import Mark, mark, reviewed_lately, why_not
from legal.models import Statute

PAGE_SIZE = 20
DONE_SHOWN = 20


@require_GET
def law_review(request: HttpRequest) -> HttpResponse:
    """Norms that changed since their uses were reviewed, with what cites them; `?from=` goes on."""
    return _page(request)


@changes("desk:law-review")
def law_review_mark(request: HttpRequest) -> HttpResponse:
    """Write down that the ticked uses are still right, or were adapted."""
    _authority(request)
    marks = [found for text in request.POST.getlist("use") if (found := _mark(text))]
    try:
        reviews = mark(
            marks=marks,
            finding=request.POST.get("finding", ""),
            note=request.POST.get("note", "").replace("\x00", ""),
            by=user_of(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        return _page(request, errors=error.errors, status=422)
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("desk:law-review")
    text = ngettext("%(n)d place reviewed.", "%(n)d places reviewed.", len(reviews))
    messages.success(request, text % {"n": len(reviews)})
    return redirect("desk:law-review")


def _page(
    request: HttpRequest, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    authority = _authority(request)
    found = watch(authority)
    start = min(read_id(request.GET.get("from")) or 0, len(found.changed))
    shown = found.changed[start : start + PAGE_SIZE]
    load_texts(shown)
    barred = reach_of(user_of(request)).barred
    broken = [one for one in found.broken_before if _there(one, barred)] if not start else []
    visible = _visible(request, [*broken, *(t for one in shown for t in one.uses)])
    sent = request.POST.getlist("use") if errors else []
    context = {
        "changed": [(one, _rows(one, visible, sent, barred)) for one in shown],
        "broken": [_row(one, visible, sent) for one in broken],
        "total": len(found.changed),
        "places": found.places,
        "today": timezone.localdate(),
        "law_seen": _law_seen(),
        "next": start + PAGE_SIZE if start + PAGE_SIZE < len(found.changed) else None,
        "start": start,
        "errors": errors or {},
        "note": request.POST.get("note", "") if errors else "",
        "form": request.POST.get("form", "") if errors else "",
        "done": reviewed_lately(authority, DONE_SHOWN),
    }
    return render(request, "lawwatch/review.html", context, status=status)


def _law_seen() -> datetime | None:
    """When the official source was last read; None where no law is loaded yet."""
    seen: datetime | None = Statute.objects.filter(keeper="").aggregate(at=Max("observed_at"))["at"]
    return seen


def _authority(request: HttpRequest) -> Authority:
    user = user_of(request)
    reason = why_not(user)
    if reason or user.authority is None:
        raise PermissionDenied(reason)
    return user.authority


def _visible(request: HttpRequest, touched: list[Touched]) -> set[int]:
    """The cases among the uses that the person may open; administrators often may not."""
    ids = {one.use.case.pk for one in touched if one.use.case}
    if not ids:
        return set()
    cases = Case.objects.visible_to(user_of(request)).filter(pk__in=ids)
    return set(cases.values_list("pk", flat=True))


def _there(touched: Touched, barred: frozenset[int]) -> bool:
    """Not a draft of a case the person is excluded from, nor of one that belongs to it."""
    case = touched.use.case
    return case is None or not {case.pk, case.origin_id} & barred


def _rows(
    one: ChangedNorm, visible: set[int], sent: list[str], barred: frozenset[int]
) -> list[dict[str, object]]:
    return [
        _row(touched, visible, sent) | {"part_changed": one.part_changed(touched)}
        for touched in one.uses
        if _there(touched, barred)
    ]


def _row(touched: Touched, visible: set[int], sent: list[str]) -> dict[str, object]:
    use, value = touched.use, json.dumps([*touched.use.place, touched.seen])
    linked = use.case is not None and use.case.pk in visible
    return {
        "touched": touched,
        "use": use,
        "value": value,
        "linked": linked,
        "ticked": not sent or value in sent,
    }


def _mark(text: str) -> Mark | None:
    """A use as the page wrote it into its box; None for anything else."""
    try:
        kind, pk, text_key, citation, seen = json.loads(text[:2000])
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(pk, int) or not all(
        isinstance(part, str) for part in (kind, text_key, citation, seen)
    ):
        return None
    return Mark(kind, pk, text_key, citation, seen)

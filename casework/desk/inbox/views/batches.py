"""Batch issue on the desk: chosen in the inbox, checked, confirmed once, watched, stopped."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.access import roles
from casework.accounts.confirm import confirmed
from casework.audit.log import read
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.desk.inbox.batch_page import batch_page
from casework.desk.inbox.queue import decisions_in
from casework.desk.inbox.selection import Selection
from casework.desk.requests import changes, read_id, user_of
from casework.desk.responses import pdf_response
from casework.notices import tasks
from casework.notices.batches import actions
from casework.notices.batches.requests import preview_of
from casework.notices.models import BatchIssue

SHOWN = 30


@require_GET
def batches(request: HttpRequest) -> HttpResponse:
    """The latest batches this person made or leads."""
    found = actions.visible_batches(user_of(request)).select_related("made_by")[:SHOWN]
    return render(request, "desk/batches.html", {"batches": found})


@changes("desk:inbox")
def batch_new(request: HttpRequest) -> HttpResponse:
    """Make a batch of the ticked cases, or with `all` of every decision the list would show."""
    user, today = user_of(request), timezone.localdate()
    if "all" in request.POST:
        selection = Selection.read(request.POST, default="needs")
        chosen = decisions_in(selection, user, today)
    else:
        chosen = [found for one in request.POST.getlist("case") if (found := read_id(one))]
    try:
        batch = actions.make_batch(chosen=chosen, by=user, now=timezone.now())
    except InvalidData as error:
        messages.error(request, error.errors["case"])
        return redirect("desk:inbox")
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    tasks.work_on_batch.defer(batch_id=batch.pk)
    return redirect("desk:batch", batch.pk)


@changes("desk:inbox")
def batch_ask(request: HttpRequest) -> HttpResponse:
    """Make a batch that asks for the missing documents of the ticked cases, in the same words."""
    chosen = [found for one in request.POST.getlist("case") if (found := read_id(one))]
    try:
        batch = actions.make_batch(
            chosen=chosen,
            by=user_of(request),
            now=timezone.now(),
            kind=BatchIssue.Kind.REQUESTS,
            text=request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", ""),
            seen={pk: read_id(request.POST.get(f"version-{pk}")) for pk in chosen},
        )
    except InvalidData as error:
        for problem in error.errors.values():
            messages.error(request, problem)
        return redirect("desk:inbox")
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    tasks.work_on_batch.defer(batch_id=batch.pk)
    return redirect("desk:batch", batch.pk)


@require_GET
def batch_preview(request: HttpRequest, batch: int, item: int) -> HttpResponse:
    """The request for documents of one case of a batch, as it would go out."""
    user = user_of(request)
    visible = Case.objects.visible_to(user)
    found = get_object_or_404(
        _batch(request, batch).items.select_related("batch", "case"),
        pk=item,
        step__isnull=False,
        case__in=visible,
    )
    try:
        pdf = preview_of(found, user, timezone.now())
    except (NotAllowed, InvalidData) as error:
        raise PermissionDenied(str(error)) from error
    read(by=user, what="letter.preview", subject=found.case, case_id=found.case_id)
    return pdf_response(pdf, f"{found.case.file_number}-Entwurf.pdf")


@require_GET
@vary_on_headers("HX-Request")
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """How far the batch is; for htmx the part that changes."""
    user, found = user_of(request), _batch(request, batch)
    leads = roles.has_role(user, roles.LEAD)
    context = {"page": batch_page(found, user, leads=leads)}
    part = "#batch" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"desk/batch.html{part}", context)


@changes("desk:batches")
@confirmed("issue")
def batch_confirm(request: HttpRequest, batch: int) -> HttpResponse:
    """Have the ready notices issued."""
    return _act(request, batch, actions.confirm_batch, run=True)


@changes("desk:batches")
def batch_stop(request: HttpRequest, batch: int) -> HttpResponse:
    """Issue nothing more."""
    return _act(request, batch, actions.stop_batch, run=False)


def _act(
    request: HttpRequest, pk: int, action: Callable[..., BatchIssue], *, run: bool
) -> HttpResponse:
    found = _batch(request, pk)
    try:
        action(batch=found, by=user_of(request), now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        if run:
            tasks.work_on_batch.defer(batch_id=found.pk)
        else:
            messages.info(request, _("The batch is stopped; what is issued stays issued."))
    return redirect("desk:batch", found.pk)


def _batch(request: HttpRequest, pk: int) -> BatchIssue:
    visible = actions.visible_batches(user_of(request))
    return get_object_or_404(visible.select_related("made_by", "stopped_by"), pk=pk)

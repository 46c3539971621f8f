"""Retention: what is due. Deletion runs: proposed, confirmed by another, watched. Proofs."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.access.models import User
from casework.archive import proposing, tasks
from casework.archive.access import kept_units
from casework.archive.models import DeletionRun, Disposal
from casework.archive.proposing import visible_runs
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.keeping.forms import ProposeForm
from casework.desk.keeping.pages import SHOWN, due_context, run_page
from casework.desk.keeping.words import counted_words
from casework.desk.requests import changes, read_id, user_of


@require_GET
def retention(request: HttpRequest) -> HttpResponse:
    """Closed cases whose time is over, those that follow, and those that are held."""
    return _due(request, ProposeForm())


@changes("desk:retention")
def deletion_propose(request: HttpRequest) -> HttpResponse:
    """Propose a run over the ticked cases, or with `all` over every due one."""
    form = ProposeForm(request.POST)
    chosen = None
    if "all" not in request.POST:
        chosen = [pk for one in request.POST.getlist("case") if (pk := read_id(one))]
    if not form.is_valid():
        return _due(request, form, status=422)
    try:
        run = proposing.propose(
            chosen=chosen,
            offered=form.cleaned_data["offered"],
            by=keeper(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        form.add_error(None, str(error))
        return _due(request, form, status=422)
    tasks.work_on_run.defer(run_id=run.pk)
    return redirect("desk:deletion-run", run.pk)


@require_GET
def deletion_runs(request: HttpRequest) -> HttpResponse:
    """Deletion runs, the latest first."""
    runs = visible_runs(keeper(request)).select_related("made_by", "confirmed_by")
    page = Paginator(runs, SHOWN).get_page(request.GET.get("page", ""))
    return render(request, "desk/keeping/runs.html", {"pages": page})


@require_GET
@vary_on_headers("HX-Request")
def deletion_run(request: HttpRequest, run: int) -> HttpResponse:
    """What a run deletes, case by case, and how far it is; for htmx the part that changes."""
    found = _run(request, run)
    page = run_page(found, keeper(request), request.GET.get("page", ""))
    part = "#run" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"desk/keeping/run.html{part}", {"page": page})


@changes("desk:deletion-runs")
def deletion_confirm(request: HttpRequest, run: int) -> HttpResponse:
    """Have a run deleted, as the second person."""
    return _act(request, run, proposing.confirm, go_on=True)


@changes("desk:deletion-runs")
def deletion_stop(request: HttpRequest, run: int) -> HttpResponse:
    """Delete nothing more."""
    return _act(request, run, proposing.stop, go_on=False)


@require_GET
def disposals(request: HttpRequest) -> HttpResponse:
    """Proofs of deletion, the latest first, found by file number."""
    user, wanted = keeper(request), request.GET.get("q", "").strip()
    runs = visible_runs(user).values("pk")
    found = Disposal.objects.filter(run__in=runs).select_related(
        "run", "proposed_by", "confirmed_by"
    )
    if wanted:
        found = found.filter(file_number__icontains=wanted)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page", ""))
    lines = [(one, counted_words(one.counts)) for one in page]
    context = {"pages": page, "lines": lines, "wanted": wanted}
    return render(request, "desk/keeping/proofs.html", context)


def keeper(request: HttpRequest) -> User:
    """The person, who leads or administers some unit; PermissionDenied for all others."""
    user = user_of(request)
    if not kept_units(user):
        raise PermissionDenied(_("Retention and deletion are for leads and administrators."))
    return user


def _due(request: HttpRequest, form: ProposeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, **due_context(keeper(request), timezone.localdate())}
    return render(request, "desk/keeping/due.html", context, status=status)


def _run(request: HttpRequest, pk: int) -> DeletionRun:
    visible = visible_runs(keeper(request)).select_related("made_by", "confirmed_by", "stopped_by")
    return get_object_or_404(visible, pk=pk)


def _act(
    request: HttpRequest, pk: int, action: Callable[..., DeletionRun], *, go_on: bool
) -> HttpResponse:
    found = _run(request, pk)
    try:
        action(run=found, by=keeper(request), now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        if go_on:
            tasks.work_on_run.defer(run_id=found.pk)
        else:
            messages.info(request, _("The run is stopped; what is deleted stays deleted."))
    return redirect("desk:deletion-run", found.pk)

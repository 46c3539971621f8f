"""The out-tray: what waits to go out, in lists, and what is to be printed now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.delivery import printing, tasks
from casework.delivery.actions.batches import make_batches
from casework.delivery.models import PostBatch
from casework.desk.mail import mail_lists
from casework.desk.requests import changes, read_id, user_of

AT_ONCE = 25  # letters whose PDF is made while the person waits; more are left to the worker


@require_GET
def post(request: HttpRequest) -> HttpResponse:
    """The out-tray in one of its views; `?view=` names it."""
    return _page(request)


@changes("desk:post")
def post_print(request: HttpRequest) -> HttpResponse:
    """Put the ticked letters into print batches."""
    user = user_of(request)
    chosen = {pk for value in request.POST.getlist("delivery") if (pk := read_id(value))}
    two_sided = "two_sided" in request.POST
    try:
        made = make_batches(chosen=chosen, by=user, now=timezone.now(), two_sided=two_sided)
    except InvalidData as error:
        return _page(request, error=error.errors["delivery"], status=422)
    except Conflict as error:
        return _page(request, error=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    for batch in made:
        _print(batch)
    if len(made) == 1:
        return redirect("desk:post-batch", made[0].pk)
    text = ngettext("%(n)s print batch is made.", "%(n)s print batches are made.", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect(f"{reverse('desk:post')}?view=batches")


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    view = request.GET.get("view", "")
    view = view if view in mail_lists.VIEWS or view == "batches" else "print"
    context = {
        "view": view,
        "views": _views(view, mail_lists.counts(user)),
        "error": error,
        "today": today,
    }
    if view == "batches":
        context["open_batches"], context["posted"] = mail_lists.batch_rows(user)
    else:
        context["rows"], context["more"] = mail_lists.rows(view, user, today)
    return render(request, "desk/post.html", context, status=status)


def _views(current: str, counts: dict[str, int]) -> list[dict[str, object]]:
    labels = {
        "print": _("To print"),
        "batches": _("Print batches"),
        "proofs": _("Proof missing"),
        "counter": _("At the counter"),
        "portal": _("Portal"),
        "trouble": _("Trouble"),
    }
    return [
        {"key": key, "label": label, "count": counts[key], "current": key == current}
        for key, label in labels.items()
    ]


def _print(batch: PostBatch) -> None:
    if batch.letters <= AT_ONCE:
        printing.print_batch(batch.pk)
    else:
        tasks.print_batch.defer(batch_id=batch.pk)

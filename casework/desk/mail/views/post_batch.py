"""A print batch: its progress, its PDF, and the day its letters were posted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.cases import files
from casework.cases.errors import Conflict, InvalidData
from casework.delivery.actions.batches import dissolve
from casework.delivery.actions.posting import correct_posting, note_posting
from casework.delivery.models import Attempt, PostBatch
from casework.desk.mail import mail_lists
from casework.desk.mail.mail_forms import CorrectPostingForm, PostedForm
from casework.desk.requests import changes, read_id, user_of
from casework.desk.responses import pdf_response


@require_GET
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """A print batch: its PDF, its letters, and the day they were posted."""
    return _page(request, _batch(request, batch))


@require_GET
def batch_pdf(request: HttpRequest, batch: int) -> HttpResponse:
    """The PDF of a batch as it was made, however often it is printed."""
    found = _batch(request, batch)
    try:
        with files.open_stored(found.sha256) as file:
            content = file.read()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404(_("This batch has no PDF.")) from error
    read(by=user_of(request), what="post.read", subject=found)
    return pdf_response(content, f"Druckstapel-{found}.pdf")


@changes("desk:post")
def batch_posted(request: HttpRequest, batch: int) -> HttpResponse:
    """Note the day of posting; letters that are not ticked wait for the next batch."""
    found, form = _batch(request, batch), PostedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    gone = {read_id(value) for value in request.POST.getlist("delivery")}
    pks = found.attempts.values_list("delivery", flat=True)
    try:
        note_posting(
            batch=found,
            posted_on=form.cleaned_data["posted_on"],
            by=user_of(request),
            now=timezone.now(),
            left_out=[pk for pk in pks if pk not in gone],
        )
    except InvalidData as error:
        form.refuse(error)
        return _page(request, found, form, status=422)
    except Conflict as error:
        return _page(request, found, conflict=str(error), status=409)
    messages.success(request, _("The day of posting is noted; the periods are computed."))
    return redirect("desk:post-batch", found.pk)


@changes("desk:post")
def batch_correct(request: HttpRequest, batch: int) -> HttpResponse:
    """Correct the day of posting, with a reason."""
    found, form = _batch(request, batch), CorrectPostingForm(request.POST)
    if form.is_valid():
        try:
            now, by = timezone.now(), user_of(request)
            correct_posting(batch=found, by=by, now=now, **form.cleaned_data)
            messages.success(request, _("The day is corrected; the first entry stays visible."))
            return redirect("desk:post-batch", found.pk)
        except InvalidData as error:
            form.refuse(error)
        except Conflict as error:
            return _page(request, found, conflict=str(error), status=409)
    return _page(request, found, correct=form, status=422)


@changes("desk:post")
def batch_dissolve(request: HttpRequest, batch: int) -> HttpResponse:
    """Take a batch apart; its letters wait again."""
    found = _batch(request, batch)
    try:
        dissolve(batch=found, by=user_of(request), now=timezone.now())
    except Conflict as error:
        return _page(request, found, conflict=str(error), status=409)
    messages.success(request, _("The batch is dissolved; its letters wait to be printed."))
    return redirect("desk:post")


def _page(
    request: HttpRequest,
    found: PostBatch,
    form: PostedForm | None = None,
    *,
    correct: CorrectPostingForm | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    found.refresh_from_db()
    today = timezone.localdate()
    attempts = found.attempts.exclude(result=Attempt.Result.CANCELLED).order_by("pk")
    context = {
        "batch": found,
        "attempts": attempts.select_related("delivery__case", "delivery__notice").only(
            "result",
            "delivery__lines",
            "delivery__state",
            "delivery__case__file_number",
            "delivery__notice__number",
            "delivery__notice__subject",
        ),
        "form": form or PostedForm(initial={"posted_on": today}),
        "correct": correct or CorrectPostingForm(initial={"posted_on": found.posted_on}),
        "conflict": conflict,
    }
    template = "desk/post_batch.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#progress"
    return render(request, template, context, status=status)


def _batch(request: HttpRequest, pk: int) -> PostBatch:
    return get_object_or_404(mail_lists.batches(user_of(request)), pk=pk)

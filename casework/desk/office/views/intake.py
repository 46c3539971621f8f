"""The intake: submissions that did not become a case, and why."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.desk.requests import changes, user_of
from casework.desk.responses import file_response
from casework.intake import actions
from casework.intake.models import Submission

PAGE_SIZE = 50


@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """Submissions set aside or not read yet, the latest first; `?after=` an id goes on."""
    return _page(request)


@require_GET
def raw(request: HttpRequest, submission: int) -> HttpResponse:
    """The bytes of a submission as they arrived, only to be saved."""
    found = get_object_or_404(_submissions(request), pk=submission)
    read(by=user_of(request), what="submission.read", subject=found, case_id=found.case_id)
    return file_response(
        bytes(found.raw), "application/octet-stream", f"eingang-{found.pk}.{_ending(found)}"
    )


@changes("desk:intake")
def retry(request: HttpRequest, submission: int) -> HttpResponse:
    """Read a submission again, for example after its service was installed."""
    found = get_object_or_404(_submissions(request), pk=submission)
    case = actions.retry(submission=found, by=user_of(request), now=timezone.now())
    if case is None:
        messages.warning(request, _("The submission still cannot be read; see its reasons."))
    else:
        text = _("The submission became the case %(number)s.") % {"number": case.file_number}
        messages.success(request, text)
    return redirect("desk:intake")


@changes("desk:intake")
def discard(request: HttpRequest, submission: int) -> HttpResponse:
    """Put a submission away for good, with a reason."""
    found = get_object_or_404(_submissions(request), pk=submission)
    reason = request.POST.get("reason", "").replace("\x00", "")
    try:
        actions.discard(submission=found, by=user_of(request), now=timezone.now(), reason=reason)
    except InvalidData as error:
        return _page(request, failed=found.pk, error=error.errors["reason"], status=422)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The submission is discarded; its bytes are kept."))
    return redirect("desk:intake")


def _page(
    request: HttpRequest, *, failed: int = 0, error: str = "", status: int = 200
) -> HttpResponse:
    rows = _submissions(request).filter(
        status__in=(Submission.Status.STORED, Submission.Status.SET_ASIDE)
    )
    after = request.GET.get("after", "")
    if after.isdecimal():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.defer("raw").order_by("-pk")[: PAGE_SIZE + 1])
    more = found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None
    context = {"rows": found[:PAGE_SIZE], "more": more, "failed": failed, "error": error}
    return render(request, "desk/intake.html", context, status=status)


def _submissions(request: HttpRequest) -> QuerySet[Submission]:
    """Those without a case; what became one is read by who sees the case."""
    user = user_of(request)
    there = Q(case__isnull=True) | Q(case__in=Case.objects.visible_to(user))
    return Submission.objects.filter(there, authority=user.authority_id)


def _ending(submission: Submission) -> str:
    kinds = {"application/json": "json", "application/zip": "zip", "application/xml": "xml"}
    return kinds.get(submission.media_type.partition(";")[0], "bin")

"""Opening a review: an issued decision is withdrawn, revoked, corrected, or a fiction certified."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.decisions.reviews import open_review, purposes, reviewable
from casework.desk.case.review_forms import ReviewForm
from casework.desk.requests import case_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, file_number: str) -> HttpResponse:
    """Choose decision and purpose; the review opens as a case of its own."""
    case = case_of(request, file_number)
    if reason := policy.why_not(user_of(request), policy.REVIEW, case):
        raise PermissionDenied(reason)
    today = timezone.localdate()
    decisions, possible = reviewable(case), purposes(case, today)
    if request.method != "POST":
        initial = {
            "known_on": today,
            "purpose": request.GET.get("purpose", ""),
            "target": _target_of(decisions, request.GET.get("notice", "")),
        }
        return _page(request, case, ReviewForm(decisions, possible, initial=initial))
    form = ReviewForm(decisions, possible, request.POST)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    try:
        track = open_review(
            case=case,
            target=form.decision,
            wanted=form.wanted,
            by=user_of(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        form.refuse(error)
        return _page(request, case, form, status=422)
    except Conflict as error:
        return _page(request, case, form, conflict=str(error), status=409)
    text = _("The review is open; it deals with the decision in %(number)s.")
    messages.success(request, text % {"number": file_number})
    return redirect("desk:case", track.file_number)


def _target_of(decisions: list[Decision], notice: str) -> int | None:
    """The decision of the notice that was asked for, else the newest."""
    asked = next((one for one in decisions if str(one.notice.pk) == notice), None)
    chosen = asked or next(iter(decisions), None)
    return chosen.pk if chosen else None


def _page(
    request: HttpRequest, case: Case, form: ReviewForm, *, conflict: str = "", status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form, "conflict": conflict}
    return render(request, "desk/review.html", context, status=status)

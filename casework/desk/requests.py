"""Small things the views of the desk need of their request."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import note_standing_in
from casework.cases import policy
from casework.cases.following import followed_by
from casework.cases.models import Case
from casework.cases.models.reach import reach_of
from casework.prepared import Given, ask
from casework.process.models import Step

View = Callable[..., HttpResponse]
_REACHED = "_reached_case"


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else reach a view."""
    if not isinstance(request.user, User):
        raise TypeError("a view of the desk was reached without sign-in")
    return request.user


def changes(back: str) -> Callable[[View], View]:
    """Mark a view that changes something: it takes POST alone.

    A GET comes from signing in again after the session ended: the address is then the one a form
    was sent to. It leads to the page of the form, `back`, and says that nothing was done.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["POST"])
            messages.warning(request, _("Nothing was changed yet; please send it again."))
            number = kwargs.get("file_number")
            return redirect(back, number) if number else redirect(back)

        return answer

    return marked


def read_id(text: str | None) -> int | None:
    """The id in a form's field or an address; None for anything that cannot be one."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def read_day(text: str | None) -> date | None:
    """The day in a form's field; None for anything that is not one."""
    try:
        return parse_date(text or "")
    except ValueError:  # well formed, but in no calendar
        return None


def reach_case(request: HttpRequest, file_number: str) -> Case:
    """The case, for whom it exists, found at the gate and kept for the view's first `case_of`."""
    found: Case = case_of(request, file_number)
    request.__dict__[_REACHED] = found
    return found


def case_of(request: HttpRequest, file_number: str) -> Case:
    """The case, for whom it exists; Http404 for everybody else.

    From then on the log says in whose place a deputy acts in it.
    """
    reached: Case | None = request.__dict__.pop(_REACHED, None)
    if reached is not None and reached.file_number == file_number:
        return reached
    user, today = user_of(request), timezone.localdate()
    reach = reach_of(user, today)
    given = {"user": user.pk, "file_number": file_number, **reach.given}
    found = ask(("a case", today, reach.form), lambda: _cases(user, today), **given)
    if not found:
        raise Http404
    (case,) = found
    user.authority = case.authority  # a case is visible in its own authority only
    note_standing_in(policy.in_place_of(user, case))
    return case


def _cases(user: User, today: date) -> QuerySet[Case]:
    visible = Case.objects.visible_to(user).filter(file_number=Given("file_number"))
    found = visible.with_shared(today).with_excluded().with_drafts(user).with_links()
    found = found.with_follow_up().annotate(is_followed=followed_by(user))
    return found.select_related("authority", "unit", "service__unit", "assignee", "process")


def step_of(request: HttpRequest, file_number: str, step: int) -> Step:
    """A step of a case the person can see; Http404 for everybody else."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.steps.select_related("completed_by"), pk=step)
    found.case = case
    return found

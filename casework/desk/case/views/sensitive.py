"""Opening the sensitive fields of a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from casework.cases.errors import InvalidData
from casework.desk.case.attempt import Attempt
from casework.desk.case.sensitive import open_fields
from casework.desk.case.views.case import case_page
from casework.desk.requests import case_of, changes, read_id, user_of


@changes("desk:case")
def sensitive(request: HttpRequest, file_number: str) -> HttpResponse:
    """Uncover them for the reason given, and come back to where the person was."""
    case, now = case_of(request, file_number), timezone.now()
    reason = request.POST.get("reason", "").replace("\x00", "")
    try:
        open_fields(request, case, reason=reason, by=user_of(request), now=now)
    except InvalidData as error:
        errors = {"sensitive": error.errors["reason"]}
        return case_page(request, case, attempt=Attempt(request.POST, errors=errors, of_step=False))
    asked = read_id(request.POST.get("co_signature"))
    if asked:
        return redirect("desk:cosign", file_number, asked)
    step = read_id(request.POST.get("step"))
    page = reverse("desk:case", args=[file_number])
    return redirect(f"{page}?step={step}" if step else page)

"""Advice on readability beside the editors of decisions and letters."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework.desk.case.step_panel import why_not_step
from casework.desk.decide import letter_drafts
from casework.desk.decide.readability import saved_texts, shown_reading, typed_texts
from casework.desk.requests import step_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def readability(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """What is said of the typed texts (POST, nothing is kept), or of the saved draft."""
    found = step_of(request, file_number, step)
    if reason := why_not_step(user_of(request), found):
        raise PermissionDenied(reason)
    if request.method == "POST":
        texts = typed_texts(request.POST)
    else:
        kept = letter_drafts.kept(request, found) or letter_drafts.proposed(found)
        texts = saved_texts(found, kept)
    part = "#reading" if request.htmx else ""  # type: ignore[attr-defined]
    context = {"case": found.case, "step": found, "reading": shown_reading(texts)}
    return render(request, f"desk/readability_page.html{part}", context)

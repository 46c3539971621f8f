"""The handbook, open to everybody: whoever cannot sign in needs help most. The tour of the first
day, put away and called back.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.desk.help import chapters
from casework.desk.help import tour as tours
from casework.desk.requests import changes, user_of


@login_not_required
@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """The table of contents."""
    context = {"groups": chapters.contents(), "language": chapters.LANGUAGE}
    return render(request, "desk/help/contents.html", context)


@login_not_required
@require_GET
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter with its outline; 404 if there is none of this name."""
    if slug not in chapters.chapters():
        raise Http404
    before, after = chapters.neighbours(slug)
    context = {
        "slug": slug,
        "page": chapters.page_of(slug),
        "groups": chapters.contents(),
        "before": before,
        "after": after,
        "language": chapters.LANGUAGE,
    }
    return render(request, "desk/help/chapter.html", context)


@changes("desk:inbox")
def tour_away(request: HttpRequest) -> HttpResponse:
    """Put the tour of the first day away."""
    tours.put_away(by=user_of(request))
    messages.info(request, _("Put away. You find it again in the help."))
    return redirect("desk:inbox")


@changes("desk:help")
def tour_back(request: HttpRequest) -> HttpResponse:
    """Call the tour of the first day back."""
    tours.call_back(by=user_of(request))
    return redirect("desk:inbox")

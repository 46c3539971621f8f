"""Beginning and ending to follow a case, from its page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import following
from casework.cases.errors import Conflict, NotAllowed
from casework.desk.requests import case_of, changes, user_of


@changes("desk:case")
def follow(request: HttpRequest, file_number: str) -> HttpResponse:
    """Keep an eye on the case: it is marked in the lists of the lead."""
    found, user = case_of(request, file_number), user_of(request)
    said = _("You follow this case now. It is marked in your lists and on the team board.")
    return _done(
        request,
        file_number,
        lambda: following.follow(case=found, by=user, now=timezone.now()),
        said,
    )


@changes("desk:case")
def unfollow(request: HttpRequest, file_number: str) -> HttpResponse:
    """Follow the case no longer."""
    found, user = case_of(request, file_number), user_of(request)
    said = _("You no longer follow this case.")
    return _done(request, file_number, lambda: following.unfollow(case=found, by=user), said)


def _done(
    request: HttpRequest, file_number: str, act: Callable[[], object], said: str
) -> HttpResponse:
    try:
        act()
    except Conflict as error:  # a second tab: it is as they wanted it
        messages.info(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, said)
    return redirect("desk:case", file_number)

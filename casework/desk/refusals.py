"""Notes in the log what somebody tried to open or change and was refused.

A refusal once is a slip, many of them are somebody looking for a way in. A case that does not exist
for a person is one too (404): to them it looks like a wrong number, to the auditor it does not.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from casework.access.models import User
from casework.audit.log import acting

LONGEST = 80  # of a file number as it was typed


class RefusalMiddleware:
    """Needs the signed-in person before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match, status = request.resolver_match, response.status_code
        if match is None or status not in (403, 404):
            return response
        case = str(match.kwargs.get("file_number", ""))[:LONGEST]
        if isinstance(request.user, User) and (status == 403 or case):
            tried = {"page": match.view_name, "method": request.method, "case": case}
            _note(request.user, {**tried, "status": status})
        return response


@transaction.atomic
def _note(user: User, tried: dict[str, object]) -> None:
    with acting(
        by=user,
        act="access.refused",
        subject=user,
        authority_id=user.authority_id,
        further=tried,
    ):
        pass

"""POST /api/submissions with a sender's token; the form is in docs/submission-api.md."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from casework.cases.errors import Conflict
from casework.intake.actions import receive
from casework.intake.models import Channel, SenderToken, Submission
from casework.intake.tokens import find_token

HTTP_STATUS = {
    Submission.Status.ACCEPTED: 201,
    Submission.Status.STORED: 202,
    Submission.Status.SET_ASIDE: 422,
    Submission.Status.DISCARDED: 410,
}


@csrf_exempt
@login_not_required
@require_POST
def submissions(request: HttpRequest) -> JsonResponse:
    """Receive one submission: 201 with the file number, 202 stored only, 422 set aside.

    401 without a valid token, 403 without https, 409 for a reference used with another content,
    413 too large.
    """
    if settings.HTTPS and not request.is_secure():
        # Not led on to https as people are: the sender must notice that its token was readable.
        return _problem(403, "Only https is accepted; this token should be replaced.")
    token = _token(request)
    if token is None:
        return _problem(401, "A valid token is needed: Authorization: Bearer …")
    try:
        raw = request.body
    except RequestDataTooBig:
        limit = settings.MAX_SUBMISSION_BYTES // 1024 // 1024
        return _problem(413, f"A submission may have {limit} MB at most.")
    try:
        submission = receive(
            authority=token.authority,
            channel=Channel.API,
            sender=token.name,
            reference=request.headers.get("Idempotency-Key", ""),
            media_type=request.content_type or "",
            raw=raw,
            now=timezone.now(),
        )
    except Conflict as error:
        return _problem(409, str(error))
    return _answer(submission)


def _token(request: HttpRequest) -> SenderToken | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return find_token(secret.strip()) if scheme.lower() == "bearer" and secret else None


def _answer(submission: Submission) -> JsonResponse:
    body = {
        "submission": submission.pk,
        "status": submission.status,
        "file_number": submission.case.file_number if submission.case else None,
        "problems": submission.problems,
    }
    return JsonResponse(body, status=HTTP_STATUS[Submission.Status(submission.status)])


def _problem(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"status": "refused", "problems": [detail]}, status=status)

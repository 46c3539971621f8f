"""Asking for a co-signature, and the page on which it is given or the draft sent back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.accounts.confirm import confirmed
from casework.audit.log import read
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions import cosign_actions
from casework.decisions.models import CoSignature
from casework.desk.case.attempt import Attempt
from casework.desk.case.sensitive import is_open
from casework.desk.case.views.step import again
from casework.desk.decide.asking import ask
from casework.desk.decide.cosign_page import cosign_context, may_see_case, preview_of, request_of
from casework.desk.decide.views.letter import refuse
from casework.desk.requests import changes, step_of, user_of
from casework.desk.responses import pdf_response
from casework.notices.actions import Refused


@changes("desk:case")
def cosign_request(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """Save what was typed and ask for the co-signature of the draft."""
    found = step_of(request, file_number, step)
    try:
        asked = ask(request, found)
    except Refused as error:
        errors = {f"finding-{one.code}": one.question for one in error.findings}
        title = _("Nobody was asked to sign; the legal checks stop this draft.")
        return again(request, found, Attempt(request.POST, errors=errors, title=title))
    except (InvalidData, Conflict, NotAllowed) as error:
        return refuse(request, found, error)
    if asked.asked:
        text = _("%(who)s is asked for the co-signature.") % {"who": asked.asked}
    else:
        text = _("Everybody who may sign this decision is asked for the co-signature.")
    messages.success(request, text)
    return redirect(reverse("desk:case", args=[file_number]) + f"?step={found.pk}")


@require_GET
def cosign(request: HttpRequest, file_number: str, co_signature: int) -> HttpResponse:
    """The draft with everything a second person needs to answer for it."""
    found = request_of(request, file_number, co_signature)
    return _page(request, found)


@require_GET
def cosign_preview(request: HttpRequest, file_number: str, co_signature: int) -> HttpResponse:
    """The notice as it would go out with this person's signature, marked as a draft."""
    found = request_of(request, file_number, co_signature)
    user, step = user_of(request), found.decision.step
    pdf = preview_of(found, user, timezone.localdate())
    read(by=user, what="letter.preview", subject=step, case_id=step.case_id)
    return pdf_response(pdf, f"{file_number}-Entwurf.pdf")


@changes("desk:case")
@confirmed("issue")
def cosign_sign(request: HttpRequest, file_number: str, co_signature: int) -> HttpResponse:
    """Co-sign the draft."""
    done = _("Co-signed. %(who)s can now issue the notice.")
    return _answer(request, file_number, co_signature, cosign_actions.sign, done)


@changes("desk:case")
def cosign_return(request: HttpRequest, file_number: str, co_signature: int) -> HttpResponse:
    """Send the draft back with a comment."""
    done = _("Sent back to %(who)s with your comment.")
    return _answer(request, file_number, co_signature, cosign_actions.send_back, done)


@changes("desk:case")
def cosign_withdraw(request: HttpRequest, file_number: str, co_signature: int) -> HttpResponse:
    """Take the request back."""
    done = _("The request is withdrawn; the draft can be changed again.")
    return _answer(request, file_number, co_signature, cosign_actions.withdraw, done)


def _answer(
    request: HttpRequest,
    file_number: str,
    co_signature: int,
    act: Callable[..., CoSignature],
    done: str,
) -> HttpResponse:
    found, user = request_of(request, file_number, co_signature), user_of(request)
    comment = request.POST.get("comment", "").replace("\x00", "")
    try:
        act(co_signature=found, by=user, now=timezone.now(), comment=comment)
    except InvalidData as error:
        return _page(request, found, errors=error.errors, status=422)
    except Conflict as error:
        fresh = request_of(request, file_number, co_signature)
        return _page(request, fresh, conflict=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, done % {"who": found.requested_by})
    if may_see_case(user, found):
        return redirect("desk:case", file_number)
    return redirect("desk:inbox")


def _page(
    request: HttpRequest,
    found: CoSignature,
    *,
    errors: dict[str, str] | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    opened = is_open(request, found.decision.case, timezone.now())
    context = cosign_context(found, user_of(request), timezone.localdate(), open_fields=opened)
    context |= {"errors": errors or {}, "conflict": conflict}
    context["comment"] = request.POST.get("comment", "")
    return render(request, "desk/cosign.html", context, status=status)

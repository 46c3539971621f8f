"""Returned mail: the number on the letter is typed or scanned, then what the post noted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.delivery.actions.returns import enter_return, find_returned
from casework.delivery.models import Delivery
from casework.desk.mail.mail_forms import ReturnForm
from casework.desk.requests import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest) -> HttpResponse:
    """Find the letter by its number (`?number=`), then note that it came back."""
    number = request.GET.get("number", "").replace("\x00", "").strip()[:80]
    if not number:
        return _page(request, number)
    try:
        found = find_returned(number, user_of(request))
    except InvalidData as error:
        return _page(request, number, error=error.errors["number"], status=422)
    if request.method != "POST":
        return _page(request, number, found, ReturnForm(initial={"returned_on": _today()}))
    return _enter(request, number, found)


def _enter(request: HttpRequest, number: str, found: Delivery) -> HttpResponse:
    form = ReturnForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, number, found, form, status=422)
    data = form.cleaned_data
    filename, content = data.pop("scan")
    try:
        enter_return(
            delivery=found,
            by=user_of(request),
            now=timezone.now(),
            filename=filename,
            content=content,
            **data,
        )
    except InvalidData as error:
        form.refuse(error)
        return _page(request, number, found, form, status=422)
    except Conflict as error:
        return _page(request, number, error=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    text = _("%(number)s is noted as returned; case %(file)s needs somebody again.")
    values = {"number": found.notice.number, "file": found.case.file_number}
    messages.success(request, text % values)
    return redirect("desk:returned")


def _page(
    request: HttpRequest,
    number: str,
    found: Delivery | None = None,
    form: ReturnForm | None = None,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"number": number, "found": found, "form": form, "error": error}
    return render(request, "desk/returned.html", context, status=status)


def _today() -> str:
    return timezone.localdate().isoformat()

"""Requests of people about their data (Art. 15 GDPR): find the person, hand out the copy.

What is searched for is sent by POST, so that no name stands in an address or in a server's log.
"""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.archive.subject import MOST, Wanted, require_answering, search
from casework.archive.subject_export import export
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Party
from casework.desk.audit_room.answers import saved
from casework.desk.keeping.forms import SubjectForm
from casework.desk.requests import changes, read_id, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest) -> HttpResponse:
    """The form; sent, those who may be the person, to choose from."""
    _answering(request)
    form = SubjectForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    reason = form.cleaned_data["reason"]
    wanted = {key: value for key, value in form.cleaned_data.items() if key != "reason"}
    try:
        found = search(
            wanted=Wanted(**wanted), reason=reason, by=user_of(request), now=timezone.now()
        )
    except InvalidData as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
        return _page(request, form, status=422)
    return _page(request, form, found=found)


@changes("desk:subject")
def subject_export(request: HttpRequest) -> HttpResponse:
    """The copy for the chosen ones as a ZIP file."""
    _answering(request)
    chosen = [pk for one in request.POST.getlist("party") if (pk := read_id(one))]
    now = timezone.now()
    try:
        packed = export(
            chosen=chosen, reason=request.POST.get("reason", ""), by=user_of(request), now=now
        )
    except InvalidData as error:
        form = SubjectForm(initial={"reason": request.POST.get("reason", "")})
        return _page(request, form, trouble=str(error), status=422)
    name = f"auskunft-{timezone.localdate(now):%Y-%m-%d}.zip"
    response = saved(FileResponse(packed, content_type="application/zip"), name)
    return cast(HttpResponse, response)  # Django calls streamed answers by another class


def _answering(request: HttpRequest) -> None:
    try:
        require_answering(user_of(request))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _page(
    request: HttpRequest,
    form: SubjectForm,
    *,
    found: list[Party] | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "found": found, "trouble": trouble, "most": MOST}
    return render(request, "desk/keeping/subject.html", context, status=status)

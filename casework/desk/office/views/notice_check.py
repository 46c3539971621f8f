"""Is an issued letter still what was issued, and is its seal good?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.desk.requests import case_of, user_of
from casework.notices.checking import check_notice


@require_GET
def notice_check(request: HttpRequest, file_number: str, notice: int) -> HttpResponse:
    """What the stored PDF and its seal say; looking at it is logged like reading the letter."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.notices.defer("html", "text"), pk=notice)
    read(by=user_of(request), what="notice.check", subject=found, case_id=case.pk)
    context = {"case": case, "notice": found, "checked": check_notice(found)}
    return render(request, "desk/notice_check.html", context)

"""Documents and issued letters of a case, as bytes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.cases import files
from casework.desk.requests import case_of, user_of
from casework.desk.responses import file_response, pdf_response


@require_GET
def document(request: HttpRequest, file_number: str, document: int) -> HttpResponse:
    """A document of the case; opening it is logged."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.documents, pk=document)
    try:
        with files.open_document(found) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404(_("The file store has lost this document.")) from error
    read(by=user_of(request), what="document.read", subject=found, case_id=case.pk)
    return file_response(content, found.media_type, found.filename)


@require_GET
def notice_pdf(request: HttpRequest, file_number: str, notice: int) -> HttpResponse:
    """The PDF of an issued letter, as it went out; opening it is logged."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.notices.only("number", "pdf"), pk=notice)
    read(by=user_of(request), what="notice.read", subject=found, case_id=case.pk)
    return pdf_response(bytes(found.pdf), f"{found.number.replace('/', '-')}.pdf")

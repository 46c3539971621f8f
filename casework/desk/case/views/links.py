"""Cases put beside this one: showing them, adding one, taking one away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases import links, policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, CaseLink
from casework.desk.case.case_links import linked_cases
from casework.desk.requests import case_of, changes, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def case_links(request: HttpRequest, file_number: str) -> HttpResponse:
    """The linked cases with a form for another one; POST links it."""
    case, user = case_of(request, file_number), user_of(request)
    if request.method != "POST":
        return _page(request, case)
    number = request.POST.get("other", "").strip().replace("\x00", "")
    why = request.POST.get("why", "").replace("\x00", "")
    other = Case.objects.visible_to(user).filter(file_number=number).first()
    try:
        links.link(case=case, other=other, why=why, by=user, now=timezone.now())
    except InvalidData as error:
        return _page(request, case, errors=error.errors, status=422)
    except Conflict as error:
        return _page(request, case, errors={"other": str(error)}, status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The case is linked with %(number)s.") % {"number": number})
    return redirect("desk:case-links", case.file_number)


@changes("desk:case-links")
def case_unlink(request: HttpRequest, file_number: str, link: int) -> HttpResponse:
    """Take a link away that the person sees."""
    case, user = case_of(request, file_number), user_of(request)
    if link not in {one.link for one in linked_cases(case, user)}:
        raise Http404
    try:
        links.unlink(link=CaseLink(pk=link), case=case, by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, _("The link is taken away."))
    return redirect("desk:case-links", case.file_number)


def _page(
    request: HttpRequest, case: Case, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    context = {
        "case": case,
        "linked": linked_cases(case, user),
        "why_not_link": policy.why_not(user, policy.LINK, case),
        "errors": errors or {},
        "typed": request.POST,
    }
    return render(request, "desk/case_links.html", context, status=status)

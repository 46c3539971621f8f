"""The record of processing activities (Art. 30 GDPR), and what the authority adds to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.access import roles
from casework.access.models import Authority, User
from casework.archive.access import answers_for
from casework.archive.office import enter_office
from casework.archive.processing import MEASURES, activities, office_of
from casework.cases.errors import NotAllowed
from casework.desk.keeping.forms import OfficeForm
from casework.desk.keeping.views import keeper


@require_GET
def processing(request: HttpRequest) -> HttpResponse:
    """The record, made from the installed services as they are now; to be printed too."""
    user = keeper(request)
    authority = _authority(user)
    office = office_of(authority)
    context = {
        "authority": authority,
        "office": office,
        "recipients": office.recipients.splitlines(),
        "measures": [*MEASURES, *office.measures.splitlines()],
        "activities": activities(authority),
        "today": timezone.localdate(),
        "may_enter": answers_for(user) is not None and roles.has_role(user, roles.ADMINISTER),
    }
    return render(request, "desk/keeping/processing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def processing_office(request: HttpRequest) -> HttpResponse:
    """Data protection officer, further recipients and measures."""
    user = keeper(request)
    form = OfficeForm(request.POST or None, instance=office_of(_authority(user)))
    if request.method == "POST" and form.is_valid():
        try:
            enter_office(by=user, **form.cleaned_data)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        messages.success(request, _("The record of processing is up to date."))
        return redirect("desk:processing")
    status = 422 if form.errors else 200
    return render(request, "desk/keeping/office.html", {"form": form}, status=status)


def _authority(user: User) -> Authority:
    if user.authority is None:
        raise PermissionDenied(_("You belong to no authority."))
    return user.authority

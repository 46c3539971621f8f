"""The audit room: the log, to be read and nothing else."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.access import roles
from casework.access.models import User
from casework.desk.audit_room.filter import PAGE_SIZE, LogFilter, entries
from casework.desk.audit_room.lines import act_names, log_lines
from casework.desk.requests import user_of


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Log entries under the filter of the address, the latest first."""
    user = user_of(request)
    if not roles.has_role(user, roles.AUDIT):
        raise PermissionDenied(_("The audit log is for auditors."))
    wanted = LogFilter.read(request.GET)
    found = list(entries(wanted, user)[: PAGE_SIZE + 1])
    more = str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
    context = {
        "wanted": wanted,
        "lines": log_lines(found[:PAGE_SIZE]),
        "more": wanted.address(after=more) if more else "",
        "first": wanted.address(after="") if wanted.after else "",
        "people": User.objects.filter(authority=user.authority_id).order_by(
            "last_name", "first_name", "pk"
        ),
        "acts": act_names(),
    }
    return render(request, "desk/audit/log.html", context)

"""The log: searched page by page, one case's whole story, and what was found to take away."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.access.models import User
from casework.audit.models import Entry
from casework.desk.audit_room.access import auditor, authority_of, note
from casework.desk.audit_room.answers import saved
from casework.desk.audit_room.export import FORMATS
from casework.desk.audit_room.fields import field_words
from casework.desk.audit_room.filter import PAGE_SIZE, LogFilter, entries, log_of
from casework.desk.audit_room.lines import act_names, log_lines
from casework.desk.requests import case_of

STORY_ENTRIES = 3000  # what one page of a story shows; the export has all


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Log entries under the filter of the address, the latest first."""
    user = auditor(request)
    wanted = LogFilter.read(request.GET)
    found = list(_shown(entries(wanted, user))[: PAGE_SIZE + 1])
    note(user, "audit.read", filter=wanted.given)
    more = str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
    context: dict[str, Any] = {
        "wanted": wanted,
        "lines": log_lines(found[:PAGE_SIZE]),
        "more": wanted.address(after=more) if more else "",
        "first": wanted.address(after="") if wanted.after else "",
        "exported": wanted.address(after=""),
        "people": User.objects.filter(authority=user.authority_id).order_by(
            "last_name", "first_name", "pk"
        ),
        "acts": act_names(),
        "fields": field_words(),
    }
    return render(request, "desk/audit/log.html", context)


@require_GET
def audit_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """All entries under the filter of the address, sent while they are read."""
    user = auditor(request)
    if form not in FORMATS:
        raise Http404
    write, media_type = FORMATS[form]
    wanted = LogFilter.read(request.GET)
    note(user, "audit.export", form=form, filter=wanted.given)
    lines = write(entries(wanted, user))
    day = timezone.localdate()
    name = f"protokoll-{authority_of(user).slug}-{day:%Y-%m-%d}.{form}"
    return saved(StreamingHttpResponse(lines, content_type=media_type), name)


@require_GET
def audit_story(request: HttpRequest, file_number: str) -> HttpResponse:
    """Everything that was done to a case or read of it, from the beginning, on one page."""
    user, case = auditor(request), case_of(request, file_number)
    found = list(_shown(log_of(user).filter(case_id=case.pk)).order_by("id")[: STORY_ENTRIES + 1])
    note(user, "audit.story", case_id=case.pk)
    context = {
        "case": case,
        "lines": log_lines(found[:STORY_ENTRIES]),
        "cut": len(found) > STORY_ENTRIES,
        "open": "open" in request.GET,
    }
    return render(request, "desk/audit/story.html", context)


def _shown(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.select_related("on_behalf_of").defer("serialized_data", "changes_text")

"""Unusual patterns on one page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.desk.audit_room.access import auditor, note
from casework.desk.audit_room.filter import log_of
from casework.desk.audit_room.limits import DEFAULTS, limit
from casework.desk.audit_room.pattern_words import WORDS
from casework.desk.audit_room.patterns import PATTERNS, SHOWN, file_numbers

PERIODS = (7, 30, 90, 365)


@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    """Each pattern with its question and its hits in the last days (`?days=`)."""
    user = auditor(request)
    days = next((one for one in PERIODS if str(one) == request.GET.get("days")), 30)
    log = log_of(user).filter(timestamp__gte=timezone.now() - timedelta(days=days))
    found = {key: look(log) for key, look in PATTERNS.items()}
    note(user, "audit.patterns", days=days)
    numbers = file_numbers(hit for hits in found.values() for hit in hits)
    limits = {name: limit(name) for name in DEFAULTS}
    shown = [
        {
            "key": key,
            "words": WORDS[key],
            "looked_at": str(WORDS[key].looked_at) % limits,
            "hits": [(hit, numbers.get(hit.case_id or 0, "")) for hit in hits[:SHOWN]],
            "more": max(len(hits) - SHOWN, 0),
        }
        for key, hits in found.items()
    ]
    context = {"patterns": shown, "days": days, "periods": PERIODS}
    return render(request, "desk/audit/patterns.html", context)

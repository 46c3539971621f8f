"""Figures of the units that somebody leads or audits."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.desk.figures import page
from casework.desk.figures.choice import Choice, Scope
from casework.desk.figures.export import as_csv
from casework.desk.figures.periods import periods
from casework.desk.requests import user_of
from casework.operations.replica import from_replica


@require_GET
@from_replica
def figures(request: HttpRequest) -> HttpResponse:
    """One topic of figures, with what can be chosen."""
    today = timezone.localdate()
    choice = Choice.read(request.GET, today)
    scope = Scope(choice, user_of(request))
    context = {
        "choice": choice,
        "scope": scope,
        "topics": [(key, name, choice.address(topic=key)) for key, name in page.NAMES.items()],
        "topic": page.NAMES[choice.topic],
        "periods": periods(today),
        "sections": page.sections(scope),
        "csv": reverse("desk:figures-csv") + choice.address(),
        "about": _about(scope),
        "today": today,
    }
    return render(request, "desk/figures/figures.html", context)


@require_GET
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The tables of a topic; that they were carried off is in the log."""
    user, today = user_of(request), timezone.localdate()
    choice = Choice.read(request.GET, today)
    scope = Scope(choice, user)
    if user.authority:
        further = {**choice.values(), "format": "csv"}
        read(by=user, what="figures.export", subject=user.authority, further=further)
    lines = as_csv(page.sections(scope), [str(page.NAMES[choice.topic]), *_about(scope)])
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = _("figures-%(day)s.csv") % {"day": today.isoformat()}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _about(scope: Scope) -> list[str]:
    """Period, service and unit in words."""
    choice, period = scope.choice, scope.period
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (period.first, period.last)]
    unit = scope.units.get(choice.unit or 0, "")
    return [
        " – ".join(days),
        scope.services.get(choice.service or 0, _("All services")),
        _("%(unit)s and below") % {"unit": unit} if unit else _("All my units"),
    ]

"""Health for whoever starts and balances the processes, and figures for the monitoring."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from casework.operations.health import why_not_ready
from casework.operations.metrics import exposition


@login_not_required
@never_cache
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database restarts nothing."""
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@never_cache
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be answered, else 503 with the reason."""
    reason = why_not_ready()
    return HttpResponse(
        f"{reason or 'ready'}\n", content_type="text/plain", status=503 if reason else 200
    )


@login_not_required
@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever knows the token; without a token in the settings for nobody."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    known = settings.METRICS_TOKEN
    if not known or scheme.lower() != "bearer" or not constant_time_compare(given.strip(), known):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)

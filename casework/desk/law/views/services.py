"""The installed services and whether the law they rest on is loaded."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.desk.law.law_state import law_state
from casework.desk.requests import user_of
from casework.services.models import LawBinding, Service


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Each service with its version and its laws: loaded or not, with their Stand."""
    found = list(
        Service.objects.filter(authority=user_of(request).authority_id)
        .select_related("unit", "current")
        .defer("current__bundle")
    )
    cited: dict[int, list[str]] = defaultdict(list)
    bindings = LawBinding.objects.filter(version__in=[one.current_id for one in found])
    for version, citation in bindings.values_list("version", "citation"):
        cited[version].append(citation)
    authority = user_of(request).authority
    keeper = authority.slug if authority else ""
    state = law_state({one for many in cited.values() for one in many}, keeper)
    context = {
        "services": [(one, state.of(cited[one.current_id or 0])) for one in found],
    }
    return render(request, "desk/services.html", context)

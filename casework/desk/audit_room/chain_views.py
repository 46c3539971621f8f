"""The chain: where it stands, whether it is whole, its seals, and all of it to take away."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from casework.audit.bundle import bundle_pieces, last_link
from casework.audit.models import Seal
from casework.audit.sealing import all_seals, line_of
from casework.audit.state import state_of
from casework.desk.audit_room.access import authority_of, chief_auditor, note
from casework.desk.audit_room.answers import saved
from casework.desk.audit_room.checking import asked, go_on
from casework.desk.requests import read_id

SEALS_SHOWN = 50


@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """Where the chain stands, and its seals, the latest first."""
    user = chief_auditor(request)
    number = authority_of(user).pk
    seals = Seal.objects.filter(chain=number).order_by("-number")
    if before := read_id(request.GET.get("before")):
        seals = seals.filter(number__lt=before)
    shown = list(seals[: SEALS_SHOWN + 1])
    context = {
        "state": state_of(number),
        "seals": shown[:SEALS_SHOWN],
        "more": shown[SEALS_SHOWN - 1].number if len(shown) > SEALS_SHOWN else None,
        "before": before,
    }
    return render(request, "desk/audit/chain.html", context)


@require_http_methods(["GET", "POST"])
def chain_check(request: HttpRequest) -> HttpResponse:
    """Check a slice and show how far the check came; the page goes on by itself.

    A GET comes from signing in again in between.
    """
    user = chief_auditor(request)
    if request.method == "GET":
        return redirect("desk:audit-chain")
    number = authority_of(user).pk
    wanted = asked(request.POST, last_link(number))
    if wanted.at == wanted.first:
        note(user, "audit.check", first=wanted.first, last=wanted.end)
    check = go_on(wanted, number)
    if check.is_done:
        why = check.fault.why if check.fault else ""
        note(user, "audit.check", first=check.first, last=check.end, whole=not why, why=why)
    template = "desk/audit/check.html"
    template += "#check" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, template, {"check": check})


@require_GET
def chain_seals(request: HttpRequest) -> HttpResponseBase:
    """All seals as JSON Lines, to be kept in other hands."""
    user = chief_auditor(request)
    authority = authority_of(user)
    lines = [line_of(one.text, one.signature, one.token) for one in all_seals(authority.pk)]
    note(user, "audit.seals", seals=len(lines))
    content = "".join(f"{line}\n" for line in lines)
    response = HttpResponse(content, content_type="application/jsonl")
    return saved(response, f"siegel-{authority.slug}.jsonl")


@require_GET
def chain_bundle(request: HttpRequest) -> HttpResponseBase:
    """The whole chain with its seals and the program that checks it, sent while it is made."""
    user = chief_auditor(request)
    authority = authority_of(user)
    until = last_link(authority.pk)
    note(user, "audit.bundle", entries=until)
    pieces = bundle_pieces(authority.pk, until, timezone.now())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    return saved(response, f"protokoll-{authority.slug}.zip")

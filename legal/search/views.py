"""The search page and the suggestions while someone types."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from legal.audience import reader_of
from legal.bylaws.links import official_links
from legal.models import Statute
from legal.search.engine import Ranked
from legal.search.hits import Results, search
from legal.search.query import MAX_QUERY
from legal.search.suggest import suggest as suggestions_for


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The norms for the words `q`, limited to the kind of law `kind`, from `after` on.

    With htmx the answer is the list alone.
    """
    text = request.GET.get("q", "").strip()[:MAX_QUERY]
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in Statute.Kind.values else []
    after = _cursor(request.GET.get("after", ""))
    reader = reader_of(request)
    found = (
        search(text, kinds=kinds, keeper=reader.keeper, prefer=reader.prefer, after=after)
        if text
        else None
    )
    context = {
        "elsewhere": _elsewhere(text, found, reader.keeper) if found else "",
        "text": text,
        "kind": kind if kinds else "",
        "kinds": Statute.Kind.choices,
        "results": found,
        "first": _address(text, kind) if after else "",
        "more": _address(text, kind, found.after) if found and found.after else "",
    }
    template = "search_results" if getattr(request, "htmx", False) else "search"
    response = render(request, f"legal/{template}.html", context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for what is being typed in `q`."""
    typed = request.GET.get("q", "")
    found = suggestions_for(typed, reader_of(request).keeper)
    return render(request, "legal/search_suggestions.html", {"suggestions": found})


def _elsewhere(text: str, found: Results, keeper: str) -> str:
    """The official page of what is cited and not loaded, "" where there is none."""
    if any(hit.cited for hit in found.hits):
        return ""
    return official_links([text], keeper)[text]


def _cursor(text: str) -> Ranked | None:
    """Where the next page begins, "score:norm"; None for anything else."""
    score, _, norm = text.partition(":")
    try:
        cursor = Ranked(float(score), int(norm))
    except ValueError:
        return None
    return cursor if math.isfinite(cursor.score) and 0 < cursor.norm_id < 2**63 else None


def _address(text: str, kind: str, after: Ranked | None = None) -> str:
    values = {"q": text, "kind": kind, "after": f"{after.score!r}:{after.norm_id}" if after else ""}
    return "?" + urlencode({name: value for name, value in values.items() if value})

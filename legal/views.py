"""Pages of the law: outline, running text and search of a statute; a norm with the cited part
marked, its versions and their comparison; the preview of a citation.

Whether readers must sign in is for the project to say (Django's LoginRequiredMiddleware); of law
that was entered they see what legal.audience says, and the rest is not there for them.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from legal import citations as engine
from legal.audience import reader_of
from legal.models import Norm, NormVersion, Statute
from legal.outline import neighbours, outline_of
from legal.passages import lookup, official_url, passage_of
from legal.reader.crossrefs import crossrefs
from legal.reader.inside import hits_in
from legal.reader.resolve import places
from legal.reader.stretches import stretches
from legal.reader.tree import is_short, tree_of
from legal.reader.versions import chosen, effective, versions_of, with_texts
from legal.reader.whole import Stretch, entries, stretch_of
from legal.reader.words import MAX_QUERY, Words
from legal.render import render as render_body

MAX_CITATION = 300
HITS_A_PAGE = 50
_PLACE = "<!-- norms -->"


@require_safe
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """All norms of a statute under its outline; with `q` those in which its words stand."""
    found = _statute(request, slug)
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    context: dict[str, Any] = {"statute": found, "query": query}
    if query:
        words = Words(query)
        pages = Paginator(hits_in(found, words) if words else [], HITS_A_PAGE)
        context["hits"] = pages.get_page(request.GET.get("page"))
    else:
        sections = outline_of(found)
        context |= {"branches": tree_of(sections), "unfolded": is_short(sections)}
    return render(request, "legal/statute.html", context)


@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A statute as running text to read and print, whole or the outline unit `section`.

    Sent while it is made, so that the longest law begins to show at once.
    """
    found = _statute(request, slug)
    stretch = stretch_of(found, request.GET.get("section", ""))
    context = {"statute": found, "stretch": stretch, "place": SafeString(_PLACE)}
    before, _, after = render_to_string("legal/text.html", context, request).partition(_PLACE)
    return StreamingHttpResponse(_streamed(before, found, stretch, after))


def _streamed(before: str, statute: Statute, stretch: Stretch, after: str) -> Iterator[str]:
    yield before
    template = get_template("legal/text_norm.html")
    for entry in entries(statute, stretch):
        yield template.render({"statute": statute, "entry": entry})
    yield after


@require_safe
def norm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A norm: the version in force today, or the one asked for with `version`.

    `cite` marks the part that a citation names, `q` the words that were looked for. With htmx the
    answer is the norm alone.
    """
    found = _norm(request, slug, key)
    versions, today = versions_of(found), timezone.localdate()
    default = effective(versions, today)
    (version,) = with_texts(found, chosen(versions, request.GET.get("version", ""), default))
    passage = passage_of(version, request.GET.get("cite", "")[:MAX_CITATION])
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    body = passage.body
    marks = Words(query).marks(body.text) if query else []
    marks = marks or ([] if passage.whole_norm else list(passage.spans))
    before, after = neighbours(found)
    context = {
        "norm": found,
        "statute": found.statute,
        "version": version,
        "versions": versions,
        "effective": versions[default],
        "today": today,
        "passage": passage,
        "query": query,
        "text": SafeString(render_body(body, marks, anchor="text", links=crossrefs(found, body))),
        "notes": SafeString(render_body(version.notes)),
        "before": before,
        "after": after,
    }
    template = "norm_article" if getattr(request, "htmx", False) else "norm"
    response = render(request, f"legal/{template}.html", context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
def compare(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What changed between two versions of a norm, word by word.

    `old` and `new` are ids of versions; without them the current one and the one before it.
    """
    found = _norm(request, slug, key)
    versions = versions_of(found)
    new = chosen(versions, request.GET.get("new", ""))
    old = chosen(versions, request.GET.get("old", ""), min(1, len(versions) - 1))
    old, new = with_texts(found, old, new)
    context = {
        "norm": found,
        "statute": found.statute,
        "versions": versions,
        "today": timezone.localdate(),
        "old": old,
        "new": new,
        "stretches": stretches(_titled(old, new), _titled(new, old)),
    }
    return render(request, "legal/compare.html", context)


def _titled(version: NormVersion, other: NormVersion) -> str:
    """The text to compare; with the title where the other version has another one."""
    return version.text if version.title == other.title else f"{version.title}\n{version.text}"


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The passage that `cite` names, as it is in force today, to be shown inside a page."""
    cite = " ".join(request.GET.get("cite", "")[:MAX_CITATION].split())
    keeper, today = reader_of(request).keeper, timezone.localdate()
    passage = lookup(cite, today, keeper) or lookup(cite, keeper=keeper)
    context = {
        "cite": cite,
        "today": today,
        "passage": passage,
        "passages": [passage, *passage.also] if passage else [],
        "official_url": passage.official_url if passage else official_url(cite),
    }
    return render(request, "legal/preview.html", context, status=200 if passage else 404)


@require_safe
def cited(request: HttpRequest) -> HttpResponse:
    """To what `cite` names: the norm, else its official page, else the search for it."""
    cite = " ".join(request.GET.get("cite", "")[:MAX_CITATION].split())
    targets = engine.parse(cite)
    place = places(targets, reader_of(request).keeper).of(targets)
    search = f"{reverse('legal:search')}?{urlencode({'q': cite})}"
    return redirect(place.href if place else search)


def _statute(request: HttpRequest, slug: str) -> Statute:
    return get_object_or_404(Statute, slug=slug, keeper__in=reader_of(request).keepers)


def _norm(request: HttpRequest, slug: str, key: str) -> Norm:
    norms = Norm.objects.select_related("statute")
    keepers = reader_of(request).keepers
    return get_object_or_404(norms, statute__slug=slug, statute__keeper__in=keepers, key=key)

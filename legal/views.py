"""Pages of the law: a statute's outline, and a norm with the cited part marked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from legal.models import Norm, NormVersion, Statute
from legal.outline import neighbours, outline_of
from legal.passages import passage_of
from legal.render import render as render_body

MAX_CITATION = 300


@require_safe
@login_required
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """All norms of a statute under its outline."""
    found = get_object_or_404(Statute, slug=slug)
    return render(request, "legal/statute.html", {"statute": found, "sections": outline_of(found)})


@require_safe
@login_required
def norm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A norm: the current version, or the one asked for with `version`.

    `cite` marks the part that a citation names. With htmx the answer is the norm alone.
    """
    found = get_object_or_404(Norm.objects.select_related("statute"), statute__slug=slug, key=key)
    version = _version(found, request.GET.get("version", ""))
    passage = passage_of(version, request.GET.get("cite", "")[:MAX_CITATION])
    before, after = neighbours(found)
    context = {
        "norm": found,
        "statute": found.statute,
        "version": version,
        "passage": passage,
        "text": passage.html_with_anchors("text"),
        "notes": SafeString(render_body(version.notes)),
        "before": before,
        "after": after,
    }
    template = "legal/norm.html" + ("#norm" if getattr(request, "htmx", False) else "")
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


def _version(norm: Norm, wanted: str) -> NormVersion:
    """The version with the id `wanted`, else the latest that was seen. Raises Http404."""
    versions = norm.versions.order_by("-is_current", "-observed_at")
    if wanted:
        if not wanted.isdecimal() or len(wanted) > 18:
            raise Http404
        versions = versions.filter(pk=wanted)
    version = versions.first()
    if version is None:
        raise Http404
    version.norm = norm
    return version

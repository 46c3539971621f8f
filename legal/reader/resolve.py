"""Where citations lead: the page of a norm that is loaded, else the official page. One query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from legal import citations as engine
from legal.bylaws.links import page_of
from legal.citations import Citation
from legal.models import Norm, Statute
from legal.shelf import shelf_of
from legal.targets import known_page

MAX_CITE = 300  # characters of a citation in an address


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads; `preview` is "" for a page elsewhere, of a law that is not loaded."""

    href: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """The norms and pages that the targets asked for have."""

    norms: Mapping[Citation, Norm] = field(default_factory=dict)
    pages: Mapping[Citation, str] = field(default_factory=dict)

    def of(self, targets: tuple[Citation, ...]) -> Place | None:
        """The place of the first target that has one; all targets are named in its citation."""
        for target in targets:
            if norm := self.norms.get(target):
                cite = cite_of(targets) if target == targets[0] else cite_of((target,))
                return _place(norm, cite)
        pages = (self.pages[target] for target in targets if target in self.pages)
        page = next(pages, None)
        return Place(page) if page else None


def _place(norm: Norm, cite: str) -> Place:
    cited = urlencode({"cite": cite})
    return Place(
        f"{reverse('legal:norm', args=[norm.statute.slug, norm.key])}?{cited}",
        f"{reverse('legal:preview')}?{cited}",
    )


def cite_of(targets: tuple[Citation, ...]) -> str:
    """The citation in full, also of what was relative in its text; short enough for an address."""
    whole = engine.format(targets)
    return whole if len(whole) <= MAX_CITE else engine.format(targets[0])[:MAX_CITE]


def places(targets: Iterable[Citation], keeper: str = "", home: Statute | None = None) -> Places:
    """The places of all `targets`; one query, none where no target names a law.

    `keeper` is whose by-laws are meant (see legal.lookup.find_statutes), `home` the statute the
    text stands in, which its own name always means.
    """
    named = {target for target in targets if target.law and target.kind}
    shelf = shelf_of(named, keeper, with_links=True, home=home)
    norms = {target: row.norm for target in named if (row := shelf.row(target))}
    pages = {
        target: page
        for target in named - norms.keys()
        if (page := _page(target, shelf.statute(target)))
    }
    return Places(norms, pages)


def _page(target: Citation, statute: Statute | None) -> str:
    if statute is not None and statute.keeper:
        return page_of(statute, target) if statute.source_url else ""
    return known_page(target) or ""

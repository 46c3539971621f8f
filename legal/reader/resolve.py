"""Where citations lead: the page of a norm that is loaded, else the official page. Two queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from legal import citations as engine
from legal.aliases import comparable
from legal.bylaws.links import page_of
from legal.citations import Citation
from legal.lookup import find_statutes
from legal.models import Norm, Statute
from legal.targets import enbez_forms, known_page, norm_key

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
    """The places of all `targets`; two queries, none where no target names a law.

    `keeper` is whose by-laws are meant (see legal.lookup.find_statutes), `home` the statute the
    text stands in, which its own name always means.
    """
    named = {target for target in targets if target.law and target.kind}
    if not named:
        return Places()
    laws = find_statutes({target.law for target in named if target.law}, keeper, with_links=True)
    if home is not None:
        laws[comparable(home.name)] = home
    statutes = {
        target: laws[comparable(target.law)]
        for target in named
        if target.law and comparable(target.law) in laws
    }
    norms = _norms({t: s for t, s in statutes.items() if s.fingerprint and norm_key(t)})
    pages = {
        target: page
        for target in named - norms.keys()
        if (page := _page(target, statutes.get(target)))
    }
    return Places(norms, pages)


def _page(target: Citation, statute: Statute | None) -> str:
    if statute is not None and statute.keeper:
        return page_of(statute, target) if statute.source_url else ""
    return known_page(target) or ""


def _norms(statutes: Mapping[Citation, Statute]) -> dict[Citation, Norm]:
    if not statutes:
        return {}
    candidates = Norm.objects.filter(
        Q(key__in={norm_key(target) for target in statutes})
        | Q(enbez__in={form for target in statutes for form in enbez_forms(target)}),
        statute__in={statute.pk for statute in statutes.values()},
    )
    by_name: dict[tuple[int, str], list[Norm]] = {}
    for norm in candidates.only("key", "enbez", "statute_id"):
        for name in {norm.key, f"={norm.enbez}"}:
            by_name.setdefault((norm.statute_id, name), []).append(norm)
    found: dict[Citation, Norm] = {}
    for target, statute in statutes.items():
        for name in (norm_key(target), *(f"={form}" for form in enbez_forms(target))):
            named = by_name.get((statute.pk, name), [])
            if len(named) == 1:  # a designation that several parts share says nothing
                named[0].statute = statute
                found[target] = named[0]
                break
    return found

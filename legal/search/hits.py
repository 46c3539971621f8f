"""Search: what was typed in, norms with the passage that answers out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from legal import citations as engine
from legal.aliases import comparable
from legal.citations import Citation
from legal.lookup import find_statutes, find_versions
from legal.models import Norm, NormVersion, Statute
from legal.reader.resolve import places
from legal.search.engine import Ranked, Scope, rank
from legal.search.excerpts import Excerpt, excerpt_of
from legal.search.facts import headings
from legal.search.query import MAX_GROUPS, MAX_QUERY, Query, understand
from legal.texts import bodies_of

PAGE = 10
_NORM = r"(?:§\s*)?(?P<norm>\d{1,4}[a-zA-Z]?)"
_NAME = r"(?P<law>[^\W\d].{1,100})"
_NUMBER_FIRST = re.compile(rf"{_NORM}\s+{_NAME}")
_NAME_FIRST = re.compile(rf"{_NAME}\s+{_NORM}")
MAX_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A norm that was found, with the passage that answers; `cited` is what the query names."""

    version: NormVersion
    score: float
    excerpt: Excerpt
    cited: str = ""

    @property
    def is_head(self) -> bool:
        """Whether the hit stands for the whole statute."""
        return self.version.norm.kind == Norm.Kind.HEAD

    @property
    def title(self) -> str:
        """The norm's title; where it has none what it is about, in our own words and brackets."""
        norm = self.version.norm
        ours = headings().get((norm.statute.slug, norm.key), "")
        return self.version.title or (f"[{ours}]" if ours else "")

    @property
    def citation(self) -> str:
        """The passage as a citation, "§ 28 Abs. 2 VwVfG"; "" where the norm alone says it all."""
        norm, absatz = self.version.norm, self.excerpt.absatz
        if self.cited or not absatz or not self.excerpt.marks or not norm.enbez:
            return self.cited
        return f"{norm.enbez} Abs. {absatz} {norm.statute.name}"

    @property
    def html(self) -> SafeString:
        """The passage, what was searched in <mark>."""
        return SafeString(self.excerpt.html)


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `after` leads to the next one, None on the last."""

    hits: Sequence[Hit]
    corrections: Mapping[str, str]
    after: Ranked | None = None


def search(
    text: str,
    *,
    kinds: Collection[str] = (),
    keeper: str = "",
    prefer: Collection[str] = (),
    after: Ranked | None = None,
    limit: int = PAGE,
) -> Results:
    """The norms that answer `text`, best first; a constant number of queries.

    `kinds` limits to kinds of law (Statute.Kind). Common law is searched, and what `keeper`
    entered; what others entered is neither found nor counted. `prefer` are slugs of statutes that
    the caller works with. What the text cites comes first, on the first page.
    """
    text = " ".join(text.split())[:MAX_QUERY]
    cited, rest = _cited(text, keeper)
    named, rest = _named(rest, keeper)
    query = understand(rest, keeper)
    scope = Scope(kinds, keeper, prefer, [statute.pk for statute in named])
    ranked = rank(query, scope, after, limit + 1)
    first = [] if after else _first(cited, named, rest, scope)
    return _results(query, ranked, first, limit)


def cited_place(text: str, keeper: str = "") -> str:
    """The address of the norm `text` names, if it is nothing but a citation; else ""."""
    targets = engine.parse(text[:MAX_QUERY]) or _number_and_name(text[:MAX_QUERY])
    place = places(targets, keeper).of(targets) if targets else None
    return place.href if place and place.preview else ""


def _cited(text: str, keeper: str) -> tuple[dict[Citation, NormVersion], str]:
    """The norms that the text names, and the rest of the text."""
    targets = engine.parse(text) or _number_and_name(text)
    if targets:
        found, rest = find_versions(targets, None, keeper), ""
    else:
        parts = engine.find(text)
        found = find_versions([target for one in parts for target in one.targets], None, keeper)
        rest = text
        for one in reversed(parts):
            if found.keys() & set(one.targets):
                rest = f"{rest[: one.start]} {rest[one.end :]}"
    return found, rest if found else text


def _number_and_name(text: str) -> tuple[Citation, ...]:
    """ "3 hundesteuersatzung": a norm of a statute that the citation engine does not know."""
    found = _NUMBER_FIRST.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    return (Citation(found["norm"].lower(), found["law"]),) if found else ()


def _named(text: str, keeper: str) -> tuple[list[Statute], str]:
    """The statutes that the text names, and the other words; all words if there are no others."""
    words = text.split()[: 2 * MAX_GROUPS]
    spans = [
        (start, start + size)
        for size in range(MAX_NAME_WORDS, 0, -1)
        for start in range(len(words) - size + 1)
    ]
    statutes = find_statutes([" ".join(words[start:end]) for start, end in spans], keeper)
    named: list[Statute] = []
    taken: set[int] = set()
    for start, end in spans:
        statute = statutes.get(comparable(" ".join(words[start:end])))
        if statute and not taken & set(range(start, end)):
            named.append(statute)
            taken |= set(range(start, end))
    others = [word for at, word in enumerate(words) if at not in taken]
    return named, " ".join(others or words)


def _first(
    cited: Mapping[Citation, NormVersion], named: Sequence[Statute], rest: str, scope: Scope
) -> list[Hit]:
    """What goes before all: norms that are cited, the head of a statute of which only the name
    was typed.
    """
    versions = {version: engine.format(target) for target, version in reversed(list(cited.items()))}
    if not cited and named and comparable(rest) in named[0].names:
        heads = NormVersion.objects.filter(norm__statute=named[0], norm__kind=Norm.Kind.HEAD)
        head = heads.filter(is_current=True).select_related("norm__statute").first()
        versions = {head: named[0].name} if head else {}
    bodies = bodies_of(versions)
    return [
        Hit(version, 0.0, excerpt_of(bodies[version.pk], {}), name)
        for version, name in reversed(list(versions.items()))
        if not scope.kinds or version.norm.statute.kind in scope.kinds
    ]


def _results(query: Query, ranked: list[Ranked], first: list[Hit], limit: int) -> Results:
    page = ranked[:limit]
    there = {hit.version.norm_id for hit in first}
    versions = _versions([one.norm_id for one in page if one.norm_id not in there])
    terms = query.terms()
    hits = [
        Hit(versions[one.norm_id], one.score, excerpt_of(versions[one.norm_id].body, terms))
        for one in page
        if one.norm_id in versions
    ]
    more = len(ranked) > limit
    return Results([*first, *hits], query.corrections, page[-1] if more else None)


def _versions(norm_ids: list[int]) -> dict[int, NormVersion]:
    """The current texts; one query."""
    found = NormVersion.objects.filter(norm__in=norm_ids, is_current=True)
    found = found.select_related("norm__statute").defer("notes_text", "notes_tree")
    return {version.norm_id: version for version in found}

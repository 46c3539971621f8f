"""Looks up citations: which text of which norm, with exactly the cited part marked.

The interface for the rest of the product. A constant number of queries (two at most), however
many citations are asked for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from legal import citations as engine
from legal.addressing import Address, address
from legal.citations import Citation
from legal.gii import Body
from legal.kept import Kept
from legal.lookup import Found, find_versions
from legal.models import Norm, NormVersion
from legal.passage import Passage
from legal.sentences import Span
from legal.targets import enbez_forms, known_page, norm_key, portal_page
from legal.texts import bodies_of

__all__ = ["Passage", "lookup", "lookup_many", "official_url", "passage_of"]

MOST_KEPT = 512  # passages with their HTML, in the memory of each process


def lookup(citation: str, on: date | None = None, keeper: str = "") -> Passage | None:
    """The passage that `citation` names, as `lookup_many` finds it."""
    return lookup_many([citation], on, keeper)[citation]


def lookup_many(
    citations: Iterable[str], on: date | None = None, keeper: str = ""
) -> dict[str, Passage | None]:
    """For each citation the passage, in the version in force on the day `on`, else the current one.

    `keeper` is whose by-laws are meant (see `find_statutes`). None where the text is no citation,
    its law is not imported, or the norm was not in force. At most two queries for all citations
    together.
    """
    parsed = {text: engine.parse(text) for text in citations}
    wanted = {target for targets in parsed.values() for target in targets}
    found = find_versions(wanted, on, keeper)
    named = {text: _named(text, targets, found) for text, targets in parsed.items()}
    there = [text for text, one in named.items() if one.parts]
    passages = dict(zip(there, _passages([named[text] for text in there]), strict=True))
    return {text: passages.get(text) for text in parsed}


def official_url(citation: str) -> str | None:
    """The official page of what `citation` names first, None where its law is unknown to us.

    Needs no imported law and no database.
    """
    targets = engine.parse(citation)
    return known_page(targets[0]) if targets else None


def passage_of(version: NormVersion, citation: str = "") -> Passage:
    """The passage that `citation` marks in a given version (a pinned one, or one just shown).

    `version` comes with its norm and statute loaded. Parts of the citation that name other norms
    are left out.
    """
    norm = version.norm
    targets = tuple(
        target for target in engine.parse(citation) if norm.key in _possible_keys(target, norm)
    )
    (passage,) = _passages([_Named(citation or str(norm), ((version, targets),))])
    return passage


def _possible_keys(target: Citation, norm: Norm) -> tuple[str, ...]:
    return (norm_key(target), *((norm.key,) if norm.enbez in enbez_forms(target) else ()))


class _Named(NamedTuple):
    """What a citation names: versions, and of each the parts."""

    name: str
    parts: tuple[tuple[NormVersion, tuple[Citation, ...]], ...]

    @property
    def key(self) -> Hashable:
        """Everything that the passage shows, or stands for it."""
        return (self.name, *((*_facts(version), targets) for version, targets in self.parts))


def _named(text: str, targets: tuple[Citation, ...], found: dict[Citation, Found]) -> _Named:
    versions = {found[target].pk: found[target] for target in targets if target in found}
    name = _formatted(targets[0]) if len(targets) == 1 else " ".join(text.split())
    parts = (
        (version, tuple(one for one in targets if one in found and found[one].pk == pk))
        for pk, version in versions.items()
    )
    return _Named(name, tuple(parts))


@lru_cache(maxsize=4096)
def _formatted(target: Citation) -> str:
    return engine.format(target)


_kept: Kept[Passage] = Kept(MOST_KEPT)


def _passages(named: Sequence[_Named]) -> list[Passage]:
    """The passages, with their HTML kept in memory; one query for those that are not."""
    keys = [one.key for one in named]
    kept = [_kept.get(key) for key in keys]
    new = [one for one, there in zip(named, kept, strict=True) if there is None]
    bodies = bodies_of(version for one in new for version, _targets in one.parts)
    return [
        there or _kept.put(key, _passage(one, key, bodies))
        for one, key, there in zip(named, keys, kept, strict=True)
    ]


def _passage(named: _Named, key: Hashable, bodies: Mapping[int, Body]) -> Passage:
    first, *others = [
        _of_norm(named.name, version, targets, bodies[version.pk], key)
        for version, targets in named.parts
    ]
    return replace(first, also=tuple(others)) if others else first


def _facts(version: NormVersion) -> tuple[Hashable, ...]:
    norm, statute = version.norm, version.norm.statute
    return (
        *(statute.slug, statute.name, statute.short_title or statute.title, statute.source_url),
        *(norm.pk, norm.key, norm.enbez),
        *(version.pk, version.full_hash, version.is_current, version.observed_at, version.stand),
        *(version.valid_from, version.valid_to, version.valid_source),
    )


def _of_norm(
    name: str, version: NormVersion, targets: tuple[Citation, ...], body: Body, key: Hashable
) -> Passage:
    norm = version.norm
    addresses = [address(body, target.steps) for target in targets]
    return Passage(
        citation=name,
        statute_name=norm.statute.name,
        statute_title=norm.statute.short_title or norm.statute.title,
        statute_slug=norm.statute.slug,
        norm_id=norm.pk,
        norm_key=norm.key,
        norm_enbez=norm.enbez,
        norm_title=version.title,
        norm_version_id=version.pk,
        text_hash=version.text_hash,
        observed_at=version.observed_at,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        valid_source=version.valid_source,
        is_current=version.is_current,
        stand=version.stand,
        official_url=_page(norm),
        body=body,
        spans=_joined(addresses) or (Span(0, len(body.text)),),
        missing=tuple(f"{step.level} {step.value}" for at in addresses for step in at.missing),
        key=key,
    )


def _page(norm: Norm) -> str:
    """Law that an office entered stands where its link says, not on the federal portal."""
    statute = norm.statute
    return statute.source_url if statute.keeper else portal_page(statute.slug, norm.key)


def _joined(addresses: list[Address]) -> tuple[Span, ...]:
    """The stretches in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for span in sorted(at.span for at in addresses):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)

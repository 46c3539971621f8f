"""A passage: what a citation marks in one version of its norm, as text and as HTML."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.safestring import SafeString

from legal.gii import Body
from legal.render import render
from legal.sentences import Span


@dataclass(frozen=True)
class Passage:
    """A cited passage in one version of its norm.

    `missing` names the steps that lead nowhere in this version ("satz 4"): the citation is broken
    there, and the mark covers the part that was still found. `also` holds the passages of further
    norms that the same citation names ("§ 35 Satz 1 i. V. m. § 41 Abs. 2 VwVfG").
    `valid_from` is None where only `observed_at` is known. `key` stands for all of it.
    """

    citation: str
    statute_name: str
    statute_title: str
    statute_slug: str
    norm_id: int
    norm_key: str
    norm_enbez: str
    norm_title: str
    norm_version_id: int
    text_hash: str
    observed_at: datetime
    valid_from: date | None
    valid_to: date | None
    valid_source: str
    is_current: bool
    stand: str
    official_url: str
    body: Body
    spans: tuple[Span, ...]
    key: Hashable = field(repr=False)
    missing: tuple[str, ...] = ()
    also: tuple[Passage, ...] = ()

    @cached_property
    def html(self) -> SafeString:
        """The whole norm; the cited part stands in `<mark>`."""
        return SafeString(render(self.body, self._marks))

    @cached_property
    def excerpt_html(self) -> SafeString:
        """The cited part alone."""
        return SafeString("".join(render(self.body, clip=span) for span in self.spans))

    @cached_property
    def excerpt_text(self) -> str:
        """The cited part alone as plain text; lines end where the law's blocks end."""
        return "\n".join(self.body.text[span.start : span.end] for span in self.spans)

    def html_with_anchors(self, anchor: str) -> SafeString:
        """As `html`, with ids that begin with `anchor` for Absätze and footnotes."""
        return SafeString(render(self.body, self._marks, anchor=anchor))

    @property
    def whole_norm(self) -> bool:
        """Whether the citation names the norm without any part of it."""
        return self.spans == (Span(0, len(self.body.text)),)

    @property
    def _marks(self) -> tuple[Span, ...]:
        return () if self.whole_norm else self.spans

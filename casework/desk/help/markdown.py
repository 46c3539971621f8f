"""A page of the handbook from its Markdown: safe HTML, its outline, its links and pictures.

The pages are CommonMark with tables, as they are read in the repository too. Raw HTML is not
taken as such; links to other pages (`inbox.md#sort`) lead to the page in the application.
"""

import re
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
PAGE = re.compile(r"^([a-z-]+)\.md(#.*)?$")


class Heading(NamedTuple):
    """A heading of the second level: where a link of the outline leads."""

    anchor: str
    text: str


class Page(NamedTuple):
    """What a page shows. `title` is its first heading and not part of `html`."""

    title: str
    html: SafeString
    outline: tuple[Heading, ...]


class _Renderer(RendererHTML):
    """Headings with anchors; pictures that keep their place while they load."""

    def heading_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return f'<{tokens[at].tag} id="{anchor_of(tokens[at + 1].content)}">'

    def image(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        token = tokens[at]
        name = Path(str(token.attrs["src"])).name
        width, height = size_of(env["folder"] / "pictures" / name)
        words = escape(self.renderInlineAsText(token.children, options, env))
        return (
            f'<img src="{escape(static(f"handbook/{name}"))}" alt="{words}" width="{width}"'
            f' height="{height}" loading="lazy">'
        )

    def link_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        token = tokens[at]
        if found := PAGE.match(str(token.attrs["href"])):
            url = reverse("desk:help-chapter", args=[found[1]])
            token.attrSet("href", url + (found[2] or ""))
        return self.renderToken(tokens, at, options, env)

    def table_open(self, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return '<table class="kern-table">'


def anchor_of(text: str) -> str:
    """The anchor of a heading, as code hosts make it: small letters, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(FOLDED)).strip("-")


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its head; FileNotFoundError if it is not there."""
    with picture.open("rb") as file:
        head = file.read(24)
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def read(source: Path) -> Page:
    """The page in the file `source`; IndexError if it does not begin with a heading."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = parser.parse(source.read_text(encoding="utf-8"))
    env = {"folder": source.parent}
    title, body = tokens[1].content, tokens[3:]
    outline = tuple(
        Heading(anchor_of(body[at + 1].content), body[at + 1].content)
        for at, token in enumerate(body)
        if token.type == "heading_open" and token.tag == "h2"
    )
    html = parser.renderer.render(body, parser.options, env)
    return Page(title, mark_safe(html), outline)  # noqa: S308 - our own files, HTML in them escaped

"""The plain text of a letter, for search and for the archive, read from its HTML."""

from lxml import etree, html

from casework.notices.render_typography import plain

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset(
    [
        "article",
        "div",
        "footer",
        "h1",
        "h2",
        "h3",
        "header",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "table",
        "ul",
    ]
)


def text_of(letter: str) -> str:
    """Return the text of a letter's body: one line a block, blank lines between paragraphs."""
    body = html.document_fromstring(letter).find("body")
    parts: list[str] = []
    if body is not None:
        _collect(body, parts)
    lines = [" ".join(line.split()) for line in plain("".join(parts)).split("\n")]
    return "\n".join(_without_double_blanks(lines)).strip() + "\n"


def _collect(element: etree._Element, parts: list[str]) -> None:
    """Append an element's text; ``aria-hidden`` is ornament and left out."""
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    gap = "\n\n" if element.tag in _SPACED else "\n" if element.tag in _BLOCKS else ""
    parts.append(gap)
    parts.append(_flat(element.text))
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        _collect(child, parts)
        parts.append(_flat(child.tail))
    parts.append(" " if element.tag in ("td", "th") else gap)


def _flat(text: str | None) -> str:
    """Return text as HTML shows it: a line break in the source is a blank."""
    return (text or "").replace("\n", " ")


def _without_double_blanks(lines: list[str]) -> list[str]:
    return [line for before, line in zip(["", *lines], lines, strict=False) if line or before]

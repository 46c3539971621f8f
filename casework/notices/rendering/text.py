"""The plain text of a letter, for search and for the archive, read from its HTML."""

from lxml import etree, html

from casework.notices.rendering.typography import plain

# How many line breaks an element wants before and after it; neighbours share them.
_BREAKS = dict.fromkeys(["div", "h1", "h2", "h3", "main", "ol", "p", "section", "table", "ul"], 2)
_BREAKS |= dict.fromkeys(["caption", "dd", "dl", "dt", "li", "tbody", "tfoot", "thead", "tr"], 1)
_ROW = "row"  # the class of paragraphs that stand close together


def text_of(letter: str) -> str:
    """Return the text of a letter's body: paragraphs apart, list items numbered or dashed."""
    body = html.document_fromstring(letter).find("body")
    parts: list[str | int] = []
    if body is not None:
        _collect(body, parts)
    lines = [" ".join(line.split()) for line in plain(_joined(parts)).split("\n")]
    return "\n".join(lines).strip() + "\n"


def _collect(element: etree._Element, parts: list[str | int]) -> None:
    """Append an element's text and, as numbers, its line breaks; ``aria-hidden`` is ornament."""
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    breaks = 1 if element.get("class", "").startswith(_ROW) else _BREAKS.get(element.tag, 0)
    parts += [breaks, _label(element), _flat(element.text)]
    for child in element:
        _collect(child, parts)
        parts.append(_flat(child.tail))
    if element.tag == "br":
        parts.append("\n")
    parts += [breaks, " " if element.tag in ("td", "th") else ""]


def _label(element: etree._Element) -> str:
    """Return what stands before a list item: its number, or a dash."""
    parent = element.getparent()
    if element.tag != "li" or parent is None:
        return ""
    return f"{parent.index(element) + 1}. " if parent.tag == "ol" else "- "


def _flat(text: str | None) -> str:
    """Return text as HTML shows it: a line break in the source is a blank."""
    return (text or "").replace("\n", " ")


def _joined(parts: list[str | int]) -> str:
    """Join texts; between two of them only the largest wish for line breaks counts."""
    text, wanted = "", 0
    for part in parts:
        if isinstance(part, int):
            wanted = max(wanted, part)
        elif part.strip() or part == "\n":
            text += "\n" * wanted + part
            wanted = 0
        elif not wanted:
            text += part
    return text

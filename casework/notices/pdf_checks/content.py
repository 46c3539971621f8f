"""Checks of what is painted: all of it tagged or artifact, all tags painted (ISO 14289-1, 7.1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from casework.notices.pdf_checks.fonts import fonts_of, listed_widths, unicode_map
from casework.notices.pdf_checks.structure import tree_of

_TEXT = frozenset(["Tj", "TJ", "'", '"'])
_PAINTING = _TEXT | frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"])
_CMYK = frozenset(["K", "k"])


@dataclass
class Painted:
    """What one content stream paints, by the marked content it stands in."""

    tagged: list[int] = field(default_factory=list)
    untagged: int = 0
    mixed: int = 0
    notdef: int = 0
    cmyk: int = 0


def painted(page: Any) -> Painted:
    """Return a summary of a page's content: its MCIDs in painting order and what is amiss."""
    result, stack = Painted(), []
    for operands, name in _operations(page):
        if name in ("BMC", "BDC"):
            stack.append(_mark(operands))
            _note_opening(result, stack)
        elif name == "EMC":
            stack.pop()
        elif name in _PAINTING:
            result.untagged += not any(stack)
            result.notdef += name in _TEXT and 0 in _glyphs(operands)
        result.cmyk += name in _CMYK
    return result


def everything_marked(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything painted is either tagged or an artifact, never one within the other (7.1)."""
    for number, page in enumerate(pdf.pages, 1):
        found = painted(page)
        if found.untagged:
            yield f"page {number} paints {found.untagged} things neither tagged nor artifact"
        if found.mixed:
            yield f"page {number} has artifacts within tagged content or the reverse"
        if len(set(found.tagged)) != len(found.tagged):
            yield f"page {number} uses a content identifier twice"
        if found.notdef:
            yield f"page {number} shows the glyph for missing characters (6.2.11.8)"
        if found.cmyk:
            yield f"page {number} uses device CMYK under an RGB output intent (6.2.4.3)"


def tree_and_pages_agree(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Tagged content is in the tree, the tree's content on its page, the parent tree knows it."""
    listed: dict[Any, list[int]] = {}
    for node in tree_of(pdf).walk():
        for kid in node.element.get("/K", []):
            if isinstance(kid, int):
                listed.setdefault(node.element.Pg.objgen, []).append(kid)
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, 1):
        body = set(painted(page).tagged)
        in_tree = set(listed.get(page.objgen, []))
        if in_tree != body:
            yield f"page {number}: tagged and in the tree are not the same content"
            continue
        for mcid in sorted(body):
            parent = parents[int(page.StructParents)][mcid]
            if not isinstance(parent, pikepdf.Dictionary) or mcid not in list(parent.K):
                yield f"page {number}: the parent tree is wrong about content {mcid}"


def glyphs_known(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every glyph shown has its width and its text in the font (6.2.11.5, 6.2.11.7)."""
    fonts = fonts_of(pdf)
    known = {
        name: {glyph for glyph, _ in listed_widths(font)} & set(unicode_map(font))
        for name, font in fonts.items()
    }
    for number, page in enumerate(pdf.pages, 1):
        unknown = {(font, glyph) for font, glyph in shown_glyphs(page) if glyph not in known[font]}
        for font, glyph in sorted(unknown):
            yield f"page {number} shows glyph {glyph} of {font}, whose width or text is unknown"


CONTENT_CHECKS = (everything_marked, tree_and_pages_agree, glyphs_known)


def shown_glyphs(page: Any) -> Iterator[tuple[str, int]]:
    """Yield font and glyph number of all text on a page in the order in which it is painted."""
    font = ""
    for operands, name in _operations(page):
        if name == "Tf":
            font = str(operands[0])
        if name in _TEXT:
            yield from ((font, glyph) for glyph in _glyphs(operands))


def _operations(page: Any) -> Iterator[tuple[Any, str]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, str(instruction.operator)


def _mark(operands: Any) -> str | int:
    """Return ``"Artifact"``, a content identifier plus one, or nothing for other marks."""
    if str(operands[0]) == "/Artifact":
        return "Artifact"
    properties = operands[1] if len(operands) > 1 else {}
    return int(properties["/MCID"]) + 1 if "/MCID" in properties else 0


def _note_opening(result: Painted, stack: list[str | int]) -> None:
    mark, outside = stack[-1], stack[:-1]
    result.mixed += bool(mark) and any(outside)
    if isinstance(mark, int) and mark:
        result.tagged.append(mark - 1)


def _glyphs(operands: Any) -> list[int]:
    """Return the glyph numbers of text written with two bytes each."""
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    return [int.from_bytes(text[i : i + 2]) for text in texts for i in range(0, len(text), 2)]

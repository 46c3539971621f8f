"""Checks of the structure tree: PDF/UA-1 (ISO 14289-1), PDF/A-3a level A (ISO 19005-3, 6.7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

_GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"}
_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Index"}
_TABLE = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
_INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "NonStruct"}
_STANDARD = _GROUPING | _BLOCKS | _TABLE | _INLINE | {"Figure", "Formula", "Form"}
_OWNERS = {"/Link": "Link", "/Widget": "Form"}  # annotations and the elements they belong to
_ALLOWED_KIDS = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody", "L"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TBody": {"TR"},
    "THead": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_ONLY_IN = {
    "LI": {"L", "LI"},
    "Lbl": {"LI", "Note"},
    "LBody": {"LI"},
    "TR": {"Table", "TBody", "THead", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}


_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


@dataclass(frozen=True)
class Node:
    """A structure element with its tag, its parent's tag and its element kids."""

    tag: str
    parent: str
    element: Any
    kids: tuple["Node", ...]

    def walk(self) -> Iterator["Node"]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def tree_of(pdf: pikepdf.Pdf) -> Node:
    """Return the one Document element at the root of the structure tree."""
    kids = list(pdf.Root.StructTreeRoot.K)
    if len(kids) != 1:
        raise ValueError("the structure tree must have one root element")
    return _node(kids[0], "")


def _node(element: Any, parent: str) -> Node:
    tag = str(element.S).lstrip("/")
    content = element.get("/K", [])
    kids = content if isinstance(content, pikepdf.Array) else [content]
    inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return Node(tag, parent, element, tuple(_node(kid, tag) for kid in inner))


def marked(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The file says that it is tagged, in which language, and shows its title."""
    root: Any = pdf.Root
    if root.get("/MarkInfo", {}).get("/Marked") is not True or "/StructTreeRoot" not in root:
        yield "not tagged (6.7.2)"
    if root.get("/MarkInfo", {}).get("/Suspects") is True:
        yield "tags are marked as suspect (ISO 14289-1, 7.1)"
    if not str(root.get("/Lang", "")):
        yield "no language (ISO 14289-1, 7.2)"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not displayed (ISO 14289-1, 7.1)"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "no title (ISO 14289-1, 7.1)"


def tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All tags are standard ones, nested as lists and tables must be (6.7.3, 14.8.4)."""
    tree = tree_of(pdf)
    if tree.tag != "Document":
        yield "the root element is not a Document"
    for node in tree.walk():
        if node.tag not in _STANDARD:
            yield f"{node.tag} is no standard tag"
        if node.tag in _ONLY_IN and node.parent not in _ONLY_IN[node.tag]:
            yield f"{node.tag} inside {node.parent}"
        wrong = {kid.tag for kid in node.kids} - _ALLOWED_KIDS.get(node.tag, _STANDARD)
        if wrong:
            yield f"{node.tag} holds {', '.join(sorted(wrong))}"
        if node.element.get("/K", []) == [] and node.tag not in ("TD", "TH"):
            yield f"an empty {node.tag}"


def headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """One H1, first of all; no level is skipped on the way down (ISO 14289-1, 7.4)."""
    levels = [int(n.tag[1]) for n in tree_of(pdf).walk() if n.tag[0] == "H" and n.tag[1:].isdigit()]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"the heading levels must begin with the only 1, are {levels}"
    for above, below in zip(levels, levels[1:], strict=False):
        if below > above + 1:
            yield f"heading level {below} follows {above}"


def tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every table has header cells with a scope, every data cell a header (ISO 14289-1, 7.5)."""
    for table in (node for node in tree_of(pdf).walk() if node.tag == "Table"):
        cells = [node for node in table.walk() if node.tag in ("TH", "TD")]
        heads = [cell for cell in cells if cell.tag == "TH"]
        if not heads:
            yield "a table without header cells"
        if any(cell.element.get("/A", {}).get("/Scope") is None for cell in heads):
            yield "a header cell without scope"
        ids = {bytes(cell.element.ID) for cell in heads if "/ID" in cell.element}
        for cell in cells:
            named = [bytes(h) for h in cell.element.get("/A", {}).get("/Headers", [])]
            if cell.tag == "TD" and (not named or not set(named) <= ids):
                yield "a data cell without a header"


def figures(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Pictures and formulas have a text instead and say where they are (ISO 14289-1, 7.3, 7.7)."""
    for node in tree_of(pdf).walk():
        if node.tag in ("Figure", "Formula") and not str(node.element.get("/Alt", "")).strip():
            yield f"a {node.tag} without alternative text"
        if node.tag == "Figure" and len(node.element.get("/A", {}).get("/BBox", [])) != 4:
            yield "a Figure without bounding box (14.8.5.4.5)"


def languages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The language is named, and text in other scripts has one of its own (ISO 14289-1, 7.2)."""
    for node, language in _with_language(tree_of(pdf), str(pdf.Root.get("/Lang", ""))):
        if not _LANGUAGE.fullmatch(language):
            yield f"{language!r} is no language tag"
        said = str(node.element.get("/ActualText", ""))
        if _RIGHT_TO_LEFT.search(said) and language.split("-")[0] not in ("ar", "fa"):
            yield f"right-to-left text is said to be in {language}"


def annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Links and the field of a seal are in the tree, described, printed; tabbing follows the tree.

    ISO 14289-1, 7.18; ISO 19005-3, 6.3.2 and 6.3.3.
    """
    owners = dict(_object_references(tree_of(pdf)))
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number} does not tab by structure (7.18.3)"
        for annotation in page.get("/Annots", []):
            kind = str(annotation.Subtype)
            if kind not in _OWNERS or owners.get(annotation.objgen) != _OWNERS[kind]:
                yield f"page {number} has an annotation outside the tree (7.18)"
            if int(annotation.get("/F", 0)) & 0x2F != 4:
                yield f"page {number} has an annotation that is not printed (6.3.2)"
            if not str(annotation.get("/TU" if kind == "/Widget" else "/Contents", "")):
                yield f"page {number} has an annotation without description (7.18.5)"
            if kind == "/Widget" and any(annotation.Rect) and "/AP" not in annotation:
                yield f"page {number} has a field without appearance (6.3.3)"


STRUCTURE_CHECKS = (marked, languages, tags, headings, tables, figures, annotations)


def _with_language(node: Node, above: str) -> Iterator[tuple[Node, str]]:
    """Yield each element with its language: its own, or that of the element it stands in."""
    language = str(node.element.get("/Lang", above))
    yield node, language
    for kid in node.kids:
        yield from _with_language(kid, language)


def _object_references(tree: Node) -> Iterator[tuple[Any, str]]:
    """Yield the annotations in the tree with the tag of the element that holds them."""
    for node in tree.walk():
        for kid in node.element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                yield kid.Obj.objgen, node.tag

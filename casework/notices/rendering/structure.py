"""The structure tree as a reader needs it: a paragraph that runs over two pages is one paragraph.

WeasyPrint builds the tree page by page, so that it tears apart what a page break tears apart,
and it leaves empty elements behind. Both are mended here on its pydyf objects before writing.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

_JOINED = frozenset(["/Part", "/Sect", "/Art", "/Div", "/P", "/L", "/LI", "/LBody", "/NonStruct"])
_KEPT_EMPTY = frozenset(["/TD", "/TH", "/Document"])


def mend(document: Any, pdf: pydyf.PDF) -> None:
    """Join what page breaks tore apart and drop empty elements, in place."""
    for number in range(len(document.pages) - 1):
        _join_pages(document, pdf, number)
    _prune(pdf)


def elements(pdf: pydyf.PDF, tag: str | None = None) -> list[Any]:
    """Return the structure elements of a PDF, all or those with a tag such as ``"/TR"``."""
    found = [o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/StructElem"]
    return [element for element in found if tag in (None, element["S"])]


def referenced(pdf: pydyf.PDF, reference: bytes) -> Any:
    """Return the object that a reference such as ``b"12 0 R"`` points to."""
    return pdf.objects[int(reference.split()[0])]


def _join_pages(document: Any, pdf: pydyf.PDF, number: int) -> None:
    """Join the elements that go on from one page (counted from 0) to the next."""
    last = [box.element for box in _chain(document.pages[number], -1)]
    first = [box.element for box in _chain(document.pages[number + 1], 0)]
    shared = 0
    while shared < min(len(last), len(first)) and last[shared] is first[shared]:
        shared += 1
    before = _main_part(pdf, pdf.page_references[number])
    after = _main_part(pdf, pdf.page_references[number + 1])
    if shared and before is not None and after is not None:
        _join(pdf, before, after, shared)


def _chain(page: Any, index: int) -> Iterator[Any]:
    """Yield the boxes below the body, from the outermost in, always taking the first or last."""
    root = next(box for box in page._page_box.children if box.element_tag == "html")
    box = root.children[0]
    while isinstance(box, boxes.ParentBox) and box.children:
        box = box.children[index]
        if isinstance(box, boxes.LineBox) or box.element is None:
            return
        yield box


def _main_part(pdf: pydyf.PDF, page: bytes) -> Any:
    """Return the element of ``<main>`` that goes on from an earlier page or stands on this one."""
    parts = [part for part in elements(pdf, "/Part") if part["K"] and page in _pages(pdf, part)]
    return parts[0] if parts else None


def _pages(pdf: pydyf.PDF, element: Any) -> set[bytes]:
    """Return the pages on which something below an element stands."""
    pages = {element["Pg"]} if any(isinstance(kid, int) for kid in element["K"]) else set()
    for kid in element["K"]:
        if isinstance(kid, bytes) and (inner := referenced(pdf, kid)).get("S"):
            pages |= _pages(pdf, inner)
    return pages


def _join(pdf: pydyf.PDF, before: Any, after: Any, depth: int) -> None:
    """Move all kids of one element to the end of another, joining the torn kid on the seam."""
    kids = list(after["K"])
    if depth > 1 and _torn(pdf, before, after):
        second_half = referenced(pdf, kids.pop(0))
        _join(pdf, referenced(pdf, before["K"][-1]), second_half, depth - 1)
    for kid in kids:
        referenced(pdf, kid)["P"] = before.reference
        before["K"].append(kid)
    after["K"].clear()


def _torn(pdf: pydyf.PDF, before: Any, after: Any) -> bool:
    """Say whether the last and the first kid are two halves that may be joined."""
    if not before["K"] or not after["K"]:
        return False
    halves = [referenced(pdf, before["K"][-1]), referenced(pdf, after["K"][0])]
    same = halves[0]["S"] == halves[1]["S"] and halves[0]["S"] in _JOINED
    return same and all(isinstance(kid, bytes) for half in halves for kid in half["K"])


def _prune(pdf: pydyf.PDF) -> None:
    """Drop elements without content; kids have higher numbers than parents, so they go first."""
    for element in reversed(elements(pdf)):
        if not element["K"] and element["S"] not in _KEPT_EMPTY:
            parent = referenced(pdf, element["P"])
            if element.reference in parent["K"]:
                parent["K"].remove(element.reference)

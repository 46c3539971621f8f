"""Pages in another language: its name on the structure, and right-to-left text as it is read.

WeasyPrint knows the language of the whole document only. PDF/UA-1 (ISO 14289-1, 7.2) wants it on
every element in another one; templates put such text into ``<article lang="…">`` or a link. Text
that runs from right to left is painted in the order of the eye; ``ActualText`` on its elements
says it in the order of the reader.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from casework.notices.rendering.structure import elements, referenced

_TAGS = {"article": "/Art", "a": "/Link"}  # HTML elements that may be in another language


def mark_languages(document: Any, pdf: pydyf.PDF) -> None:
    """Give such elements their language, in place; before anything is joined or dropped."""
    found = [box for page in document.pages for box in _boxes(page._page_box)]
    for name, tag in _TAGS.items():
        pieces = [box for box in found if _html_name(box) == name]
        for box, element in zip(pieces, elements(pdf, tag), strict=True):
            if language := box.element.get("lang"):
                element["Lang"] = pydyf.String(language)
            if box.element.get("dir") == "rtl":
                _say_in_reading_order(box, element, pdf)


def _html_name(box: Any) -> str:
    """Return the name of the element that a box is made for, also one made before or after it.

    Lines and pieces of text carry the name of what they stand in and are no elements themselves.
    """
    if box.element is None or isinstance(box, boxes.TextBox | boxes.LineBox):
        return ""
    return str(box.element_tag).split(":")[0]


def _say_in_reading_order(article: Any, element: Any, pdf: pydyf.PDF) -> None:
    lines = (box.text for box in _boxes(article) if isinstance(box, boxes.TextBox))
    for line, leaf in zip(lines, _leaves(element, pdf), strict=True):
        leaf["ActualText"] = pydyf.String(line)


def _leaves(element: Any, pdf: pydyf.PDF) -> Iterator[Any]:
    """Yield the elements below one that hold content, in the order of the tree."""
    if any(isinstance(kid, int) for kid in element["K"]):
        yield element
        return
    for kid in element["K"]:
        yield from _leaves(referenced(pdf, kid), pdf)


def _boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all below it in the order in which WeasyPrint tags them."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)

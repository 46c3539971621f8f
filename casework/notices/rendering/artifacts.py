"""Page headers and numbers as artifacts, so that a screen reader does not stumble over them.

WeasyPrint tags the text of page margins like any other, with elements that hang in no tree.
PDF/UA-1 (ISO 14289-1, 7.8) wants running headers and footers to be pagination artifacts.
"""

from typing import Any

import pydyf

from casework.notices.rendering.structure import elements, referenced


def mark_page_furniture(pdf: pydyf.PDF) -> None:
    """Turn tagged content that is not in the structure tree into artifacts, in place."""
    root = referenced(pdf, pdf.catalog["StructTreeRoot"])
    parent_tree = referenced(pdf, root["ParentTree"])["Nums"]
    in_tree = _numbers_below(pdf, referenced(pdf, root["K"][0]))
    for element in elements(pdf):
        contents = [kid for kid in element["K"] if isinstance(kid, int)]
        if element.number in in_tree or not contents:
            continue
        page = referenced(pdf, element["Pg"])
        for mcid in contents:
            _make_artifact(referenced(pdf, page["Contents"]), mcid)
            parent_tree[2 * page["StructParents"] + 1][mcid] = b"null"


def _numbers_below(pdf: pydyf.PDF, element: Any) -> set[int]:
    """Return the object numbers of an element and all elements below it."""
    numbers = {element.number}
    for kid in element["K"]:
        if isinstance(kid, bytes) and (inner := referenced(pdf, kid)).get("S"):
            numbers |= _numbers_below(pdf, inner)
    return numbers


def _make_artifact(contents: pydyf.Stream, mcid: int) -> None:
    """Rewrite ``/Span <</MCID n>> BDC`` in a page's content."""
    for position, part in enumerate(contents.stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") == mcid:
            contents.stream[position - 1] = b"/Artifact"
            contents.stream[position] = pydyf.Dictionary({"Type": "/Pagination"})
            return

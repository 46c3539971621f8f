"""Merged cells: the portal's tables follow the CALS model (OASIS TM 9502), browsers HTML's."""

from __future__ import annotations

from lxml import etree

MAX_SPAN = 1000  # what browsers honour; more is a mistake of the source


def spans_of(entry: etree._Element, columns: list[str]) -> dict[str, str] | None:
    """The columns (cs) and rows (rs) a cell spans, where more than one.

    `columns` are the colnames in order; a span that names an unknown column counts as one column.
    """
    first, more = entry.get("namest"), entry.get("morerows")
    if first is None and more is None:
        return None
    spans: dict[str, str] = {}
    across = _across(first or "", entry.get("nameend") or "", columns)
    if across > 1:
        spans["cs"] = str(min(across, MAX_SPAN))
    if more and more.isdecimal() and int(more):
        spans["rs"] = str(min(int(more) + 1, MAX_SPAN))
    return spans or None


def _across(first: str, last: str, columns: list[str]) -> int:
    try:
        return columns.index(last) - columns.index(first) + 1
    except ValueError:
        return 1

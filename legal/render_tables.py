"""The HTML of a table cell. Pure."""

from __future__ import annotations

from legal.gii import Node


def cell_tag(cell: Node, is_header: bool) -> tuple[str, str]:
    """Opening and closing tag of `cell`; a header cell says for which columns it stands."""
    columns, rows = _count(cell, "cs"), _count(cell, "rs")
    attributes = ""
    if is_header:
        attributes += f' scope="{"colgroup" if columns > 1 else "col"}"'
    if columns > 1:
        attributes += f' colspan="{columns}"'
    if rows > 1:
        attributes += f' rowspan="{rows}"'
    tag = "th" if is_header else "td"
    return f"<{tag}{attributes}>", f"</{tag}>"


def _count(cell: Node, name: str) -> int:
    value = cell.attr(name, "1")
    return int(value) if value.isdecimal() else 1

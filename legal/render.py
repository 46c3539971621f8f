"""A body as accessible, sanitised HTML. Pure: everything is escaped, nothing is taken over as is.

The text of federal law is German, so the words added here (for images, braces) are German as well;
the caller's template sets lang="de" around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from legal.gii import Body, Node
from legal.render_inline import Inline, Link
from legal.render_tables import cell_tag
from legal.sentences import Span

# Kinds that may not stand inside a paragraph of HTML; an inline node that holds one is a block.
BLOCKS = frozenset(
    ("p", "list", "item", "la", "table", "pre", "footnotes", "footnote", "title", "subtitle")
    + ("ident", "toc", "fnarea", "note")
)
BLOCK_CLASSES = {
    "p": "law-absatz",
    "la": "law-paragraph",
    "title": "law-heading",
    "subtitle": "law-subheading",
    "ident": "law-heading",
    "toc": "law-toc",
    "footnotes": "law-footnotes",
    "note": "law-note",
}


def render(
    body: Body,
    marks: Sequence[Span] = (),
    clip: Span | None = None,
    anchor: str = "",
    links: Sequence[Link] = (),
) -> str:
    """HTML of `body`, with the stretches `marks` in `<mark>`; `clip` leaves out all outside it.

    `links` (in order, none overlapping another) are set as they come: their HTML must be safe.

    With `anchor` (letters, digits, hyphens; unique on the page) the Absätze and footnotes get ids
    that begin with it, and the marks of footnotes become links to them. The result is safe to
    insert: text and attributes are escaped, addresses of the source are not used.
    """
    clip = clip or Span(0, len(body.text))
    return _Renderer(body, sorted(marks), clip, anchor, links).flow(body.nodes, 0, len(body.text))


class _Renderer(Inline):
    """Blocks: paragraphs, lists, tables, footnotes."""

    def flow(self, nodes: Sequence[Node], start: int, end: int) -> str:
        """Blocks one after the other; the inline text between them in paragraphs of its own."""
        blocks: list[str] = []
        line: list[str] = []
        at = start
        for node in nodes:
            line.append(self.run(at, node.start))
            at = node.end
            if not self.shows(node):
                continue
            if _is_block(node):
                _close_line(line, blocks)
                blocks.append(self.block(node))
            else:
                line.append(self.inline(node))
        line.append(self.run(at, end))
        _close_line(line, blocks)
        return "".join(blocks)

    def block(self, node: Node) -> str:
        if node.kind == "list":
            return f'<ul class="law-list" role="list">{self.children(node)}</ul>'
        if node.kind == "item":
            return self.item(node)
        if node.kind == "table":
            return self.table(node)
        if node.kind == "pre":
            return f'<pre class="law-pre">{self.inside(node)}</pre>'
        if node.kind == "footnote":
            return self.footnote(node)
        if node.kind == "fnarea":
            return ""
        return self.division(node)

    def children(self, node: Node) -> str:
        return "".join(self.block(child) for child in node.children if self.shows(child))

    def division(self, node: Node) -> str:
        inside = self.flow(node.children, node.start, node.end)
        name = BLOCK_CLASSES.get(node.kind, f"law-{node.kind}")
        number = node.attr("n")
        if self.anchor and number:
            return f'<div class="{name}" id="{self.anchor}-absatz-{escape(number)}">{inside}</div>'
        return f'<div class="{name}">{inside}</div>' if inside else ""

    def item(self, node: Node) -> str:
        nodes, start, label = node.children, node.start, ""
        if nodes and nodes[0].kind == "label":
            start = nodes[0].end
            label = f'<span class="law-label">{self.inside(nodes[0])}</span> '
            nodes = nodes[1:]
        inside = self.flow(nodes, start, node.end)
        return f'<li>{label}<div class="law-item">{inside}</div></li>'

    def footnote(self, node: Node) -> str:
        identity = (
            f' id="{self.anchor}-{escape(node.attr("id"), quote=True)}"' if self.anchor else ""
        )
        inside = self.flow(node.children, node.start, node.end)
        label = f'<span class="law-label">{escape(node.attr("mark"))}</span> '
        return (
            f'<div class="law-footnote"{identity}>{label}<div class="law-item">{inside}</div></div>'
        )

    def table(self, node: Node) -> str:
        captions = [child for child in node.children if child.kind == "caption"]
        rows = [child for child in node.children if child.kind == "row" and self.shows(child)]
        head = [self.row(row) for row in rows if row.attrs]
        rest = [self.row(row) for row in rows if not row.attrs]
        caption = "".join(f"<caption>{self.inline(child)}</caption>" for child in captions[:1])
        return (
            '<div class="law-table" tabindex="0" role="group" aria-label="Tabelle"><table>'
            + caption
            + (f"<thead>{''.join(head)}</thead>" if head else "")
            + f"<tbody>{''.join(rest)}</tbody></table></div>"
        )

    def row(self, row: Node) -> str:
        cells = [self.cell(cell, bool(row.attrs)) for cell in row.children]
        return f"<tr>{''.join(cells)}</tr>"

    def cell(self, cell: Node, in_head: bool) -> str:
        opening, closing = cell_tag(cell, in_head and cell.end > cell.start)
        if any(map(_is_block, cell.children)):
            inside = self.flow(cell.children, cell.start, cell.end)
        else:
            inside = self.inside(cell)
        return f"{opening}{inside}{closing}"


def _is_block(node: Node) -> bool:
    return node.kind in BLOCKS or any(map(_is_block, node.children))


def _close_line(line: list[str], blocks: list[str]) -> None:
    inline = "".join(line).strip()
    line.clear()
    while inline.startswith("<br>"):
        inline = inline[4:].lstrip()
    while inline.endswith("<br>"):
        inline = inline[:-4].rstrip()
    if inline:
        blocks.append(f"<p>{inline}</p>")

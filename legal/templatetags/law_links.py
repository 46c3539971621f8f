"""Citations as links anywhere: `{{ text|law_links }}` or `{% lawlinks %}…{% endlawlinks %}`."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from legal.reader.deferred import deferred_links
from legal.reader.linking import linked

register = template.Library()


@register.filter
def law_links(text: str, keeper: str = "") -> SafeString:
    """`text` (escaped first unless it is safe HTML) with its citations as links to their norms.

    One query for a text that cites law; for many texts on a page put the block tag around them
    all. `keeper` is whose by-laws are meant.
    """
    return linked(conditional_escape(text), keeper=keeper)


@register.filter
def law_cites(text: str) -> SafeString:
    """Plain `text` with its citations as links that are looked up when followed; no query.

    For texts scattered over a page; a law that nobody knows is a link, too, then.
    """
    return deferred_links(text)


@register.tag
def lawlinks(parser: Parser, token: Token) -> LinkedBlock:
    """Link the citations in everything inside the block, with one query however much it is.

    An argument names whose by-laws are meant: `{% lawlinks case.authority.slug %}`.
    """
    _, *arguments = token.split_contents()
    if len(arguments) > 1:
        raise template.TemplateSyntaxError("lawlinks takes one argument at most: the keeper")
    keeper = parser.compile_filter(arguments[0]) if arguments else None
    nodelist = parser.parse(("endlawlinks",))
    parser.delete_first_token()
    return LinkedBlock(nodelist, keeper)


class LinkedBlock(template.Node):
    """The node of `lawlinks`."""

    def __init__(self, nodelist: NodeList, keeper: FilterExpression | None) -> None:
        self.nodelist = nodelist
        self.keeper = keeper

    def render(self, context: template.Context) -> SafeString:
        """The block's HTML, linked."""
        keeper = self.keeper.resolve(context) if self.keeper else ""
        return linked(self.nodelist.render(context), keeper=str(keeper or ""))

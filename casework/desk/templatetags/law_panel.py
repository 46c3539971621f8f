"""The cards of the law panel: what never changes of them is rendered once and kept in memory."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from casework.desk.case.law_panel import LawEntry
from casework.desk.law.law_office import office_html
from legal.kept import Kept
from legal.reader.deferred import deferred_links
from legal.reader.passage_html import linked_excerpt, linked_norm

register = template.Library()

MOST_KEPT = 512
LONG = 1500  # characters of a whole norm that is folded away
_PLACES = "<!-- place -->"  # where the template leaves room for what changes from case to case

_cards: Kept[list[SafeString]] = Kept(MOST_KEPT)


@register.simple_tag(takes_context=True)
def law_acts(context: Context) -> str:
    """What this person may do with the citations of the step (see `law_card`)."""
    if context.get("why_not_step"):
        return ""
    return "insert" if context.get("editor") else "copy"


@register.simple_tag
def law_card(entry: LawEntry, number: int, acts: str) -> list[SafeString]:
    """The card of a norm in three parts: changes stand between the first two, notes and earlier
    decisions between the last two.

    `number` makes its ids; `acts` is what may be done with the citation: "" (nothing), "copy" or
    "insert" (into the reasons, too).
    """
    key = (get_language(), number, acts, entry.key)
    return _cards.get_or_make(key, lambda: _card(entry, number, acts))


@register.simple_tag
def law_office(entry: LawEntry) -> SafeString:
    """The notes on a norm and the earlier decisions that rest on it."""
    return office_html(entry.cite, entry.beside)


def _card(entry: LawEntry, number: int, acts: str) -> list[SafeString]:
    passage = entry.passage
    context = {
        "entry": entry,
        "number": number,
        "acts": acts,
        "why": deferred_links(entry.why),
        "passage": passage,
        "excerpts": [linked_excerpt(one) for one in (passage, *passage.also)] if passage else [],
        "norm": linked_norm(passage) if passage else "",
        "folded": passage and passage.whole_norm and len(passage.excerpt_text) > LONG,
    }
    parts = render_to_string("desk/law_card.html", context).split(_PLACES)
    return [SafeString(part) for part in parts]

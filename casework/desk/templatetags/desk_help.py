"""Help in templates: the keys, and what words mean."""

from django import template

from casework.desk.help import keys
from casework.desk.help.words import words

register = template.Library()


@register.simple_tag
def key_overview() -> tuple[keys.Keys, ...]:
    """All keys, by the kind of page they work on."""
    return keys.OVERVIEW


@register.inclusion_tag("desk/help/word.html")
def word(name: str, how: str = "mark") -> dict[str, object]:
    """What a word means, behind a question mark, or behind the question as "text".

    KeyError for a word that docs/handbook/words.md does not explain.
    """
    return {"word": words()[name], "as_text": how == "text"}

"""Help in templates: the keys."""

from django import template

from casework.desk.help import keys

register = template.Library()


@register.simple_tag
def key_overview() -> tuple[keys.Keys, ...]:
    """All keys, by the kind of page they work on."""
    return keys.OVERVIEW

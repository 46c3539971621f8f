"""All tags and filters that letter templates have; a service package gets these and no more.

Left out on purpose: whatever reads the clock, settings, files or addresses, whatever is random,
and whatever switches off escaping.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.template import Library, defaultfilters, defaulttags, loader_tags

from casework.notices.languages import LANGUAGES
from casework.notices.rendering.typography import NBSP

register = Library()

for _name in ("comment", "cycle", "firstof", "for", "if", "ifchanged", "spaceless", "templatetag",
              "verbatim", "with"):  # fmt: skip
    register.tags[_name] = defaulttags.register.tags[_name]
for _name in ("block", "extends", "include"):
    register.tags[_name] = loader_tags.register.tags[_name]
for _name in ("capfirst", "default", "escape", "first", "join", "last", "length", "linebreaksbr",
              "lower", "pluralize", "slice", "upper", "yesno"):  # fmt: skip
    register.filters[_name] = defaultfilters.register.filters[_name]

_LATIN = re.compile(r"[A-Za-z0-9+](?:[A-Za-z0-9 ./:@_+-]*[A-Za-z0-9])?")

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember")  # fmt: skip


@register.filter
def long_date(value: Any) -> str:
    """Return an ISO date as in ``3. März 2026``, kept on one line up to the month."""
    day = date.fromisoformat(str(value))
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


@register.filter
def short_date(value: Any) -> str:
    """Return an ISO date as in ``03.03.2026`` (DIN 5008)."""
    return date.fromisoformat(str(value)).strftime("%d.%m.%Y")


@register.filter
def amount(value: Any) -> str:
    """Return ``1234.50`` as ``1.234,50``."""
    english = f"{Decimal(str(value)):,.2f}"
    return english.translate(str.maketrans(",.", ".,"))


@register.filter
def currency(value: Any) -> str:
    """Return a currency code as people write it: ``EUR`` as ``Euro``."""
    return {"EUR": "Euro"}.get(str(value), str(value))


@register.filter
def iban(value: Any) -> str:
    """Return an IBAN in groups of four (DIN 5008), kept on one line."""
    text = str(value)
    return NBSP.join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def web_address(value: Any) -> str:
    """Return ``www.example.org`` as an address to open: with a scheme."""
    text = str(value)
    return text if text.startswith(("https://", "http://")) else f"https://{text}"


@register.filter
def language_name(value: Any) -> str:
    """Return the German name of a language as in ``ins Türkische``."""
    return LANGUAGES[str(value)].german


@register.filter
def language_title(value: Any) -> str:
    """Return the word ``translation`` in that language."""
    return LANGUAGES[str(value)].title


@register.filter
def language_note(value: Any) -> str:
    """Return in that language that only the German text counts."""
    return LANGUAGES[str(value)].note


@register.filter
def isolated(value: Any, language: Any) -> str:
    """Return right-to-left text with numbers and Latin words kept in their own order.

    A telephone number after Arabic letters would else be printed with its groups turned around
    (Unicode Bidirectional Algorithm, W2); isolates (U+2066, U+2069) prevent it.
    """
    text = str(value)
    return _LATIN.sub("\u2066\\g<0>\u2069", text) if direction(language) == "rtl" else text


@register.filter
def direction(value: Any) -> str:
    """Return the writing direction of a language: ``ltr`` or ``rtl``."""
    return LANGUAGES[str(value)].direction

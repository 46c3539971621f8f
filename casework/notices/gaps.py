"""A placeholder without a value is an error that names it, never a blank in a letter."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.services.package import fill

GAP = "[…]"

Labels = Callable[[tuple[str, ...], str], str]


def filled_or_refused(text: str, values: Mapping[str, Any], labels: Labels) -> str:
    """The text of a service's letter with its placeholders filled.

    Raises InvalidData naming the placeholders that have no value.
    """
    filled = fill(text, values, labels)
    if filled.missing:
        raise InvalidData({"letter": missing_values(filled.missing)})
    return filled.text


def missing_values(paths: tuple[str, ...]) -> str:
    """The sentence about placeholders without a value."""
    names = ", ".join(f"{{{{ {path} }}}}" for path in dict.fromkeys(paths))
    return _("The letter has a gap: there is no value for %(names)s.") % {"names": names}

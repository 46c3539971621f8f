"""Facts as templates see them: typeset strings, and missing values that cannot be printed."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from casework.notices.rendering.typography import prose, typeset

# What people write as running text; in everything else names must come out as they went in.
_PROSE = frozenset(
    ["body", "decision", "list_items", "particulars", "remedy", "plain_language", "style"]
)
_AS_IT_IS = "translation.paragraphs"  # another language has other rules


class MissingValue(Exception):
    """A template uses a value that is not there. The message names it."""


class Nothing:
    """A value that does not apply: false in ``{% if %}``, an error where it would be printed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> NoReturn:
        raise MissingValue(self._name)

    __html__ = __str__


class StrictDict(dict[str, Any]):
    """A dict whose unknown keys raise, also where Django's ``{% if %}`` would swallow it."""

    def __init__(self, values: Mapping[str, Any], name: str) -> None:
        super().__init__(values)
        self._name = name

    def __missing__(self, key: str) -> NoReturn:
        raise MissingValue(f"{self._name}.{key}")


def letter_context(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as a template context: one variable for each top-level key."""
    return {
        key: _seen(value, key, prose if key in _PROSE else typeset) for key, value in facts.items()
    }


def _seen(value: Any, name: str, set_: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        inner = {key: _seen(item, f"{name}.{key}", set_) for key, item in value.items()}
        return StrictDict(inner, name)
    if isinstance(value, list):
        return [_seen(item, f"{name}.{number}", set_) for number, item in enumerate(value)]
    if value is None or value == "":
        return Nothing(name)
    if not isinstance(value, str) or name.startswith(_AS_IT_IS):
        return value
    return set_(value)

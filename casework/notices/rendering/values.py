"""Facts as templates see them: typeset strings, and missing values that cannot be printed."""

from collections.abc import Mapping
from typing import Any, NoReturn

from casework.notices.rendering.typography import typeset


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
    return {key: _seen(value, key) for key, value in facts.items()}


def _seen(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        inner = {key: _seen(item, f"{name}.{key}") for key, item in value.items()}
        return StrictDict(inner, name)
    if isinstance(value, list):
        return [_seen(item, f"{name}.{number}") for number, item in enumerate(value)]
    if value is None or value == "":
        return Nothing(name)
    return typeset(value) if isinstance(value, str) else value

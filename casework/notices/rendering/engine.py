"""The template engine of letters: our templates, a service package's templates, nothing else.

Package templates are input, not code. The engine loads no file but ``templates/letters``, knows
no tag or filter but the ones listed in ``render_tags`` and passes nothing but the facts.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from django.template import Context, Engine
from django.template.exceptions import TemplateDoesNotExist, TemplateSyntaxError

from casework.notices.rendering.values import MissingValue, letter_context

OUR_TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
OUR_PREFIX = "letters/"


class LetterError(ValueError):
    """A letter cannot be made; the message names template, line and cause."""


class _StrictString(str):
    """Django's ``string_if_invalid`` that raises instead of leaving a mark in the letter."""

    def __contains__(self, part: object) -> bool:
        return part == "%s" or (isinstance(part, str) and str.__contains__(self, part))

    def __mod__(self, variable: object) -> NoReturn:
        raise MissingValue(str(variable))


class _StrictContext(Context):
    """A context in which an unknown name is an error even inside ``{% if %}`` and ``{% for %}``."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            raise MissingValue(str(key)) from None


class _LetterEngine(Engine):
    # The whole language of letters; Django's own builtins have {% now %}, |safe, |random, ...
    default_builtins = ["casework.notices.rendering.tags"]


def fill(
    template: str, facts: Mapping[str, Any], package_templates: Mapping[str, str], draft: bool
) -> str:
    """Return the named template filled with the facts, as HTML; ``draft`` is a variable too.

    Raises LetterError with template name, line and variable for a missing value, an unknown
    template, or a tag or filter that letters do not have.
    """
    try:
        engine = _engine(tuple(sorted(package_templates.items())))
        context = _StrictContext({**letter_context(facts), "draft": draft})
        return engine.get_template(template).render(context)
    except TemplateDoesNotExist as error:
        raise LetterError(f"{template}: there is no letter template {error}") from error
    except MissingValue as error:
        raise LetterError(f"{_place(error, template)}: no value for {error}") from error
    except TemplateSyntaxError as error:
        raise LetterError(f"{_place(error, template)}: {error}") from error
    except RecursionError as error:
        raise LetterError(f"{template}: the templates include each other without end") from error


@lru_cache(maxsize=64)
def _engine(package_templates: tuple[tuple[str, str], ...]) -> Engine:
    """Return an engine for one set of package templates; parsed templates stay in its cache."""
    shadows = [name for name, _ in package_templates if name.startswith(OUR_PREFIX)]
    if shadows:
        raise LetterError(f"{shadows[0]}: names beginning with letters/ are not for packages")
    loaders = [
        ("django.template.loaders.locmem.Loader", dict(package_templates)),
        ("casework.notices.rendering.loader.Loader", str(OUR_TEMPLATES), OUR_PREFIX),
    ]
    return _LetterEngine(
        loaders=[("django.template.loaders.cached.Loader", loaders)],
        string_if_invalid=_StrictString("%s"),
        debug=True,  # only so that errors carry their line; nothing is shown to anyone
    )


def _place(error: Exception, template: str) -> str:
    """Return ``template, line n`` of an error, as far as Django knows it."""
    details = getattr(error, "template_debug", None)
    if not details:
        return template
    return f"{details['name']}, line {details['line']}"

"""The fields the log knows: their names in code and in words."""

from auditlog.registry import auditlog


def field_words() -> list[str]:
    """The words of every field whose changes are logged, each once, in order."""
    return sorted({word for word, _code in _all()}, key=str.casefold)


def codes_of(text: str) -> list[str]:
    """The names in code that a word stands for; a word nobody knows is taken as such a name."""
    wanted = text.casefold()
    return sorted({code for word, code in _all() if word.casefold() == wanted}) or [text]


def _all() -> list[tuple[str, str]]:
    found = []
    for model in auditlog.get_models():
        hidden = auditlog.get_model_fields(model)["exclude_fields"]
        for field in model._meta.concrete_fields:
            if field.name not in hidden:
                found.append((str(field.verbose_name), field.name))
    return found

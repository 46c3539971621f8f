"""One piece of advice about a stretch of text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """`text` is exactly the stretch from `start` to `end`; `advice` says what to do."""

    kind: str
    start: int
    end: int
    text: str
    advice: str


def hint(kind: str, text: str, start: int, end: int, advice: object) -> Hint:
    """The hint for `text[start:end]`, its advice in the language of the moment."""
    return Hint(kind, start, end, text[start:end], str(advice))

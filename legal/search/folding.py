"""Letters and words: what counts as one word of a text, and as the same letters. Pure."""

from __future__ import annotations

import re

_UMLAUTS = str.maketrans("äöüéèêáàâóòôúùûíìîçñåø", "aoueeeaaaooouuuiiicnao", "\xad")
_HYPHENS = "-\u2010\u2011"
# A word may hold hyphens ("Kfz-Steuer") and end in digits ("PM10"); bare numbers are no words.
WORD = re.compile(rf"[^\W\d_][^\W_\xad]*(?:[{_HYPHENS}\xad][^\W_]+)*")
_SPLIT_AT = re.compile(f"[{_HYPHENS}]")
MAX_WORD = 100  # letters; what is longer is no word


def fold(word: str) -> str:
    """Letters compared without case, umlaut, accent and ß: "Straße", "STRASSE" -> "strasse"."""
    return word.casefold().translate(_UMLAUTS)


def pieces(word: str) -> tuple[str, ...]:
    """A folded word at its hyphens: "kfz-steuer" -> ("kfz", "steuer")."""
    return tuple(piece for piece in _SPLIT_AT.split(word) if piece)

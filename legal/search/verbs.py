"""Participles and the verbs they come from: "bekanntgegeben" -> "bekanntgeben". Pure.

A rule of thumb for what people type; the vocabulary decides which of the forms exists.
"""

from __future__ import annotations

import re

# Before "ge" or "zu" of a verb that can be parted.
_SEPARABLE = (
    "ab|an|auf|aus|bei|bekannt|dar|durch|ein|fest|fort|frei|heran|her|hin|los|mit|nach|nieder|"
    "sicher|statt|teil|uber|um|unter|vor|weg|weiter|wieder|zu|zuruck|zusammen"
)
_PARTED = re.compile(rf"(?P<prefix>{_SEPARABLE})(?:ge|zu)(?P<verb>.{{3,}})")
_PARTICIPLE = re.compile(r"(?:ge)?(?P<verb>.{4,}?)e?t(?:e[nmrs]?)?$")


def infinitives(word: str) -> set[str]:
    """Folded verbs that a folded word may be a form of: "begrundet" -> {"begrunden"}."""
    joined = _PARTED.sub(r"\g<prefix>\g<verb>", word) if _PARTED.match(word) else word
    found = {joined} - {word}
    weak = _PARTICIPLE.match(joined)
    if weak:
        found.add(weak["verb"] + "en")
    return found

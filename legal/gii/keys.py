"""A short stable name for each norm of a law: § 41 -> "41", Art 97 § 1 -> "art-97_1"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from legal.gii.model import OutlineUnit

_ARTICLE = re.compile(r"(?:Art|Artikel)\.?\s+\d+\s?[a-z]{0,2}$", re.IGNORECASE)
_IDLE_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")  # every full stop but the one in "§ 1.07"
_TRANSLITERATED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
MAX_LENGTH = 200


def slug_of(label: str) -> str:
    """`label` in lower-case ASCII: "Anlage 1" -> "anlage-1", "§ 1.07" -> "1.07"."""
    text = label.strip().lower().translate(_TRANSLITERATED)
    text = re.sub(r"^artikel\b", "art", text)
    text = _IDLE_DOT.sub("-", text)
    slug = re.sub(r"[^0-9a-z.]+", "-", text).strip("-")
    if slug[:1].isdigit() and not label.lstrip().startswith("§"):
        slug = f"nr-{slug}"
    return slug[:MAX_LENGTH]


def is_article(label: str) -> bool:
    """Whether an outline unit is an Article that has paragraphs of its own (Art 97 § 1 EGAO)."""
    return _ARTICLE.match(label.strip()) is not None


def key_of_norm(enbez: str, outline: Sequence[OutlineUnit]) -> str:
    """The key that a norm with this number gets, before clashes are settled."""
    article = next((unit.label for unit in reversed(outline) if is_article(unit.label)), None)
    if article is not None and enbez.lstrip().startswith("§"):
        return f"{slug_of(article)}_{slug_of(enbez)}"
    return slug_of(enbez) or "norm"


def key_of_outline(outline: Sequence[OutlineUnit]) -> str:
    """The key of an outline unit: an Article by itself, others by their whole path."""
    if outline and is_article(outline[-1].label):
        return slug_of(outline[-1].label)
    return _path(outline) or "outline"


def _path(outline: Sequence[OutlineUnit]) -> str:
    return "_".join(filter(None, (slug_of(unit.label) for unit in outline)))[:MAX_LENGTH]


def unique_keys(entries: Iterable[tuple[str, Sequence[OutlineUnit]]]) -> list[str]:
    """Keys for (wished key, outline) pairs: a clash is settled by the outline, then by counting.

    The first of those that still clash keeps the plain key, so that adding one changes no other.
    """
    entries = list(entries)
    wished = Counter(key for key, _ in entries)
    taken: set[str] = set()
    repeats: Counter[str] = Counter()
    keys = []
    for plain, outline in entries:
        path = _path(outline)
        if wished[plain] > 1 and path and not plain.startswith(path):
            plain = f"{path}_{plain}"[:MAX_LENGTH]
        key = plain
        while key in taken:
            repeats[plain] += 1
            key = f"{plain}~{repeats[plain] + 1}"
        taken.add(key)
        keys.append(key)
    return keys

"""The handbook by words: its sections, those first that have the words in their heading."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.urls import reverse

from casework.cases.wording import fold, words_of
from casework.desk.help.chapters import FOLDER, chapters
from casework.desk.help.markdown import anchor_of

MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[\[*_`|>#]")
AROUND = 90  # letters before the word that a passage begins with


class Section(NamedTuple):
    """A part of a chapter under its heading, as plain text; `folded` is what is searched."""

    chapter: str
    heading: str
    url: str
    text: str
    folded: str


class HelpHit(NamedTuple):
    """A section and the passage in which the first word stands."""

    section: Section
    passage: str


def find_help(text: str, most: int) -> list[HelpHit]:
    """The sections that have every word of `text`; no query."""
    words = [fold(word) for word in words_of(text)]
    found = [one for one in sections() if words and all(f" {word}" in one.folded for word in words)]
    found.sort(key=lambda one: -sum(f" {word}" in _folded(one.heading) for word in words))
    return [HelpHit(one, _passage(one.text, words)) for one in found[:most]]


@cache
def sections() -> tuple[Section, ...]:
    """All sections of all chapters, read once; none where the handbook is not installed."""
    try:
        return tuple(section for slug in chapters() for section in _read(slug))
    except OSError:
        return ()


def _read(slug: str) -> Iterator[Section]:
    source = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    chapter, page = chapters()[slug].title, reverse("desk:help-chapter", args=[slug])
    for part in re.split(r"^(?=#{1,2} )", source, flags=re.MULTILINE):
        head, _, body = part.partition("\n")
        heading = head.lstrip("# ").strip()
        if heading:
            url = f"{page}#{anchor_of(heading)}" if head.startswith("## ") else page
            text = " ".join(MARKS.sub("", body).split())
            yield Section(chapter, heading, url, text, _folded(f"{chapter} {heading} {text}"))


def _folded(text: str) -> str:
    """The words of `text`, each behind a space: words are found by their beginning."""
    return "".join(f" {fold(word)}" for word in re.findall(r"[^\W_]+", text))


def _passage(text: str, words: list[str]) -> str:
    at = next((place for word in words if (place := text.lower().find(word)) >= 0), 0)
    begin = text.rfind(" ", 0, max(at - AROUND, 0)) + 1
    passage = text[begin:]
    if len(passage) > 3 * AROUND:
        passage = passage[: passage.rfind(" ", 0, 3 * AROUND)] + " …"
    return ("… " if begin else "") + passage

"""The chapters of the handbook, docs/handbook/: in the order and the groups of its README."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from casework.desk.help.markdown import Page, read

FOLDER = Path(settings.BASE_DIR) / "docs/handbook"
LINE = re.compile(
    r"^## (?P<group>.+)$|^- \[(?P<title>.+)\]\((?P<slug>[a-z-]+)\.md\): (?P<words>.+)$"
)
LANGUAGE = "de"


class Chapter(NamedTuple):
    """A chapter as the table of contents names it."""

    slug: str
    title: str
    words: str


class Group(NamedTuple):
    """Chapters for the same people."""

    title: str
    chapters: tuple[Chapter, ...]


@cache
def contents() -> tuple[Group, ...]:
    """The table of contents."""
    groups: list[tuple[str, list[Chapter]]] = []
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        found = LINE.match(line)
        if found and found["group"]:
            groups.append((found["group"], []))
        elif found:
            groups[-1][1].append(Chapter(found["slug"], found["title"], found["words"]))
    return tuple(Group(title, tuple(chapters)) for title, chapters in groups)


def chapters() -> dict[str, Chapter]:
    """All chapters by the name in their address, in their order."""
    return {chapter.slug: chapter for group in contents() for chapter in group.chapters}


@cache
def page_of(slug: str) -> Page:
    """The page of a chapter; KeyError if there is none of this name."""
    return read(FOLDER / f"{chapters()[slug].slug}.md")


def neighbours(slug: str) -> tuple[Chapter | None, Chapter | None]:
    """The chapters before and after this one."""
    found = list(chapters().values())
    at = [chapter.slug for chapter in found].index(slug)
    return (found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None)

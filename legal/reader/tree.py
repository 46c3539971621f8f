"""The outline of a statute as a tree, to be folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from legal.outline import Section

OPEN_UP_TO = 80  # norms of a law whose outline is shown unfolded


@dataclass(slots=True)
class Branch:
    """An outline unit with the norms directly under it and the units inside it."""

    section: Section
    branches: list[Branch] = field(default_factory=list)


def tree_of(sections: Iterable[Section]) -> list[Branch]:
    """The sections of `legal.outline.outline_of`, each inside the last one of a higher level."""
    roots: list[Branch] = []
    path: list[Branch] = []
    for section in sections:
        branch = Branch(section)
        while path and path[-1].section.level >= section.level:
            path.pop()
        inside = path[-1].branches if path and section.unit else roots
        inside.append(branch)
        if section.unit:
            path.append(branch)
    return roots


def is_short(sections: Iterable[Section]) -> bool:
    """Whether a law is short enough for an outline that is open from the start."""
    return sum(len(section.norms) for section in sections) <= OPEN_UP_TO

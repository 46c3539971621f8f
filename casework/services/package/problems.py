"""Problems of a service package: where, what is wrong, what to do; all reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.functional import Promise

from casework.services.package.messages import MESSAGES

Word: TypeAlias = "str | Promise"
"""A text as it stands in the package, or a word of ours, translated when it is shown."""


@dataclass(frozen=True)
class Problem:
    """One problem: the file, the place in it, and a key of ``MESSAGES`` with its parameters."""

    file: str
    place: str
    code: str
    params: Mapping[str, Word] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, in the language of the interface."""
        return str(MESSAGES[self.code][0]) % self.params

    @property
    def remedy(self) -> str:
        """What to do about it, in the language of the interface."""
        return str(MESSAGES[self.code][1]) % self.params

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"{where}: {self.what} {self.remedy}"


class PackageError(Exception):
    """A package that cannot be used; ``problems`` holds every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.file} {p.place} {p.code}" for p in problems))

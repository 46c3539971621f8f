"""The members of a chain while it is read: what is added, changed and bound to a law."""

from dataclasses import dataclass, field, replace

from legal.citations.laws import Law
from legal.citations.ranges import range_members
from legal.citations.tokens import Tokens
from legal.citations.types import MAX_LISTED, Citation


@dataclass(slots=True)
class Members:
    """Citations read so far; those before `bound` have their law."""

    tokens: Tokens
    citations: list[Citation] = field(default_factory=list)
    bound: int = 0

    @property
    def last(self) -> Citation:
        return self.citations[-1]

    def amend(self, **changes: object) -> None:
        """Changes fields of the last member."""
        self.citations[-1] = replace(self.last, **changes)  # type: ignore[arg-type]

    def add(self, new: Citation, joint: str = "and") -> None:
        """Appends a member; behind "range" also those that stand in between.

        How many are listed in one text is bounded, whatever the ranges in it say.
        """
        new = replace(new, conjoined=False)
        if joint == "range":
            room = max(0, MAX_LISTED - self.tokens.listed)
            start, between = range_members(self.last, new, room)
            self.tokens.listed += len(between)
            self.citations[-1:] = [start, *between]
        self.citations.append(replace(new, conjoined=joint == "with"))

    def bind(self, law: Law) -> None:
        """The law binds to every member before it that has none yet."""
        for index in range(self.bound, len(self.citations)):
            citation = self.citations[index]
            edition = law.edition or citation.edition
            self.citations[index] = replace(citation, law=law.name, edition=edition)
        self.bound = len(self.citations)

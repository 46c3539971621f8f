"""Lays several citations out as a row: what each shares with the one before it, and ranges."""

from collections.abc import Sequence
from typing import NamedTuple

from legal.citations.guess import continues_level
from legal.citations.ranges import range_covers
from legal.citations.types import Citation, Step

# How a member is written behind the one before it: all of it, its norm, its steps, the steps from
# the range's level on, its last value.
WHOLE, NORM, STEPS, TAIL, VALUE = "whole", "norm", "steps", "tail", "value"


class Row(NamedTuple):
    """A member to write: how much of it, the end of its range, and whether "bis" stands before."""

    citation: Citation
    mode: str
    until: str | None = None
    ranged: bool = False


def rows(citations: Sequence[Citation]) -> list[Row]:
    """The members to write, without those that a range lists."""
    laid: list[Row] = []
    index, ranged = 0, False
    while index < len(citations):
        one = citations[index]
        before = laid[-1].citation if laid else None
        mode = _mode(before, one) if before else WHOLE
        if before and ranged:
            mode = TAIL if one.steps and before.steps else WHOLE
        covered, complete = _covered(citations, index)
        rest = citations[index + 1 + covered :]
        ends_apart = bool(one.until and not complete and rest and _ends(one, rest[0]))
        laid.append(Row(one, mode, None if ends_apart else one.until, ranged))
        index, ranged = index + 1 + covered, ends_apart
    return laid


def _covered(citations: Sequence[Citation], index: int) -> tuple[int, bool]:
    """How many members behind the start of a range need not be written; whether its end is one."""
    start = citations[index]
    if not start.until:
        return 0, False
    for count, member in enumerate(citations[index + 1 :]):
        end = _last(member) == start.until
        if not range_covers(start, member) or end and not _short(start):
            return count, False
        if end:
            return count + 1, True
    return len(citations) - index - 1, False


def _short(start: Citation) -> bool:
    """Whether "bis 5" is enough, so that it reads as a value of the same level."""
    if not start.steps:
        return start.kind == "§" or not start.kind
    end = Step(start.steps[-1].level, start.until or "")
    return continues_level(end, start.steps[-1], start.norm)


def _ends(start: Citation, member: Citation) -> bool:
    """Whether a member that is written out ends the range ("§ 17 bis § 20 Abs. 2")."""
    shared = (start.kind, start.part, start.law, start.edition)
    if member.conjoined or shared != (member.kind, member.part, member.law, member.edition):
        return False
    if not start.steps:
        return member.norm == start.until
    place = len(start.steps) - 1
    same = member.norm == start.norm and member.steps[:place] == start.steps[:place]
    return same and member.steps[place : place + 1] == (
        Step(start.steps[place].level, start.until or ""),
    )


def _last(member: Citation) -> str:
    return member.steps[-1].value if member.steps else member.norm


def _mode(before: Citation, one: Citation) -> str:
    """How much of a member has to be written behind the one before."""
    shared = (before.kind, before.part, before.law, before.edition)
    if one.conjoined or before.following or shared != (one.kind, one.part, one.law, one.edition):
        return WHOLE
    if not one.steps and not before.steps:
        plain = one.kind == "§" and one.norm[:1].isdecimal() and one.norm != before.norm
        return NORM if plain else WHOLE
    if one.norm != before.norm or not one.steps or not before.steps:
        return WHOLE
    *base, last = one.steps
    if tuple(base) == before.steps[:-1] and last.level == before.steps[-1].level:
        return VALUE if continues_level(last, before.steps[-1], one.norm) else WHOLE
    leading = one.steps[0].level == before.steps[0].level == "absatz"
    return STEPS if leading and one.steps[0] != before.steps[0] else WHOLE

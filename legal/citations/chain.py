"""Reads a chain of citations that share heads, levels and the law at their end."""

from dataclasses import replace
from typing import NamedTuple

from legal.citations.guess import is_level_value
from legal.citations.heads import (
    ANNEXES,
    Head,
    Norm,
    Separator,
    counts_things,
    is_enclosed,
    is_year,
    read_following,
    read_head,
    read_norm,
    read_separator,
)
from legal.citations.laws import Law, read_edition, read_law
from legal.citations.levels import RANK, roman
from legal.citations.members import Members
from legal.citations.steps import read_bracketed, read_further, read_short, read_step, read_value
from legal.citations.tokens import NUM, SIGN, Tokens
from legal.citations.types import MAX_CHAIN, Citation, Step


class Chain(NamedTuple):
    """Citations read, the index of the token after the last one, and whether a law was named."""

    citations: tuple[Citation, ...]
    end: int
    named: bool


def read_chain(tokens: Tokens, index: int, folded: bool = False) -> Chain | None:
    """The chain whose head ("§", "Art.") stands at index; None where no norm follows the head.

    folded: accept abbreviations of laws in any case ("vwvfg").
    """
    reader = _Reader(tokens, index, folded)
    return reader.run() if reader.open_head(index) else None


def read_bare(tokens: Tokens, index: int) -> Chain | None:
    """The chain whose first norm stands at index without a "§", as typed: "28 II vwvfg"."""
    reader = _Reader(tokens, index, folded=True)
    norm = read_norm(tokens, index, reader.head)
    return reader.run() if norm and reader.add_norm(norm) else None


def read_relative(tokens: Tokens, index: int) -> Chain | None:
    """Steps without a norm: "Absatz 2 Satz 1 und 3"; the citations have norm "" and kind ""."""
    reader = _Reader(tokens, index, folded=False)
    reader.relative = True
    reader.members.add(Citation("", kind=""))
    return reader.run() if reader.step() else None


class _Reader:
    """The state of one chain: its members, where we read (at), what is accepted (end)."""

    def __init__(self, tokens: Tokens, index: int, folded: bool) -> None:
        self.tokens = tokens
        self.folded = folded
        self.start, self.limit = index, index + MAX_CHAIN
        self.head = Head("§", False, index)
        self.members = Members(tokens)
        self.at = self.end = index
        self.named_end = index  # behind the last law
        self.short = False  # Roman short form: "II 3"
        self.relative = False  # no norms and no law, only steps

    def run(self) -> Chain:
        """Read on until nothing belongs to the chain any more."""
        while self.end < self.limit:
            if self.step() or self.tail():
                continue
            if law := self.law(self.at):
                self.members.bind(law)
                self.named_end = law.end
                self.accept(law.end)
                if not (self.head.plural and self.following_member(behind_law=True)):
                    break
            elif not self.following_member(behind_law=False):
                break
        citations, bound = self.members.citations, self.members.bound
        if bound:  # members behind the last law that got none do not belong to the chain
            return Chain(tuple(citations[:bound]), self.named_end, True)
        return Chain(tuple(citations), self.end, False)

    def accept(self, end: int) -> bool:
        self.at = self.end = end
        steps = self.members.last.steps
        lettered = steps and "buchstabe" in steps[-1].level and self.tokens.punct(end, ")")
        # "a)": the bracket counts only if the citation goes on behind it, and inside an open
        # bracket only if the law does, as it else closes that one
        if lettered and (not is_enclosed(self.tokens, self.start) or self.law(end + 1)):
            self.at += 1
        return True

    def open_head(self, index: int, joint: str = "and") -> bool:
        """A head with its norm; "Art. 97 § 1" is § 1 in part Art. 97."""
        head = read_head(self.tokens, index)
        norm = read_norm(self.tokens, head.end, head) if head else None
        if not head or not norm:
            return False
        self.head, part = head, ""
        if head.kind != "§" and self.tokens[norm.end].kind == SIGN:
            inner = read_head(self.tokens, norm.end)
            inner_norm = read_norm(self.tokens, inner.end, inner) if inner else None
            if inner and inner_norm:
                part = f"{head.kind} {norm.value}"
                self.head, norm = inner, inner_norm
        return self.add_norm(norm, part, joint)

    def add_norm(self, norm: Norm, part: str = "", joint: str = "and") -> bool:
        new = Citation(norm.value, kind=self.head.kind, part=part, following=norm.following)
        self.members.add(new, joint)
        return self.accept(norm.end)

    def add_steps(self, steps: tuple[Step, ...], end: int, joint: str) -> bool:
        """A member that shares the norm of the one before it."""
        last = self.members.last
        self.members.add(replace(last, steps=steps, following="", until=None), joint)
        return self.accept(end)

    def law(self, index: int) -> Law | None:
        """The law at index; behind an Anlage also with "zum", "zur"."""
        if self.relative:
            return None
        of_annex = self.head.kind in ANNEXES and self.tokens.word(index) in ("zum", "zur")
        return read_law(self.tokens, index + of_annex, self.folded)

    def step(self) -> bool:
        """A step that follows without a separator."""
        last = self.members.last
        if last.following:
            return False
        read = read_step(self.tokens, self.at)
        if not read and last.steps:
            read = read_further(self.tokens, self.at, last.steps[-1])
        elif not read and not self.relative:
            read = read_bracketed(self.tokens, self.at)
            if not read and (read := read_short(self.tokens, self.at)):
                self.short = True
        if not read or last.absatz and any(step.level == "absatz" for step in read.steps):
            return False
        self.members.amend(steps=(*last.steps, *read.steps))
        return self.accept(read.end)

    def tail(self) -> bool:
        """ "f.", "ff." or an edition ("a.F.") before the law."""
        last = self.members.last
        if not last.following and (following := read_following(self.tokens, self.at)):
            self.members.amend(following=following[0])
            return self.accept(following[1])
        edition, end = read_edition(self.tokens, self.at)
        if edition and not last.edition:
            self.members.amend(edition=edition)
            return self.accept(end)
        return False

    def following_member(self, behind_law: bool) -> bool:
        """A further member behind a separator; behind a law only a bare norm ("VwGO, 711 ZPO")."""
        joined = read_separator(self.tokens, self.at, self.head.kind)
        if not joined:
            return False
        if behind_law:
            return joined.kind == "and" and self.further_norm(joined)
        if read_head(self.tokens, joined.end):
            return not self.relative and self.open_head(joined.end, joined.kind)
        if self.further_step(joined) or self.further_value(joined):
            return True
        return not self.relative and self.further_norm(joined)

    def further_step(self, joined: Separator) -> bool:
        """ ", Abs. 3", "und Satz 2": replaces the step of its level, keeps what contains it."""
        read = read_step(self.tokens, joined.end)
        if not read:
            return False
        level, steps = read.steps[0].level, self.members.last.steps
        same = [index for index, step in enumerate(steps) if step.level == level]
        if same:
            base = steps[: same[-1]]
        elif joined.comma and (not steps or RANK[level] > RANK[steps[-1].level]):
            self.members.amend(steps=(*steps, *read.steps))  # "Satz 2, Halbs. 1": a finer step
            return self.accept(read.end)
        else:
            base = tuple(step for step in steps if RANK[step.level] < RANK[level])
        return self.add_steps((*base, *read.steps), read.end, joined.kind)

    def further_value(self, joined: Separator) -> bool:
        """A bare value of the last level: "Abs. 1 und 2", "Buchst. a bis c", "I, II 2"."""
        last, at = self.members.last, joined.end
        if not last.steps or joined.kind == "with":
            return False
        if self.short and roman(self.tokens.word(at)) and (read := read_short(self.tokens, at)):
            return self.add_steps(read.steps, read.end, joined.kind)
        level, before = last.steps[-1].level, last.steps[-1].value
        value = read_value(self.tokens, at, level)
        if not value or counts_things(self.tokens, at, joined.comma):
            return False
        number, plural = self.tokens[at].kind == NUM, self.head.plural
        if number and not is_level_value(self.tokens, at, before, last.norm, plural):
            return False
        steps = (*last.steps[:-1], Step(level, value[0]))
        return self.add_steps(steps, value[1], joined.kind)

    def further_norm(self, joined: Separator) -> bool:
        """A bare number that is a further norm: "§§ 48, 49", "§ 9 und 10"."""
        norm = read_norm(self.tokens, joined.end, self.head)
        if not norm or counts_things(self.tokens, joined.end, joined.comma):
            return False
        if is_year(norm.value) and not self.head.plural:
            return False
        return self.add_norm(norm, self.members.last.part, joined.kind)

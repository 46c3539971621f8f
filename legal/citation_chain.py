"""Reads a chain of citations that share heads, levels and the law at their end."""

from dataclasses import replace
from typing import NamedTuple

from legal.citation_guess import is_level_value
from legal.citation_heads import (
    ANNEXES,
    Head,
    Separator,
    counts_things,
    is_year,
    read_following,
    read_head,
    read_norm,
    read_separator,
)
from legal.citation_laws import Law, read_edition, read_law
from legal.citation_levels import (
    RANK,
    read_bracketed,
    read_further,
    read_short,
    read_step,
    read_value,
    roman,
)
from legal.citation_ranges import range_members
from legal.citation_tokens import NUM, SIGN, Tokens
from legal.citation_types import MAX_CHAIN, MAX_LISTED, Citation, Step


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
    return reader.run() if reader.open_head(index, None) else None


def read_bare(tokens: Tokens, index: int) -> Chain | None:
    """The chain whose first norm stands at index without a "§", as typed: "28 II vwvfg"."""
    reader = _Reader(tokens, index, folded=True)
    norm = read_norm(tokens, index, reader.head)
    if not norm:
        return None
    reader.add(Citation(norm.value, following=norm.following), None)
    reader.accept(norm.end)
    return reader.run()


def read_relative(tokens: Tokens, index: int) -> Chain | None:
    """Steps without a norm: "Absatz 2 Satz 1 und 3"; the citations have norm "" and kind ""."""
    reader = _Reader(tokens, index, folded=False)
    reader.relative = True
    reader.citations.append(Citation("", kind=""))
    return reader.run() if reader.step() else None


class _Reader:
    """The state of one chain: citations so far, where we read (at), what is accepted (end)."""

    def __init__(self, tokens: Tokens, index: int, folded: bool) -> None:
        self.tokens = tokens
        self.folded = folded
        self.limit = index + MAX_CHAIN
        self.head = Head("§", False, index)
        self.citations: list[Citation] = []
        self.at = self.end = index
        self.bound = 0  # citations before this index have their law
        self.bound_end = index
        self.short = False  # Roman short form: "II 3"
        self.relative = False  # no norms and no law, only steps

    def run(self) -> Chain:
        """Read on until nothing belongs to the chain any more."""
        while self.end < self.limit:
            if self.step() or self.tail():
                continue
            law = None if self.relative else self.law()
            if law:
                self.bind(law)
                if not (self.head.plural and self.following_member(behind_law=True)):
                    break
            elif not self.following_member(behind_law=False):
                break
        if self.bound:  # members behind the last law that got none do not belong to the chain
            return Chain(tuple(self.citations[: self.bound]), self.bound_end, True)
        return Chain(tuple(self.citations), self.end, False)

    @property
    def last(self) -> Citation:
        return self.citations[-1]

    def accept(self, end: int) -> bool:
        self.at = self.end = end
        return True

    def amend(self, **changes: object) -> None:
        self.citations[-1] = replace(self.last, **changes)  # type: ignore[arg-type]

    def law(self) -> Law | None:
        """The law at this place; behind an Anlage also with "zum", "zur"."""
        of_annex = self.head.kind in ANNEXES and self.tokens.word(self.at) in ("zum", "zur")
        return read_law(self.tokens, self.at + of_annex, self.folded)

    def bind(self, law: Law) -> None:
        """The law binds to every member before it that has none yet."""
        for index in range(self.bound, len(self.citations)):
            citation = self.citations[index]
            edition = law.edition or citation.edition
            self.citations[index] = replace(citation, law=law.name, edition=edition)
        self.bound, self.bound_end = len(self.citations), law.end
        self.accept(law.end)

    def open_head(self, index: int, joined: Separator | None) -> bool:
        """A head with its norm; "Art. 97 § 1" is § 1 in part Art. 97."""
        head = read_head(self.tokens, index)
        norm = read_norm(self.tokens, head.end, head) if head else None
        if not head or not norm:
            return False
        part = ""
        if head.kind != "§" and self.tokens[norm.end].kind == SIGN:
            inner = read_head(self.tokens, norm.end)
            inner_norm = read_norm(self.tokens, inner.end, inner) if inner else None
            if inner and inner_norm:
                part, head, norm = f"{head.kind} {norm.value}", inner, inner_norm
        self.head = head
        new = Citation(norm.value, kind=head.kind, part=part, following=norm.following)
        self.add(new, joined)
        return self.accept(norm.end)

    def add(self, new: Citation, joined: Separator | None) -> None:
        """Append a member; behind "bis" also those that stand in between."""
        if joined and joined.kind == "range":
            room = max(0, MAX_LISTED - self.tokens.listed)
            start, members = range_members(self.last, new, room)
            self.tokens.listed += len(members)
            self.citations[-1:] = [start, *members]
        self.citations.append(replace(new, conjoined=bool(joined and joined.kind == "with")))

    def step(self) -> bool:
        """A step that follows without a separator."""
        steps = self.last.steps
        read = read_step(self.tokens, self.at)
        if not read and steps:
            read = read_further(self.tokens, self.at, steps[-1])
        elif not read and not self.relative:
            read = read_bracketed(self.tokens, self.at)
            if not read and (read := read_short(self.tokens, self.at)):
                self.short = True
        if not read or any(s.level == "absatz" for s in read.steps) and self.last.absatz:
            return False
        self.amend(steps=(*steps, *read.steps))
        self.accept(read.end)
        if "buchstabe" in read.steps[-1].level and self.tokens.punct(self.at, ")"):
            self.at += 1  # "a)": the bracket counts only if the citation goes on behind it
        return True

    def tail(self) -> bool:
        """ "f.", "ff." or an edition ("a.F.") before the law."""
        if not self.last.following and (following := read_following(self.tokens, self.at)):
            self.amend(following=following[0])
            return self.accept(following[1])
        edition, end = read_edition(self.tokens, self.at)
        if edition and not self.last.edition:
            self.amend(edition=edition)
            return self.accept(end)
        return False

    def following_member(self, behind_law: bool) -> bool:
        """A further member behind a separator; behind a law only a bare norm ("VwGO, 711 ZPO")."""
        joined = read_separator(self.tokens, self.at, self.head.kind)
        if not joined:
            return False
        if behind_law:
            return joined.kind != "with" and self.further_norm(joined)
        if read_head(self.tokens, joined.end):
            return not self.relative and self.open_head(joined.end, joined)
        if self.further_step(joined) or self.further_value(joined):
            return True
        return not self.relative and self.further_norm(joined)

    def further_step(self, joined: Separator) -> bool:
        """ ", Abs. 3", "und Satz 2": replaces the step of its level, keeps what contains it."""
        read = read_step(self.tokens, joined.end)
        if not read:
            return False
        level, steps = read.steps[0].level, self.last.steps
        same = [index for index, step in enumerate(steps) if step.level == level]
        if same:
            base = steps[: same[-1]]
        elif joined.comma and (not steps or RANK[level] > RANK[steps[-1].level]):
            self.amend(steps=(*steps, *read.steps))  # "Satz 2, Halbs. 1": only a finer step
            return self.accept(read.end)
        else:
            base = tuple(step for step in steps if RANK[step.level] < RANK[level])
        self.add(replace(self.last, steps=(*base, *read.steps), following="", until=None), joined)
        return self.accept(read.end)

    def further_value(self, joined: Separator) -> bool:
        """A bare value of the last level: "Abs. 1 und 2", "Buchst. a bis c", "I, II 2"."""
        steps, at = self.last.steps, joined.end
        if not steps or joined.kind == "with":
            return False
        if self.short and roman(self.tokens.word(at)) and (read := read_short(self.tokens, at)):
            self.add(replace(self.last, steps=read.steps, until=None), joined)
            return self.accept(read.end)
        level, last = steps[-1].level, steps[-1].value
        value = read_value(self.tokens, at, level)
        if not value or counts_things(self.tokens, at):
            return False
        norm, plural = self.last.norm, self.head.plural
        if self.tokens[at].kind == NUM and not is_level_value(self.tokens, at, last, norm, plural):
            return False
        new_steps = (*steps[:-1], Step(level, value[0]))
        self.add(replace(self.last, steps=new_steps, following="", until=None), joined)
        return self.accept(value[1])

    def further_norm(self, joined: Separator) -> bool:
        """A bare number that is a further norm: "§§ 48, 49", "§ 9 und 10"."""
        norm = read_norm(self.tokens, joined.end, self.head)
        if not norm or counts_things(self.tokens, joined.end):
            return False
        if is_year(norm.value) and not self.head.plural:
            return False
        new = Citation(
            norm.value, kind=self.head.kind, part=self.last.part, following=norm.following
        )
        self.add(new, joined)
        return self.accept(norm.end)

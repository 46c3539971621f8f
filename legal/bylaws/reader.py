"""Takes the text of a by-law apart into norms, as the reader of federal XML does. Pure.

Markdown and plain text are read alike. A norm begins with a line "§ 2 Title" (also "Art. 2",
"Anlage 1"), with or without Markdown's # or bold; an Absatz with "(1)"; items with "1.", "a)",
"aa)" or a dash; tables are Markdown's. Every word of the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from legal.bylaws import lines
from legal.bylaws.blocks import BlockReader, Line
from legal.bylaws.elements import body_of
from legal.bylaws.problems import Problem
from legal.gii import Body, LawNorm, OutlineUnit
from legal.gii.keys import key_of_norm, key_of_outline, unique_keys

MAX_TEXT = 1_000_000  # characters; the longest by-laws of German cities have about a tenth
PREAMBLE = "Eingangsformel"

_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|\f")


@dataclass(frozen=True, slots=True)
class ByLaw:
    """A by-law that was read: its norms, the title found in the text, and what is odd in it."""

    title: str
    norms: tuple[LawNorm, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_error)


@dataclass(slots=True)
class _Part:
    """A norm or an outline unit with the lines that belong to it."""

    line: int
    kind: str
    enbez: str
    title: str
    outline: tuple[OutlineUnit, ...]
    lines: list[Line] = field(default_factory=list)


def read_bylaw(text: str) -> ByLaw:
    """The norms of `text`; what is wrong is among the problems, never an exception."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if problem := _unreadable(text):
        return ByLaw("", (), (problem,))
    splitter = _Splitter()
    for number, line in enumerate(text.split("\n"), 1):
        splitter.line(number, line)
    problems = list(_numbering(splitter.parts))
    norms = tuple(_norms(splitter.parts, problems))
    if not any(norm.kind == "norm" and norm.enbez != PREAMBLE for norm in norms):
        problems.append(Problem(1, "no-norm"))
    return ByLaw(splitter.title, norms, tuple(sorted(problems)))


def _unreadable(text: str) -> Problem | None:
    if not text.strip():
        return Problem(1, "empty")
    if len(text) > MAX_TEXT:
        return Problem(1, "too-long", str(MAX_TEXT))
    if found := _NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        return Problem(line, "characters", f"U+{ord(found[0]):04X}")
    return None


class _Splitter:
    """Parts the text at its headings."""

    def __init__(self) -> None:
        self.title = ""
        self.outline: tuple[OutlineUnit, ...] = ()
        self.levels: list[str] = []
        self.parts: list[_Part] = []
        self.after_blank = True
        self.untitled = False  # the heading of a norm just stood alone in its line

    def line(self, number: int, raw: str) -> None:
        text = raw.strip()
        if not text:
            self._put(number, raw)
            self.after_blank = True
            return
        marked = lines.marked_heading(text)
        if (marked is None and not self.after_blank) or not self._heading(number, text, marked):
            self._title_or_text(number, raw, marked)
        self.after_blank = False

    def _heading(self, number: int, text: str, marked: str | None) -> bool:
        words = text if marked is None else marked
        if found := lines.norm_heading(words, marked is not None):
            self.parts.append(_Part(number, "norm", found.enbez, found.title, self.outline))
            self.untitled = not found.title
            return True
        if unit := lines.outline_heading(words):
            self._enter(number, *unit)
            return True
        if marked and not self.title and not self.parts:
            self.title = words
            return True
        return False

    def _enter(self, number: int, label: str, title: str) -> None:
        """Go into an outline unit: one called like an open unit ends that one."""
        word = lines.outline_word(label)
        if word in self.levels:
            del self.levels[self.levels.index(word) :]
        self.levels.append(word)
        depth = len(self.levels)
        siblings = sum(
            1 for part in self.parts if part.kind == "outline" and len(part.outline) == depth
        )
        unit = OutlineUnit(f"{siblings + 1:03d}", label, title)
        self.outline = (*self.outline[: depth - 1], unit)
        self.parts.append(_Part(number, "outline", "", title, self.outline))
        self.untitled = not title

    def _title_or_text(self, number: int, raw: str, marked: str | None) -> None:
        text = raw.strip()
        if self.untitled and self.parts and _is_title(text, marked):
            part = self.parts[-1]
            part.title = lines.plain(text) if marked is None else marked
            if part.kind == "outline":
                unit = part.outline[-1]._replace(title=part.title)
                self.outline = part.outline = (*part.outline[:-1], unit)
            self.untitled = False
            return
        self.untitled = False
        self._put(number, raw if marked is None else marked)

    def _put(self, number: int, raw: str) -> None:
        if not self.parts:
            if not raw.strip():
                return
            self.parts.append(_Part(number, "norm", PREAMBLE, "", ()))
        self.parts[-1].lines.append((number, raw))


def _is_title(text: str, marked: str | None) -> bool:
    """Whether a line right under a heading is its title and not yet the text."""
    if marked is not None:
        return True
    starts_text = lines.ABSATZ.match(text) or lines.ROW.match(text) or lines.item(text)
    return not starts_text and len(text) < 120 and text[-1] not in ".;:," and not text[0].islower()


def _numbering(parts: list[_Part]) -> Iterator[Problem]:
    seen: set[str] = set()
    before = "0"
    for part in parts:
        if part.enbez == PREAMBLE:
            yield Problem(part.line, "preamble")
        if part.kind != "norm" or not part.enbez or part.enbez == PREAMBLE:
            continue
        value = part.enbez.split()[-1]
        if part.enbez in seen:
            yield Problem(part.line, "norm-twice", part.enbez)
        elif part.enbez.startswith(("§", "Art")):
            if not lines.follows(value, before):
                yield Problem(part.line, "norm-order", part.enbez)
            before = value
        seen.add(part.enbez)


def _norms(parts: list[_Part], problems: list[Problem]) -> Iterator[LawNorm]:
    keys = unique_keys(
        (
            key_of_outline(part.outline)
            if part.kind == "outline"
            else key_of_norm(part.enbez, part.outline),
            part.outline,
        )
        for part in parts
    )
    for position, (part, key) in enumerate(zip(parts, keys, strict=True), 1):
        reader = BlockReader()
        body = body_of(reader.read(part.lines))
        problems.extend(reader.problems)
        if part.kind == "norm" and not body.text and not part.title.startswith("("):
            problems.append(Problem(part.line, "no-text", part.enbez))
        yield LawNorm(
            doknr="",
            build_date="",
            kind=part.kind,
            key=key,
            enbez=part.enbez,
            title=part.title,
            outline=part.outline,
            position=position,
            body=body,
            notes=Body(),
        )

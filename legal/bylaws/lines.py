"""What a line of a by-law is: heading of a norm, outline, Absatz, item, table row. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

MARKDOWN = re.compile(r"#{1,6}\s+(.*)$")
BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*$|__([^_]+)__$")
RULE = re.compile(r"(?:[-=_*]\s*){3,}$")
ABSATZ = re.compile(r"\((\d{1,3}[a-z]{0,2})\)\s*(.*)$")
ROW = re.compile(r"\|.*\|\s*$")
ROW_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*$")

_NORM = re.compile(r"(§|Art\.|Artikel)\s*(\d{1,4}[a-z]{0,2})\b\.?(?!\d)(.*)$")
_ANNEX = re.compile(r"(Anlage|Anhang)(?:\s+(\d{1,3}[a-z]?|[IVX]{1,5}))?(?![\w.])[:.]?(.*)$")
_OUTLINE = re.compile(
    r"(?:(?:\w{4,}er|[IVX]{1,5}\.|\d{1,2}\.)\s+)?(Teil|Kapitel|Abschnitt|Unterabschnitt|Titel)\b"
    r"(?:\s+(?:\d{1,3}|[IVX]{1,5}|[A-Z])\b)?\.?"
)
_RUNNING = re.compile(
    r"\s*(?:Abs|Satz|Sätze|Nr|Nummer|Buchst|ff?\.|bis\b|und\b|oder\b|i\.\s?V|[,;])"
)
_ITEM = re.compile(r"(\s*)(?:(\d{1,3}[a-z]?)([.)])|([a-z]{1,2})\)|([-*–•]))\s+(\S.*)$")
_MONTH = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>§])")
_STRONG = re.compile(r"\*\*(?=\S)([^*_]+)(?<=\S)\*\*|(?<!\w)__(?=\S)([^*_]+)(?<=\S)__(?!\w)")


class Heading(NamedTuple):
    """The heading of a norm: what it is called ("§ 2", "Anlage 1") and its title."""

    enbez: str
    title: str


class Item(NamedTuple):
    """A numbered item: `rank` 0 for numbers, 1 for a), 2 for aa), 3 for dashes."""

    indent: int
    label: str
    rank: int
    text: str


def plain(text: str) -> str:
    """The text without Markdown's signs for emphasis and its escapes."""
    return _ESCAPED.sub(r"\1", _STRONG.sub(r"\1\2", text)).strip()


def marked_heading(line: str) -> str | None:
    """What stands in a line that Markdown marks as a heading (# or a whole line in bold)."""
    if found := MARKDOWN.match(line):
        return plain(found[1].rstrip("# \t"))
    bold = BOLD_LINE.match(line)
    return plain(bold[1] or bold[2]) if bold else None


def norm_heading(text: str, marked: bool) -> Heading | None:
    """The heading of a norm in `text`; without a mark it must not read like a sentence."""
    found = _NORM.match(text)
    if found:
        sign = "§" if found[1] == "§" else "Art"
        return _heading(f"{sign} {found[2]}", found[3], marked)
    found = _ANNEX.match(text)
    return _heading(" ".join(filter(None, found.groups()[:2])), found[3], marked) if found else None


def _heading(enbez: str, rest: str, marked: bool) -> Heading | None:
    title = rest.strip().strip("–-:").strip()
    if not marked and title:
        first = title.lstrip('(„"')[:1]
        if _RUNNING.match(rest) or title[-1] in ".;,:" or len(title) > 200 or first.islower():
            return None
    return Heading(enbez, title)


def outline_heading(text: str) -> tuple[str, str] | None:
    """Label and title of an outline unit ("Abschnitt 1", "Allgemeines"); None for other text."""
    found = _OUTLINE.match(text)
    if found is None or text[-1] in ".;,:" and found.end() != len(text):
        return None
    return found[0].rstrip(". "), text[found.end() :].strip().strip("–-:").strip()


def outline_word(label: str) -> str:
    """The word that tells the level of an outline unit: "Abschnitt" of "Erster Abschnitt"."""
    found = _OUTLINE.match(label)
    return found[1] if found else label


def item(line: str) -> Item | None:
    """The item that begins in this line; a date ("1. Januar 2026") is none."""
    found = _ITEM.match(line)
    if found is None or (found[2] and _MONTH.match(found[6])):
        return None
    indent, text = len(found[1].expandtabs(4)), found[6]
    if found[2]:
        return Item(indent, f"{found[2]}{found[3]}", 0, text)
    if found[4]:
        return Item(indent, f"{found[4]})", len(found[4]), text)
    return Item(indent, "–", 3, text)


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table; an escaped bar belongs to its cell."""
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [plain(part) for part in parts]


def follows(value: str, before: str) -> bool:
    """Whether a number may come right after another: 2 and 1a after 1, 3 after 2a, b after a."""
    (number, letter), (old_number, old_letter) = _split(value), _split(before)
    if number == old_number:
        return letter > old_letter
    return number == old_number + 1 and not letter


def _split(value: str) -> tuple[int, str]:
    digits = re.match(r"\d*", value)
    head = digits[0] if digits else ""
    return (int(head) if head else 0), value[len(head) :]

"""Writes citations the way German authorities do."""

from collections.abc import Sequence
from typing import Literal

from legal.citation_case import genitive
from legal.citation_guess import continues_level
from legal.citation_levels import to_roman
from legal.citation_ranges import range_covers
from legal.citation_types import Citation, Step

Style = Literal["long", "short", "roman"]

_LONG: dict[str, str] = {}
_SHORT = {
    "absatz": "Abs.",
    "unterabsatz": "UAbs.",
    "halbsatz": "Halbs.",
    "nummer": "Nr.",
    "buchstabe": "Buchst.",
    "doppelbuchstabe": "Doppelbuchst.",
    "alternative": "Alt.",
    "variante": "Var.",
}
_LEVELS = {
    "long": _LONG,
    "short": _SHORT,
    "roman": _SHORT | {"satz": "S.", "halbsatz": "Hs.", "buchstabe": "lit."},
}
# How a member is written behind the one before it, from all of it to its last value.
_WHOLE, _NORM, _STEPS, _VALUE = "whole", "norm", "steps", "value"


def format(
    citation: Citation | Sequence[Citation], style: Style = "short", *, nbsp: bool = False
) -> str:
    """A citation, or several in a row, as text.

    style: "short" is "§ 28 Abs. 2 Nr. 3 VwVfG", "long" spells the levels out ("§ 28 Absatz 2
        Nummer 3 VwVfG"), "roman" is the lawyers' form ("§ 41 IIa 3 VwVfG").
    nbsp: non-breaking blanks, so that no line of a letter ends with "§".
    A row shares heads and laws ("§§ 48, 49 VwVfG"), and its ranges are written as ranges.
    """
    row = [citation] if isinstance(citation, Citation) else _contract(citation)
    modes = [_mode(row[i - 1], one) if i else _WHOLE for i, one in enumerate(row)] + [_WHOLE]
    text = ""
    for index, one in enumerate(row):
        following = row[index + 1] if index + 1 < len(row) else None
        text += _body(one, style, modes[index], plural=modes[index + 1] == _NORM)
        text += _law(one, following)
        text += _joint(one, following, modes[index + 1 :])
    return text.replace(" ", "\u00a0") if nbsp else text


def _contract(citations: Sequence[Citation]) -> list[Citation]:
    """Without the members that a range (until) before them covers."""
    row: list[Citation] = []
    start: Citation | None = None
    for citation in citations:
        if start and range_covers(start, citation):
            continue
        row.append(citation)
        start = citation if citation.until else None
    return row


def _mode(before: Citation, one: Citation) -> str:
    """How much of a member has to be written behind the one before."""
    shared = (before.kind, before.part, before.law, before.edition)
    if one.conjoined or before.following or shared != (one.kind, one.part, one.law, one.edition):
        return _WHOLE
    if not one.steps and not before.steps:
        plain = one.kind == "§" and one.norm[:1].isdecimal() and one.norm != before.norm
        return _NORM if plain else _WHOLE
    if one.norm != before.norm or not one.steps or not before.steps:
        return _WHOLE
    *base, last = one.steps
    if tuple(base) == before.steps[:-1] and last.level == before.steps[-1].level:
        return _VALUE if continues_level(last, before.steps[-1], one.norm) else _WHOLE
    leading = one.steps[0].level == before.steps[0].level == "absatz"
    return _STEPS if leading and one.steps[0] != before.steps[0] else _WHOLE


def _body(one: Citation, style: Style, mode: str, plural: bool) -> str:
    """Head, norm and steps, or as much of them as the mode asks for."""
    if not one.kind and style == "roman":
        style = "short"  # a relative "II" could not be told from other numbers
    tail = f" bis {one.until}" if one.until else ""
    tail = f"{tail} {one.following}".rstrip()
    if mode == _VALUE and len(one.steps) == 1:
        return _steps(one.steps, style).removeprefix(f"{_level(one.steps[0], style)} ") + tail
    if mode == _VALUE:
        return one.steps[-1].value + tail
    if mode == _NORM:
        return one.norm + tail
    steps = _steps(one.steps, style)
    if mode == _STEPS or not one.kind:
        return steps + tail
    many = not one.steps and (tail or plural)
    sign = {"§": "§§" if many else "§", "Art.": "Artikel" if style == "long" else "Art."}
    head = f"{one.part} {sign.get(one.kind, one.kind)} {one.norm}".strip()
    return f"{head} {steps}".rstrip() + tail


def _steps(steps: Sequence[Step], style: Style) -> str:
    texts = [_step(step, style) for step in steps]
    short = to_roman(steps[0].value) if steps and steps[0].level == "absatz" else None
    if style == "roman" and short:
        texts[0] = short
        if len(steps) > 1 and steps[1].level == "satz" and steps[1].value.isdecimal():
            texts[1] = steps[1].value
    return " ".join(texts)


def _step(step: Step, style: Style) -> str:
    if step.value == "Eingang":
        return f"Eingangs{step.level}"
    if step.value == "letzter":
        return f"letzter {step.level.capitalize()}"
    return f"{_level(step, style)} {step.value}"


def _level(step: Step, style: Style) -> str:
    return _LEVELS[style].get(step.level, step.level.capitalize())


def _law(one: Citation, following: Citation | None) -> str:
    """The law behind its last member; "dieses Gesetzes" where the next law would bind it."""
    edition = f" {one.edition.replace('.F', '. F')}" if one.edition else ""
    if following and _shares_law(one, following):
        return ""
    if one.law is None and following and following.law and one.kind:
        return " dieses Gesetzes" + edition
    return (f" {genitive(one.law) or one.law}" if one.law else "") + edition


def _shares_law(one: Citation, other: Citation) -> bool:
    return one.law == other.law and one.edition == other.edition


def _joint(one: Citation, following: Citation | None, modes: Sequence[str]) -> str:
    """What stands between a member and the next: "," or "und" inside a list, "i. V. m."."""
    if not following:
        return ""
    if following.conjoined:
        return " i. V. m. "
    if modes[0] in (_NORM, _VALUE) and modes[1] != modes[0]:
        return " und "
    return ", "

"""Writes citations the way German authorities do."""

from collections.abc import Sequence
from typing import Literal

from legal.citations.case import genitive
from legal.citations.levels import to_roman
from legal.citations.rows import NORM, STEPS, TAIL, VALUE, WHOLE, Row, rows
from legal.citations.types import Citation, Step

Style = Literal["long", "short", "roman"]

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
_LEVELS: dict[str, dict[str, str]] = {
    "long": {},
    "short": _SHORT,
    "roman": _SHORT | {"satz": "S.", "halbsatz": "Hs.", "buchstabe": "lit."},
}


def format(
    citation: Citation | Sequence[Citation], style: Style = "short", *, nbsp: bool = False
) -> str:
    """A citation, or several in a row, as text.

    style: "short" is "§ 28 Abs. 2 Nr. 3 VwVfG", "long" spells the levels out ("§ 28 Absatz 2
        Nummer 3 VwVfG"), "roman" is the lawyers' form ("§ 41 IIa 3 VwVfG").
    nbsp: non-breaking blanks, so that no line of a letter ends with "§".
    A row shares heads and laws ("§§ 48, 49 VwVfG"), and its ranges are written as ranges.
    """
    laid = rows([citation] if isinstance(citation, Citation) else citation)
    if style == "roman" and not all(_romanizable(row.citation) for row in laid):
        style = "short"
    text = ""
    for index, row in enumerate(laid):
        after = laid[index + 1 :]
        before = laid[index - 1].citation if index else None
        text += _body(row, style, before, plural=bool(after) and after[0].mode == NORM)
        text += _law(row.citation, after[0].citation if after else None)
        text += _joint(row.citation, after)
    return text.replace(" ", "\u00a0") if nbsp else text


def _romanizable(one: Citation) -> bool:
    """Not above XXXIX; and a relative "II" could not be told from other numbers."""
    return bool(one.kind) and not (one.absatz and to_roman(one.absatz) is None)


def _body(row: Row, style: Style, before: Citation | None, plural: bool) -> str:
    """Head, norm and steps, or as much of them as the mode asks for."""
    one = row.citation
    tail = f" bis {row.until}" if row.until else ""
    tail = f"{tail} {one.following}".rstrip()
    if row.mode == VALUE and len(one.steps) == 1:
        return _steps(one.steps, style).removeprefix(f"{_level(one.steps[0], style)} ") + tail
    if row.mode == VALUE:
        return one.steps[-1].value + tail
    if row.mode == NORM:
        return one.norm + tail
    if row.mode == TAIL and before:
        return " ".join(_step(step, style) for step in one.steps[len(before.steps) - 1 :]) + tail
    steps = _steps(one.steps, style) if one.steps or one.kind else "dieser Vorschrift"
    if row.mode == STEPS or not one.kind:
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
            texts[1] = steps[1].value if len(steps[1].value) <= 2 else texts[1]
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
    if following and (one.law, one.edition) == (following.law, following.edition):
        return ""
    if one.law is None and following and following.law and one.kind:
        return " dieses Gesetzes" + edition
    return (f" {genitive(one.law) or one.law}" if one.law else "") + edition


def _joint(one: Citation, after: Sequence[Row]) -> str:
    """What stands between a member and the next: "," or "und" inside a list, "i. V. m."."""
    if not after:
        return ""
    if after[0].ranged:
        return " bis "
    if after[0].citation.conjoined and (after[0].citation.kind or not one.kind):
        return " i. V. m. "
    if not after[0].citation.kind and (one.kind or after[0].mode == WHOLE):
        return "; "
    next_but_one = after[1].mode if len(after) > 1 else WHOLE
    if after[0].mode in (NORM, VALUE) and next_but_one != after[0].mode:
        return " und "
    return ", "

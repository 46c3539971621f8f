"""Writes citations the way German authorities do."""

from collections.abc import Sequence
from typing import Literal

from legal.citation_levels import to_roman
from legal.citation_ranges import members_between
from legal.citation_types import Citation, Step

Style = Literal["long", "short", "roman"]

_SHORT = {
    "absatz": "Abs.",
    "unterabsatz": "UAbs.",
    "satz": "Satz",
    "halbsatz": "Halbs.",
    "nummer": "Nr.",
    "buchstabe": "Buchst.",
    "doppelbuchstabe": "Doppelbuchst.",
    "alternative": "Alt.",
    "variante": "Var.",
}
_ROMAN = _SHORT | {"satz": "S.", "halbsatz": "Hs.", "buchstabe": "lit."}
_KINDS = {"§": "§", "Art.": "Artikel"}


def format(
    citation: Citation | Sequence[Citation], style: Style = "short", *, nbsp: bool = False
) -> str:
    """A citation, or several in a row, as text.

    style: "short" is "§ 28 Abs. 2 Nr. 3 VwVfG", "long" spells the levels out ("Absatz 2
    Nummer 3"), "roman" is the lawyers' form ("§ 28 II Nr. 3 VwVfG").
    nbsp: non-breaking blanks, so that no line of a letter ends with "§".
    A range that a sequence lists member by member is written as a range again.
    """
    citations = [citation] if isinstance(citation, Citation) else _contract(citation)
    text = ""
    for index, one in enumerate(citations):
        following = citations[index + 1] if index + 1 < len(citations) else None
        text += _body(one, style, citations[index - 1] if index else None)
        if not following or not _shares_law(one, following):
            text += _law(one)
        text += _joint(one, following)
    return text.replace(" ", "\u00a0") if nbsp else text


def _contract(citations: Sequence[Citation]) -> list[Citation]:
    """Without the members that a range (until) before them covers."""
    kept: list[Citation] = []
    covered: frozenset[Citation] = frozenset()
    for citation in citations:
        if citation in covered:
            continue
        kept.append(citation)
        covered = _covered(citation) if citation.until else frozenset()
    return kept


def _covered(start: Citation) -> frozenset[Citation]:
    """The members that parse() lists behind the start of a range."""
    from dataclasses import replace

    plain = replace(start, until=None, conjoined=False)
    end = start.until or ""
    if not start.steps:
        values = (*members_between(start.norm, end), end)
        return frozenset(replace(plain, norm=value) for value in values)
    *base, last = start.steps
    values = (*members_between(last.value, end), end)
    return frozenset(replace(plain, steps=(*base, Step(last.level, value))) for value in values)


def _body(citation: Citation, style: Style, before: Citation | None) -> str:
    """Head, norm and steps; only the last value where the citation goes on counting."""
    range_end = f" bis {citation.until}" if citation.until else ""
    tail = f"{range_end} {citation.following}".rstrip()
    if before and _goes_on(before, citation):
        return (citation.steps[-1].value if citation.steps else citation.norm) + tail
    steps = _steps(citation.steps, style)
    if not citation.kind:
        return steps + tail
    kind = _KINDS.get(citation.kind, citation.kind) if style == "long" else citation.kind
    many = citation.kind == "§" and not citation.steps and (range_end or citation.following)
    head = f"{citation.part} §" if citation.part else f"{kind}{'§' if many else ''}"
    return f"{head} {citation.norm} {steps}".rstrip() + tail


def _steps(steps: Sequence[Step], style: Style) -> str:
    words = [_step(step, style) for step in steps]
    if style == "roman" and steps and steps[0].level == "absatz":
        if short := to_roman(steps[0].value):
            words[0] = short
            if len(steps) > 1 and steps[1].level == "satz" and steps[1].value.isdecimal():
                words[1] = steps[1].value
    return " ".join(words)


def _step(step: Step, style: Style) -> str:
    names = {"long": {}, "short": _SHORT, "roman": _ROMAN}[style]
    if step.value == "Eingang":
        return "Eingangshalbsatz" if step.level == "halbsatz" else "Eingangssatz"
    if step.value == "letzter":
        return f"letzter {step.level.capitalize()}"
    return f"{names.get(step.level, step.level.capitalize())} {step.value}"


def _law(citation: Citation) -> str:
    edition = f" {citation.edition.replace('.', '. ').strip()}" if citation.edition else ""
    return (f" {citation.law}" if citation.law else "") + edition


def _shares_law(one: Citation, other: Citation) -> bool:
    return one.law == other.law and one.edition == other.edition


def _goes_on(before: Citation, citation: Citation) -> bool:
    """Whether ", 3" is enough after "Abs. 2" because all but the last value is the same."""
    return False


def _joint(citation: Citation, following: Citation | None) -> str:
    if not following:
        return ""
    if following.conjoined:
        return " i. V. m. "
    return ", " if citation.law or _shares_law(citation, following) else "; "

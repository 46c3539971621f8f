"""Reads acts of the European Union: "VO (EG) Nr. 883/2004", "Richtlinie 2008/94/EG"."""

import re

from legal.citations.dates import skip_date
from legal.citations.names import canonical
from legal.citations.tokens import NUM, Tokens
from legal.citations.words import EU_ACTS, EU_SUFFIXES, words

_BODIES = words("Europäischen Parlaments Parlamentes und des der Rates Rats Kommission")

_SINGULAR = re.compile(r"(?<=Richtlinie)n$|(?<=eschluss)es$")
_COMPOUND = re.compile(
    r"(?:Durchführungs|Rahmen|Grund|Änderungs|Basis)(?:richtlinie|verordnung|beschluss)"
)


def read_eu_act(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """An act with its number, and the index after it and after the bodies that made it."""
    index += tokens.word(index).startswith("Delegierte")
    kind = tokens.word(index)
    if kind not in EU_ACTS and not _COMPOUND.search(kind):
        return None
    at, community = index + 1, ""
    if tokens.punct(at, "(<") and tokens.punct(at + 2, ")>"):
        community, at = f"({tokens[at + 1].text}) ", at + 3
    number = "Nr. " if tokens.word(at) == "Nr" else ""
    if number:
        at = tokens.skip_dot(at + 1)
    if tokens[at].kind != NUM or not tokens.punct(at + 1, "/") or tokens[at + 2].kind != NUM:
        return None
    number += f"{tokens[at].text}/{tokens[at + 2].text}"
    at += 3
    if tokens.punct(at, "/") and tokens.word(at + 1) in EU_SUFFIXES:
        number, at = f"{number}/{tokens.word(at + 1)}", at + 2
    name = f"{_SINGULAR.sub('', kind)} {community}{number}"
    return canonical(name) or name, _skip_bodies(tokens, at)


def _skip_bodies(tokens: Tokens, index: int) -> int:
    """Index after "des Europäischen Parlaments und des Rates vom 27. April 2016"."""
    at = index
    while tokens.word(at) in _BODIES and at < index + 8:
        at += 1
    if tokens.word(at - 1) not in ("Rates", "Rats", "Kommission"):
        return index
    return skip_date(tokens, at)

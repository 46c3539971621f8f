"""Reads the law at the end of a citation: abbreviations with year, Land and edition, dates."""

import re
from typing import NamedTuple

from legal import citation_titles
from legal.citation_names import book_number, canonical, names
from legal.citation_tokens import NUM, Tokens

_NOT_LAWS = frozenset(
    "BGH BVerfG BVerwG BSG BAG BFH BPatG EuGH EuG EGMR OVG VGH VG LSG LAG FG OLG LG KG RG AG StA"
    " GmbH OHG SE EU EG EWG BRD DDR USA UNO NATO EUR DM CHF TEUR USD RdNr RN RdNrn Rn Rdn NJW NVwZ"
    " BVerfGE BVerwGE BGHZ BGHSt BSGE BAGE BFHE BStBl BGBl BT BR BTDrucks BRDrucks BTDrs SozR WM"
    " NZA ZIP DStR FamRZ MDR DÖV DVBl IT PDF HTML PKW LKW GbR BMF BMI BMJ BMAS BA MDK GBA KÄV".split()
)
_LANDS = frozenset(
    "NRW NW SH Bln BW BY BB Bbg HB HH Hbg HE MV NI Nds RP RLP SL SN LSA ST TH Thür Saar Hess Bay Brem"
    " Sachs M-V S-H B-W Berlin Bayern Brandenburg Bremen Hamburg Hessen Niedersachsen Saarland Sachsen"
    " Thüringen Baden-Württemberg Mecklenburg-Vorpommern Nordrhein-Westfalen Rheinland-Pfalz"
    " Sachsen-Anhalt Schleswig-Holstein".split()
)
_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_EU_ACTS = frozenset("VO RL Verordnung Richtlinie Beschluss EGV EWGV".split())
_DETERMINERS = frozenset("des der dem das den".split())
_THESE = frozenset("dieses dieser diesem".split())
_OWN = frozenset(
    "Gesetzes Gesetz Buches Buchs Gesetzbuchs Gesetzbuches Verordnung Satzung Ordnung Vertrages"
    " Abkommens Übereinkommens Staatsvertrages Vorschrift Richtlinie".split()
)


class Law(NamedTuple):
    """A law read: its name (None: the law the text stands in), edition, index after it."""

    name: str | None
    edition: str
    end: int


def read_law(tokens: Tokens, index: int, folded: bool = False) -> Law | None:
    """The law named at index with all that belongs to its name, or None.

    folded: accept abbreviations in any case ("vwvfg"), for what people type into a search field.
    """
    word = tokens.word(index)
    if word in _THESE and tokens.word(index + 1) in _OWN:
        return Law(None, "", index + 2)
    at = index + 1 if word in _DETERMINERS else index
    named = (
        _read_sgb(tokens, at)
        or _read_eu_act(tokens, at)
        or _read_abbreviation(tokens, at, folded)
        or citation_titles.read_title(tokens, at, inflected=at > index)
    )
    if not named:
        return None
    name, end = named
    edition, end = read_edition(tokens, end)
    return Law(name, edition, citation_titles.skip_date(tokens, end))


def read_edition(tokens: Tokens, index: int) -> tuple[str, int]:
    """ "a.F." or "n.F." in any spelling and the index after it, else "" and the index."""
    word = tokens.word(index)
    if word in ("aF", "nF"):
        return f"{word[0]}.F.", tokens.skip_dot(index + 1)
    if word in ("a", "n"):
        end = tokens.spell(index, word, "F")
        if end and tokens.punct(index + 1, "."):
            return f"{word}.F.", end
    if word in ("alter", "neuer") and tokens.word(index + 1) == "Fassung":
        return f"{word[0]}.F.", index + 2
    return "", index


def _read_sgb(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """The books of the Sozialgesetzbuch in all their spellings."""
    word = tokens.word(index)
    if known := canonical(word) if word.upper().startswith("SGB") and len(word) > 3 else None:
        return known, index + 1
    if word in ("SGB", "Sozialgesetzbuch", "Sozialgesetzbuchs", "Sozialgesetzbuches"):
        return _read_book(tokens, index)
    book = book_number(word) if word[:1].isupper() and len(word) > 4 else None
    if book and tokens.word(index + 1) in ("Buch", "Buches", "Buchs"):
        at = index + 2
        at += tokens.word(at) == "des"
        if tokens.word(at).startswith("Sozialgesetzbuch"):
            return f"SGB {book}", at + 1
    return None


def _read_book(tokens: Tokens, index: int) -> tuple[str, int]:
    """What follows "SGB" or "Sozialgesetzbuch": "X", "10", "- Zehntes Buch -", "(SGB) X"."""
    at = index + 1
    if tokens.punct(at, "(") and tokens.word(at + 1) == "SGB" and tokens.punct(at + 2, ")"):
        at += 3
    dash = tokens.punct(at, "-–,(")
    at += dash
    book = book_number(tokens[at].text)
    if not book or tokens[at].kind == NUM and tokens.punct(at + 1, ".") and not dash:
        return "SGB", index + 1
    end = at + 1
    if tokens.word(end) in ("Buch", "Buches", "Buchs"):
        end += 1
    elif len(tokens[at].text) > 4:
        return "SGB", index + 1
    if tokens.punct(end, "-–)"):
        end = _skip_subtitle(tokens, end) if not dash else end + 1
    return f"SGB {book}", end


def _skip_subtitle(tokens: Tokens, index: int) -> int:
    """ "- Rehabilitation und Teilhabe behinderter Menschen -" after the number of a book."""
    for end in range(index + 1, index + 14):
        if tokens.punct(end, "-–"):
            return end + 1
        if not tokens.word(end) and not tokens.punct(end, ","):
            break
    return index


def _read_eu_act(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """ "VO (EG) Nr. 883/2004", "Richtlinie 2008/94/EG", "Verordnung (EU) 2016/679"."""
    if tokens.word(index) not in _EU_ACTS:
        return None
    at = index + 1
    if tokens.punct(at, "(<") and tokens.punct(at + 2, ")>"):
        at += 3
    if tokens.word(at) == "Nr":
        at = tokens.skip_dot(at + 1)
    if tokens[at].kind != NUM or not tokens.punct(at + 1, "/") or tokens[at + 2].kind != NUM:
        return None
    end = at + 3
    if tokens.punct(end, "/") and tokens.word(end + 1) in ("EG", "EU", "EWG", "EURATOM", "JI"):
        end += 2
    name = tokens.text[tokens[index].start : tokens[end - 1].end]
    name = re.sub(r"\s*([()<>/])\s*", r"\1", name).replace("<", "(").replace(">", ")")
    name = " ".join(
        re.sub(r"(?<=\w)\(|\)(?=\w)", lambda m: f" {m[0]}" if m[0] == "(" else ") ", name).split()
    )
    return canonical(name) or name, end


def _read_abbreviation(tokens: Tokens, index: int, folded: bool) -> tuple[str, int] | None:
    """An abbreviation, with slash, year, Land or number as far as they belong to it."""
    word = tokens.word(index)
    if not _is_abbreviation(word) and not (folded and word.casefold() in names().folded):
        return None
    name, end = word, index + 1
    while tokens.punct(end, "/") and _is_part(tokens.word(end + 1)):
        name, end = f"{name}/{tokens.word(end + 1)}", end + 2
    token = tokens[end]
    if tokens.word(end) in _LANDS:
        name, end = f"{name} {token.text}", end + 1
    if tokens[end].kind == NUM and _YEAR.fullmatch(tokens[end].text):
        name, end = f"{name} {tokens[end].text}", end + 1
    if word == "G" and tokens[end].text == "10":
        name, end = "G 10", end + 1
    return canonical(name) or name, end


def _is_part(word: str) -> bool:
    return word == "EU" or _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    """Two capitals or more, or a known short name; no court, currency or reporter."""
    if not 2 <= len(word) <= 24 or word in _NOT_LAWS or word in _LANDS:
        return word == "G"
    if word in names().exact:
        return True
    capitals = sum(letter.isupper() for letter in word)
    if word.isupper() and len(word) > 9 or "-" in word and word[0].islower():
        return False
    return capitals >= 2 and not re.fullmatch(r"[IVXLC]+", word) and not word.endswith("-")

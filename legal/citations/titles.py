"""Reads long names of laws in any case: known titles, compounds, and titles with their subject."""

import re

from legal.citations.case import nominative
from legal.citations.dates import skip_date, starts_date
from legal.citations.names import canonical, names, stem, title_length
from legal.citations.subject import read_subject
from legal.citations.tokens import NUM, WORD, Tokens
from legal.citations.words import (
    ACCESSORY,
    GENERIC,
    INFLECTED,
    LAND_OPENERS,
    LANDS,
    LAW_NOUN,
    NO_LAW_NOUN,
    NOT_LAWS,
    SUBJECT_WORDS,
    TITLE_OPENERS,
    words,
)

MAX_TITLE = 60  # tokens of a title; longer ones are cut
_SINCE = words("am ab seit bis zum zur damals jeweils vorher zuletzt")
_IN_FORCE = words("geltenden gültigen")
_TOWNS = words("""
    Stadt Gemeinde Landeshauptstadt Hansestadt Samtgemeinde Verbandsgemeinde Universitätsstadt
    Landkreises Kreises Marktgemeinde Kreisstadt Bundesstadt Ortsgemeinde
""")
_TOWN_LINKS = words("am an der im in bei ob vor")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


def read_title(tokens: Tokens, index: int, inflected: bool) -> tuple[str, int] | None:
    """A long name of a law at index and the index after it.

    inflected: a determiner stood before ("des", "der"), so adjectives may open the name.
    """
    if not tokens.word(index):
        return None
    if known := _read_known(tokens, index):
        return known
    start = _skip_validity(tokens, index) if inflected else index
    noun = _find_noun(tokens, start, inflected)
    if noun is None:
        return None
    end = _read_rest(tokens, start, noun)
    if end is None:
        return None
    short = _bracketed_name(tokens, end)
    name = short or _plain(tokens, start, noun, end)
    return canonical(name) or name, end


def _read_known(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """A title of our table, longest first; words only, so a comma in it does not matter."""
    if stem(tokens.word(index)) not in names().titles:
        return None
    stems: list[str] = []
    ends: list[int] = []
    for at in range(index, index + 24):
        if tokens[at].kind in (WORD, NUM):
            stems.append(stem(tokens[at].text))
            ends.append(at + 1)
        elif not tokens.punct(at, ",()/-"):
            break
    hit = title_length(stems)
    return (hit[0], ends[hit[1] - 1]) if hit else None


def _skip_validity(tokens: Tokens, index: int) -> int:
    """Index after "am 1. Januar 2006 geltenden", which may stand before the name."""
    if tokens.word(index) not in _SINCE:
        return index
    for at in range(index + 1, index + 9):
        if tokens.word(at) in _IN_FORCE:
            return at + 1
    return index


def _find_noun(tokens: Tokens, index: int, inflected: bool) -> int | None:
    """Index of the noun that makes the words at index a law's name, within a few words."""
    for at in range(index, index + 7):
        word = tokens.word(at)
        folded = word.casefold()
        named = word[:1].isupper() or "-" in word[1:-1]  # "eID-Karte-Gesetz"
        if named and LAW_NOUN.search(folded) and not NO_LAW_NOUN.search(folded):
            return at if inflected or at > index or folded not in GENERIC else _titled(tokens, at)
        hyphen = tokens.word(at - 1).endswith("-") and at > index
        compound = (
            word.endswith("-") or hyphen and (word in ("und", "oder") or tokens.punct(at, ","))
        )
        adjective = inflected and INFLECTED.fullmatch(folded) and word not in SUBJECT_WORDS
        if not (compound or adjective):
            return None
    return None


def _titled(tokens: Tokens, index: int) -> int | None:
    """A bare "Gesetz" without a determiner counts when a title follows it."""
    return index if tokens.word(index + 1) in ("zur", "zum", "über", "betreffend") else None


def _read_rest(tokens: Tokens, start: int, noun: int) -> int | None:
    """Index after all that belongs to the name behind its noun; None if it is no name."""
    word, end = tokens.word(noun), noun + 1
    if word.casefold() in GENERIC:
        subject = read_subject(tokens, end) if tokens.word(end) in TITLE_OPENERS else end
        if subject > end:
            end = subject
        elif starts_date(tokens, end):
            end = skip_date(tokens, end)
        elif word not in ("Satzung", "Verfassung") and not tokens.word(noun - 1)[:1].isupper():
            return None
    elif ACCESSORY.fullmatch(word) and tokens.word(end) in ("zum", "zur", "zu", "über"):
        inner = _find_noun(tokens, end + 1, inflected=True)
        end = inner + 1 if inner is not None else _read_phrase(tokens, end)
    if _YEAR.fullmatch(tokens[end].text) and tokens[end].kind == NUM:
        end += 1
    return _read_town(tokens, _read_land(tokens, end), word)


def _read_phrase(tokens: Tokens, index: int) -> int:
    """Index after a preposition, adjectives and one noun ("über Teilzeitarbeit")."""
    for at in range(index + 1, index + 6):
        word = tokens.word(at)
        if word[:1].isupper():
            return at + 1
        if not word:
            break
    return index


def _read_land(tokens: Tokens, index: int) -> int:
    """Index after "für den Freistaat Sachsen", "des Saarlandes", "für Schleswig-Holstein"."""
    at = index
    while tokens.word(at) in ("für", "des", "der", "das", "den", "von", "in") and at < index + 2:
        at += 1
    while tokens.word(at) in LAND_OPENERS and at < index + 7:
        at += 1
    return at + 1 if tokens.word(at) in LANDS else index


def _read_town(tokens: Tokens, index: int, noun: str) -> int:
    """Index after "der Stadt Frankfurt am Main" behind the name of a by-law."""
    if not noun.endswith(("satzung", "ordnung")) or tokens.word(index + 1) not in _TOWNS:
        return index
    at = index + 2
    if not tokens.word(at)[:1].isupper():
        return index
    end = at + 1
    while tokens.word(at + 1) in _TOWN_LINKS and at < index + 5:
        at += 1
    return at + 2 if at >= end and tokens.word(at + 1)[:1].isupper() else end


def _bracketed_name(tokens: Tokens, index: int) -> str | None:
    """ "HStS" of "Hundesteuersatzung (HStS)": the short name given behind the long one."""
    if not (tokens.punct(index, "(<") and tokens.punct(index + 2, ")>")):
        return None
    word = tokens.word(index + 1)
    short = sum(letter.isupper() for letter in word) >= 2 and word not in NOT_LAWS
    return word if short else None


def _plain(tokens: Tokens, start: int, noun: int, end: int) -> str:
    """The name in the nominative, with single blanks ("Fünftes Vermögensbildungsgesetz")."""
    before = [tokens[at].text for at in range(start, noun)]
    rest = tokens.text[tokens[noun].end : tokens[end - 1].end]
    return " ".join((nominative(before, tokens.word(noun)) + rest).split()).replace(" ,", ",")

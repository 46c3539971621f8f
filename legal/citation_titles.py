"""Reads long names of laws in any case: known titles, compounds, and titles with their subject."""

import re

from legal.citation_dates import skip_date, starts_date
from legal.citation_names import canonical, names, stem, title_length
from legal.citation_tokens import NUM, WORD, Tokens
from legal.citation_words import (
    ACCESSORY,
    ADJECTIVE,
    GENERIC,
    LAND_OPENERS,
    LANDS,
    LAW_NOUN,
    NO_LAW_NOUN,
    SUBJECT_WORDS,
    TITLE_OPENERS,
    words,
)

MAX_TITLE = 60  # tokens of a title; longer ones are cut
_IN_FORCE = words("geltenden gültigen")
_GENITIVE = re.compile(
    r"(?<=gesetz)es$|(?<=buch)e?s$|(?<=vertrag)e?s$|(?<=kommen)s$|(?<=statut)s$|(?<=protokoll)s$"
)
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
    name = short or _plain(tokens, start, end)
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
    if tokens.word(index) not in words("am ab seit bis zum zur damals jeweils vorher zuletzt"):
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
        if word[:1].isupper() and LAW_NOUN.search(folded) and not NO_LAW_NOUN.search(folded):
            return at if inflected or at > index or folded not in GENERIC else _titled(tokens, at)
        hyphen = tokens.word(at - 1).endswith("-") and at > index
        compound = (
            word.endswith("-") or hyphen and (word in ("und", "oder") or tokens.punct(at, ","))
        )
        adjective = inflected and ADJECTIVE.fullmatch(folded) and word not in SUBJECT_WORDS
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
        if tokens.word(end) in TITLE_OPENERS:
            end = _read_subject(tokens, end)
        elif starts_date(tokens, end):
            end = skip_date(tokens, end)
        elif noun == start and word not in ("Satzung", "Verfassung"):
            return None
    elif ACCESSORY.fullmatch(word) and tokens.word(end) in ("zum", "zur", "zu", "über"):
        inner = _find_noun(tokens, end + 1, inflected=True)
        end = inner + 1 if inner is not None else _read_phrase(tokens, end)
    if _YEAR.fullmatch(tokens[end].text) and tokens[end].kind == NUM:
        end += 1
    return _read_land(tokens, end)


def _read_phrase(tokens: Tokens, index: int) -> int:
    """Index after a preposition, adjectives and one noun ("über Teilzeitarbeit")."""
    for at in range(index + 1, index + 6):
        word = tokens.word(at)
        if word[:1].isupper():
            return at + 1
        if not word:
            break
    return index


def _read_subject(tokens: Tokens, index: int) -> int:
    """Index after "über das Verlagsrecht": nouns with what joins them, up to date or clause end."""
    end = index
    for at in range(index, index + MAX_TITLE):
        word = tokens.word(at)
        if starts_date(tokens, at) or not word and not tokens.punct(at, ',"„“'):
            break
        if word[:1].isupper():
            end = at + 1
            continue
        inner = not word or word in SUBJECT_WORDS or ADJECTIVE.fullmatch(word)
        if not inner or end > index and _opens_clause(tokens, at):
            break
    return _close_quote(tokens, index, end)


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """Whether the sentence goes on here rather than the title ("..., der", "in der Fassung")."""
    if tokens.punct(index, ","):
        after = tokens.word(index + 1)
        return not (after[:1].isupper() or after in ("zur", "zum"))
    if tokens.word(index + 2) == "Fassung":
        return True
    return tokens.word(index) in ("für", "durch", "mit", "bei", "nach", "gegen")


def _close_quote(tokens: Tokens, index: int, end: int) -> int:
    """Index after the quotation mark that closes one opened in the title."""
    quotes = sum(tokens.punct(at, '"') for at in range(index, end))
    return end + 1 if quotes % 2 and tokens.punct(end, '"') else end


def _read_land(tokens: Tokens, index: int) -> int:
    """Index after "für den Freistaat Sachsen", "des Saarlandes", "für Schleswig-Holstein"."""
    at = index
    while tokens.word(at) in ("für", "des", "der", "das", "den", "von", "in") and at < index + 2:
        at += 1
    while tokens.word(at) in LAND_OPENERS and at < index + 7:
        at += 1
    return at + 1 if tokens.word(at) in LANDS else index


def _bracketed_name(tokens: Tokens, index: int) -> str | None:
    """ "HStS" of "Hundesteuersatzung (HStS)": the short name given behind the long one."""
    if not (tokens.punct(index, "(<") and tokens.punct(index + 2, ")>")):
        return None
    word = tokens.word(index + 1)
    return word if sum(letter.isupper() for letter in word) >= 2 else None


def _plain(tokens: Tokens, start: int, end: int) -> str:
    """The name as written with single blanks; a one-word name loses its genitive ending."""
    text = " ".join(tokens.text[tokens[start].start : tokens[end - 1].end].split())
    return _GENITIVE.sub("", text) if end == start + 1 else text

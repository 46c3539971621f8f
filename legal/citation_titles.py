"""Reads long names of laws in any case, dated acts and the gazette behind them."""

import re

from legal.citation_names import canonical, stem, title_length
from legal.citation_tokens import NUM, WORD, Tokens

MAX_TITLE = 60  # tokens of a title; longer ones are cut

_NOUN = re.compile(
    r"(?:gesetz(?:es)?|gesetzbuch(?:e?s)?|ordnung|verfassung|satzung|vertrage?s|vertrag"
    r"|übereinkommens?|übereinkunft|abkommens?|konvention|richtlinien?|protokolls?|paktes|pakts"
    r"|charta|statuts?|kodex|erlass(?:es)?|vereinbarung|dekrets?)$"
)
_NO_LAW = re.compile(r"(?:an|zu|ein|unter|rechts|über|nach|rang|tages|grund|hack|größen)ordnung$")
_GENERIC = frozenset(
    "gesetz gesetzes verordnung satzung richtlinie richtlinien verfassung vertrag vertrages vertrags"
    " übereinkommen übereinkommens abkommen abkommens protokoll protokolls ordnung konvention erlass"
    " erlasses statut statuts pakt pakts paktes charta vereinbarung".split()
)
_TITLE_OPENERS = frozenset("über zur zum für betreffend gegen von des der".split())
_INNER = frozenset(
    "der die das des dem den und oder sowie über zur zum zu für von vom im in an am auf bei mit nach"
    " aus gegen durch betreffend unter zwischen vor einer eines".split()
)
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:en|er|es|em|e)")
_MONTHS = frozenset(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_GAZETTE = re.compile(r"(?:\w*[Bb]l|GV|GVO|BAnz|Bundesgesetzblatt|GVOBl|ABlEU|\w*blatt)")
_CLOSING = {"(": ")", "<": ">", "[": "]"}


def read_title(tokens: Tokens, index: int, inflected: bool) -> tuple[str, int] | None:
    """A long name of a law at index and the index after it.

    inflected: a determiner stood before ("des", "der"), so adjectives may open the name.
    """
    if not tokens.word(index)[:1].isalpha():
        return None
    if known := _read_known(tokens, index):
        return known
    noun = _find_noun(tokens, index, inflected)
    if noun is None:
        return None
    end = noun + 1
    if tokens.word(noun).casefold() in _GENERIC:
        if noun > index or tokens.word(end) in _TITLE_OPENERS:
            end = _read_subject(tokens, end)
        elif not _starts_date(tokens, end) and tokens.word(noun) != "Satzung":
            return None
    end = _read_land(tokens, end)
    own = _bracketed_name(tokens, end)
    name = own or _plain(tokens, index, end)
    return canonical(name) or name, end


def _read_known(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """A title of our table, longest first; words only, so a comma in it does not matter."""
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


def _find_noun(tokens: Tokens, index: int, inflected: bool) -> int | None:
    """Index of the noun that makes the words at index a law's name, within a few words."""
    for at in range(index, index + 7):
        word = tokens.word(at)
        folded = word.casefold()
        if word[:1].isupper() and _NOUN.search(folded) and not _NO_LAW.search(folded):
            return at if inflected or at > index or folded not in _GENERIC else _dated(tokens, at)
        compound = (
            word.endswith("-") or tokens.word(at - 1).endswith("-") and word in ("und", "oder")
        )
        comma = tokens.punct(at, ",") and tokens.word(at - 1).endswith("-") and at > index
        adjective = inflected and _ADJECTIVE.fullmatch(folded) and word not in _INNER
        if not (compound or comma or adjective):
            return None
    return None


def _dated(tokens: Tokens, index: int) -> int | None:
    """A bare "Gesetz" without a determiner counts when a title follows it."""
    return index if tokens.word(index + 1) in ("zur", "zum", "über", "betreffend") else None


def _read_subject(tokens: Tokens, index: int) -> int:
    """Index after "über das Verlagsrecht": nouns with what joins them, up to date or clause end."""
    end = index
    for at in range(index, index + MAX_TITLE):
        word = tokens.word(at)
        if _starts_date(tokens, at) or not word and not tokens.punct(at, ',"„“'):
            break
        if word[:1].isupper():
            end = at + 1
        elif word and word not in _INNER and not _ADJECTIVE.fullmatch(word):
            break
        elif end > index and _opens_clause(tokens, at):
            break
    return end


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """Whether the sentence goes on here rather than the title ("..., der", "in der Fassung")."""
    if tokens.punct(index, ","):
        return not (
            tokens.word(index + 1)[:1].isupper() or tokens.word(index + 1) in ("zur", "zum")
        )
    return tokens.word(index + 2) == "Fassung" or tokens.word(index) in (
        "für",
        "durch",
        "mit",
        "bei",
    )


def _read_land(tokens: Tokens, index: int) -> int:
    """Index after "für den Freistaat Sachsen", "des Saarlandes", "für Schleswig-Holstein"."""
    at = index
    while tokens.word(at) in ("für", "des", "der", "das", "den", "von") and at < index + 2:
        at += 1
    while tokens.word(at) in _STATE_WORDS and at < index + 7:
        at += 1
    if tokens.word(at) in _STATES:
        return at + 1
    return index


_STATE_WORDS = frozenset(
    "Landes Land Freistaates Freistaats Freistaat Freien und Hansestadt Freie Stadt Republik".split()
)
_STATES = frozenset(
    "Baden-Württemberg Bayern Berlin Brandenburg Bremen Hamburg Hessen Mecklenburg-Vorpommern"
    " Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz Saarland Saarlandes Sachsen Sachsen-Anhalt"
    " Schleswig-Holstein Thüringen NRW NW".split()
)


def _bracketed_name(tokens: Tokens, index: int) -> str | None:
    """ "HStS" of "Hundesteuersatzung (HStS)": the short name given behind the long one."""
    if not (tokens.punct(index, "(<") and tokens.punct(index + 2, ")>")):
        return None
    word = tokens.word(index + 1)
    return word if sum(letter.isupper() for letter in word) >= 2 else None


def _plain(tokens: Tokens, start: int, end: int) -> str:
    """The name as written with single blanks; a one-word name loses its genitive ending."""
    text = " ".join(tokens.text[tokens[start].start : tokens[end - 1].end].split())
    if end == start + 1:
        text = re.sub(r"(?<=gesetz)es$|(?<=buch)e?s$|(?<=vertrag)e?s$|(?<=kommen)s$", "", text)
    return text


def _starts_date(tokens: Tokens, index: int) -> bool:
    return tokens.word(index) == "vom" and tokens[index + 1].kind == NUM


def skip_date(tokens: Tokens, index: int) -> int:
    """Index after "vom 21. Dezember 2000 (BGBl. I S. 1966)", else the index itself.

    A bracket with the short name may stand before the date.
    """
    at = _skip_bracket(tokens, index) if tokens.punct(index, "<(") else index
    if not _starts_date(tokens, at):
        return _skip_gazette(tokens, index) if tokens.punct(index, "(") else index
    at += 2
    if "." not in tokens[at - 1].text:
        at = tokens.skip_dot(at)
        if tokens.word(at) not in _MONTHS and tokens[at].kind != NUM:
            return index
        at = tokens.skip_dot(at + 1)
        at += tokens[at].kind == NUM
    return _skip_gazette(tokens, at)


def _skip_gazette(tokens: Tokens, index: int) -> int:
    """Index after "(BGBl. I S. 1966)" or ", BGBl I 277"."""
    inner = tokens.word(index + 1)
    if not _GAZETTE.fullmatch(inner):
        return index
    if tokens.punct(index, "(<"):
        return _skip_bracket(tokens, index)
    if not tokens.punct(index, ","):
        return index
    at = tokens.skip_dot(index + 2)
    while tokens[at].kind == NUM or tokens.word(at) in ("I", "II", "III", "S"):
        at += 1
    return at


def _skip_bracket(tokens: Tokens, index: int) -> int:
    """Index after the bracket that opens at index; the index itself if it does not close soon."""
    closing = _CLOSING[tokens[index].text]
    depth = 0
    for at in range(index, index + MAX_TITLE):
        depth += tokens.punct(at, tokens[index].text) - tokens.punct(at, closing)
        if not depth:
            return at + 1
    return index

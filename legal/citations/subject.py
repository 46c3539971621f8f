"""Reads the subject of an act's title: "über das Verlagsrecht", "zur Regelung der ..."."""

from legal.citations.dates import skip_date, starts_date
from legal.citations.tokens import PUNCT, Tokens
from legal.citations.words import ADJECTIVE, SUBJECT_WORDS, words

MAX_SUBJECT = 60  # tokens; a longer subject is cut
_AGAIN = words("zur zum zu über betreffend")  # open a second subject only behind "und" or ","
_ADJUNCT = words("für durch mit bei nach auf unter aus als")
_APPROVED = words("dem den der Artikel")  # "Gesetz zu dem Übereinkommen"
_STOP = words("Artikel Artikels Art Anlage Anhang Verbindung Fassung Bundesgesetzblatt")
_QUOTES = '"„“”'


def read_subject(tokens: Tokens, index: int) -> int:
    """Index after the subject that starts at index, the index itself if there is none.

    Where a date or gazette closes the title, all before it belongs to the title; else the subject
    ends before what more likely belongs to the sentence.
    """
    if tokens.word(index) == "zu" and tokens.word(index + 1) not in _APPROVED:
        return index
    end = _read_nouns(tokens, index, careful=False)
    if end > index and (starts_date(tokens, end) or skip_date(tokens, end) > end):
        return end
    return _read_nouns(tokens, index, careful=True)


def _read_nouns(tokens: Tokens, index: int, careful: bool) -> int:
    """Index after the last noun of a run of nouns, adjectives and the small words between."""
    end, open_quotes = index, 0
    for at in range(index, index + MAX_SUBJECT):
        token = tokens[at]
        word = token.text if token.kind != PUNCT else ""
        if tokens.punct(at, _QUOTES):
            open_quotes += 1
            end = at + 1 if open_quotes % 2 == 0 else end
        elif word[:1].isupper() and word not in _STOP:
            end = at + 1
        elif tokens.punct(at, "-") and tokens.word(at + 1) and end < at:
            end = at + 2  # "Freisetzungs- und -verbringungsregister"
        elif at != end - 1 and not _joins(tokens, at, end, index, careful):
            break
    return end


def _joins(tokens: Tokens, at: int, end: int, start: int, careful: bool) -> bool:
    """Whether the word at `at` can stand between the nouns of a title; `end` is after the last."""
    word, behind_noun = tokens.word(at), at == end > start
    if tokens.punct(at, ","):
        after = tokens.word(at + 1)
        if not behind_noun:
            return bool(after)
        return after[:1].isupper() or after in ("zur", "zum") or tokens.word(at - 1).endswith("-")
    if starts_date(tokens, at):
        return False
    if word not in SUBJECT_WORDS:
        return bool(ADJECTIVE.fullmatch(word)) and not behind_noun
    if not careful or at == start:
        return True
    return not (word in _ADJUNCT or behind_noun and word in _AGAIN)

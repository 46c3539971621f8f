"""Reads one citation string, as a person types it or a service package gives it."""

from dataclasses import replace
from functools import lru_cache

from legal.citations.chain import Chain, read_bare, read_chain
from legal.citations.heads import HEAD_WORDS, read_head, read_separator
from legal.citations.laws import read_law
from legal.citations.levels import LEVEL_OF, roman
from legal.citations.relative import read_steps_of, read_this, resolve
from legal.citations.tokens import NUM, WORD, Tokens
from legal.citations.types import MAX_CITATION, Citation
from legal.citations.words import words

_ARTICLE_LAWS = words("GG EGBGB EGAO EGStGB EGZPO EMRK AEUV EUV GRCh DSGVO WRV BV")
_FOLDED = {word.casefold(): word for word in (*LEVEL_OF, *HEAD_WORDS) if len(word) > 1}


def parse(text: str, context: Citation | None = None) -> tuple[Citation, ...]:
    """The citations of a string that is nothing but a citation or several joined ones.

    Also takes what people type: "28 abs 2 vwvfg", "VwVfG 28", "§28II3".
    context: the norm that "Absatz 2" or a § without a law is to be read in; without it such a
        reference keeps norm "" and law None.
    Empty for any other text, and for one longer than MAX_CITATION characters.
    """
    return _parse(text, context) if len(text) <= MAX_CITATION else ()


@lru_cache(maxsize=4096)  # the same citations come again on every page
def _parse(text: str, context: Citation | None) -> tuple[Citation, ...]:
    tokens = Tokens(text)
    _unfold(tokens)
    citations = _read_all(tokens)
    return tuple(resolve(one, context) if context else one for one in citations)


def _read_all(tokens: Tokens) -> list[Citation]:
    """All chains of the text with what joins them; empty if anything else is left."""
    citations: list[Citation] = []
    index, joint = 0, ""
    while chain := _read(tokens, index):
        new = list(chain.citations)
        if joint and citations:  # "§ 5 VwVfG i. V. m. Abs. 2" is Absatz 2 of the norm before
            new = [one if one.kind else resolve(one, citations[-1]) for one in new]
        new[0] = replace(new[0], conjoined=new[0].conjoined or joint == "with")
        citations += new
        index = chain.end
        if index == len(tokens) or tokens.punct(index, ".") and index + 1 == len(tokens):
            return citations
        joined = read_separator(tokens, index)
        if not joined and not tokens.punct(index, ";"):
            break
        index, joint = (joined.end, joined.kind) if joined else (index + 1, "")
    return []


def _unfold(tokens: Tokens) -> None:
    """Brings "abs", "ART" and "ii" to the form that the readers know."""
    for index, token in enumerate(tokens.items):
        if token.kind != WORD:
            continue
        known = _FOLDED.get(token.text.casefold(), token.text)
        shortened = tokens[index - 1].kind == NUM and len(known) > 1  # "28 ii"
        if shortened and known.islower() and roman(known.upper()):
            known = known.upper()
        if known != token.text:
            tokens.items[index] = token._replace(text=known)


def _read(tokens: Tokens, index: int) -> Chain | None:
    """A chain at index in any of the forms that people write."""
    if read_head(tokens, index):
        return read_chain(tokens, index, folded=True)
    if tokens[index].kind == NUM and (bare := read_bare(tokens, index)) and bare.named:
        return _with_kind(bare, bare.citations[0].law)
    return (
        read_steps_of(tokens, index) or read_this(tokens, index) or _read_law_first(tokens, index)
    )


def _read_law_first(tokens: Tokens, index: int) -> Chain | None:
    """ "VwVfG § 28", "BGB 823"."""
    law = read_law(tokens, index, folded=True)
    if not law or not law.name:
        return None
    if read_head(tokens, law.end):
        chain = read_chain(tokens, law.end)
    else:
        chain = read_bare(tokens, law.end) if tokens[law.end].kind == NUM else None
        chain = _with_kind(chain, law.name) if chain else None
    if not chain or chain.named:
        return None
    bound = tuple(replace(one, law=law.name, edition=law.edition) for one in chain.citations)
    return Chain(bound, chain.end, True)


def _with_kind(chain: Chain, law: str | None) -> Chain:
    """A number typed without "§" is an article where the law has articles."""
    if law not in _ARTICLE_LAWS:
        return chain
    return chain._replace(citations=tuple(replace(one, kind="Art.") for one in chain.citations))

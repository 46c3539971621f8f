"""Finds citations in running text, and leaves out what only looks like one."""

import re
from collections.abc import Iterator

from legal.citation_chain import Chain, read_chain
from legal.citation_heads import read_head
from legal.citation_tokens import NUM, WORD, Tokens
from legal.citation_types import MAX_TEXT, Citation, CitationError, Found

_MARGINAL = frozenset("Rn Rz RdNr Rdnr Rdn Randnr Randnummer Randziffer Anm Rspr".split())
_REPORTERS = frozenset("SozR Buchholz BGHR AP EzA SozSich HFR".split())
_AGREEMENT = re.compile(
    r"(?:TV|MTV|RTV|BAT|BMT|AVR)(?![a-z])|[A-ZÄÖÜ]\w*TV$|\w*(?:vereinbarung|mantelvertrag)"
)


def find(text: str, context: Citation | None = None) -> list[Found]:
    """Every citation in a running text, in its order, with exact offsets.

    context: the norm the text is taken from; a § without a law then belongs to its law.
    Raises CitationError for a text longer than MAX_TEXT characters. Linear in the text's length.
    """
    if len(text) > MAX_TEXT:
        raise CitationError(f"text of {len(text)} characters, at most {MAX_TEXT} are read at once")
    return list(_find(Tokens(text)))


def _find(tokens: Tokens) -> Iterator[Found]:
    index = 0
    while index < len(tokens):
        chain = read_chain(tokens, index) if read_head(tokens, index) else None
        if not chain:
            index += 1
            continue
        if _counts(tokens, index, chain):
            yield _found(tokens, index, chain)
        index = chain.end


def _found(tokens: Tokens, index: int, chain: Chain) -> Found:
    start, end = tokens[index].start, tokens[chain.end - 1].end
    return Found(start, end, tokens.text[start:end], chain.citations)


def _counts(tokens: Tokens, index: int, chain: Chain) -> bool:
    """Whether a chain is a citation of law: no marginal number, reporter or collective agreement."""
    if chain.citations[0].kind != "§" and not chain.named:
        return (
            tokens.punct(index + 1, ".")
            or len(tokens[index].text) > 3
            and chain.citations[0].kind == "Art."
        )
    if _is_marginal(tokens, chain.end) or _is_reporter(tokens, index):
        return False
    return not _AGREEMENT.match(chain.citations[-1].law or "")


def _is_marginal(tokens: Tokens, index: int) -> bool:
    """ "§ 85 Rz 2", "§ 24 PatG, Rn. 62": a place in a commentary."""
    index += tokens.punct(index, ",")
    return tokens.word(index) in _MARGINAL


def _is_reporter(tokens: Tokens, index: int) -> bool:
    """ "SozR 4-2500 § 27 Nr 5", "Buchholz 310 § 53 VwGO Nr. 6": a decision in a reporter."""
    for at in range(index - 1, max(index - 8, -1), -1):
        token = tokens[at]
        if token.kind == WORD and token.text in _REPORTERS:
            return True
        if token.kind != NUM and not tokens.punct(at, ".-–") and token.text not in ("Nr", "zu"):
            return False
    return False

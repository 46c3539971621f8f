"""Finds citations in running text, and leaves out what only looks like one."""

from collections.abc import Iterator

from legal.citation_chain import Chain, read_chain
from legal.citation_heads import read_head
from legal.citation_names import names
from legal.citation_tokens import NUM, WORD, Tokens
from legal.citation_types import MAX_TEXT, Citation, CitationError, Found
from legal.citation_words import AGREEMENT, MARGINAL, REPORTERS


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
    """Whether a chain is a citation of law, not of a commentary, reporter or collective agreement."""
    if _is_marginal(tokens, chain.end) or _is_reporter(tokens, index):
        return False
    first, last = chain.citations[0], chain.citations[-1]
    if first.kind != "§" and not chain.named:
        dotted = tokens.punct(index + 1, ".") or len(tokens[index].text) > len("Art")
        return first.kind == "Art." and dotted
    return not AGREEMENT.match(last.law or "")


def _is_marginal(tokens: Tokens, index: int) -> bool:
    """ "§ 85 Rz 2", "§ 24 PatG, Rn. 62": a place in a commentary."""
    index += tokens.punct(index, ",")
    return tokens.word(index) in MARGINAL


def _is_reporter(tokens: Tokens, index: int) -> bool:
    """ "SozR 4-2500 § 27 Nr 5", "BGHR StGB § 57": a decision, "Nr. 6615/03, § 22": a judgment."""
    if (
        tokens.punct(index - 1, ",")
        and tokens.punct(index - 3, "/")
        and tokens[index - 2].kind == NUM
    ):
        return True
    for at in range(index - 1, max(index - 8, -1), -1):
        token = tokens[at]
        if token.kind == WORD and token.text in REPORTERS:
            return True
        law = at == index - 1 and token.text in names().exact
        if not (law or token.kind == NUM or tokens.punct(at, ".-–") or token.text in ("Nr", "zu")):
            return False
    return False

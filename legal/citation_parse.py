"""Reads one citation string, as a person types it or a service package gives it."""

from dataclasses import replace

from legal.citation_chain import read_chain
from legal.citation_heads import read_separator
from legal.citation_tokens import Tokens
from legal.citation_types import MAX_CITATION, Citation


def parse(text: str, context: Citation | None = None) -> tuple[Citation, ...]:
    """The citations of a string that is nothing but a citation or several joined ones.

    Empty for any other text, and for one longer than MAX_CITATION characters.
    """
    if len(text) > MAX_CITATION:
        return ()
    tokens = Tokens(text)
    index, citations, conjoined = 0, [], False
    while index < len(tokens):
        chain = read_chain(tokens, index, folded=True)
        if not chain:
            return ()
        first, *others = chain.citations
        citations += [replace(first, conjoined=conjoined or first.conjoined), *others]
        index = chain.end
        joined = read_separator(tokens, index)
        if joined:
            index, conjoined = joined.end, joined.kind == "with"
        elif tokens.punct(index, ";"):
            index, conjoined = index + 1, False
        elif index < len(tokens):
            return ()
    return tuple(citations)

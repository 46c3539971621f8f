"""Finds citations in running text, and leaves out what only looks like one."""

from collections.abc import Iterator

from legal.citations.chain import Chain, read_chain
from legal.citations.heads import ANNEXES, read_head
from legal.citations.names import names
from legal.citations.relative import read_steps_of, read_this, resolve, starts_steps
from legal.citations.tokens import NUM, WORD, Tokens
from legal.citations.types import MAX_TEXT, Citation, CitationError, Found
from legal.citations.words import (
    AGREEMENT,
    CONTRACT,
    GENERIC,
    MARGINAL,
    REPORTERS,
    STATE_TREATY,
    words,
)

_OF_PARTIES = words("des der dieses dieser ihres ihrer seines seiner unseres unserer")


def find(text: str, context: Citation | None = None) -> list[Found]:
    """Every citation in a running text, in its order, with exact offsets.

    context: the norm the text is taken from. A § without a law then belongs to its law, and
        "Absatz 2", "Satz 1", "dieser Vorschrift" are found and completed from it.
    Left out: places in commentaries ("§ 85 Rz 2") and reporters ("SozR 4-2500 § 27 Nr. 5"), what
    parties agreed (collective agreements, contracts), and an Anlage or "Art 3" without a law.
    Raises CitationError for a text longer than MAX_TEXT characters. Linear in the text's length.
    """
    if len(text) > MAX_TEXT:
        raise CitationError(
            f"text of {len(text)} characters: at most {MAX_TEXT} are read for citations at once"
        )
    return list(_find(Tokens(text), context))


def _find(tokens: Tokens, context: Citation | None) -> Iterator[Found]:
    index = 0
    while index < len(tokens):
        chain = _read(tokens, index, context)
        if not chain:
            index += 1
            continue
        if _counts(tokens, index, chain, context):
            start, end = tokens[index].start, tokens[chain.end - 1].end
            targets = chain.citations
            if context and not _is_of_other_act(tokens, chain):
                targets = tuple(resolve(target, context) for target in targets)
            yield Found(start, end, tokens.text[start:end], targets)
        index = chain.end


def _read(tokens: Tokens, index: int, context: Citation | None) -> Chain | None:
    """The chain that starts at index, counted or not."""
    if read_head(tokens, index):
        return read_chain(tokens, index)
    if starts_steps(tokens, index):
        return read_steps_of(tokens, index)
    return read_this(tokens, index) if context else None


def _counts(tokens: Tokens, index: int, chain: Chain, context: Citation | None) -> bool:
    """Whether a chain is a citation of law: none of a commentary, reporter or agreement."""
    first, last = chain.citations[0], chain.citations[-1]
    if _is_marginal(tokens, chain.end) or _is_reporter(tokens, index):
        return False
    if first.kind in ANNEXES:  # "Anlage 1" alone may be one of the letter's own
        return chain.named or context is not None or last.kind == "§"
    if first.kind == "Art." and not chain.named:  # "Art 3" may be a kind of something
        return tokens.text[tokens[index].start :][:4] != "Art "
    if AGREEMENT.match(last.law or "") or not chain.named and _is_contract(tokens, chain.end):
        return False
    return bool(first.kind or context)


def _is_of_other_act(tokens: Tokens, chain: Chain) -> bool:
    """ "§ 5 des Gesetzes" in an ordinance: an act named before, and none that we could tell."""
    noun = tokens.word(chain.end + 1).casefold()
    return not chain.named and tokens.word(chain.end) in ("des", "der") and noun in GENERIC


def _is_contract(tokens: Tokens, index: int) -> bool:
    """ "§ 7 des Arbeitsvertrags", "§ 3 der geltenden AGB": agreed between parties."""
    if tokens.word(index) not in _OF_PARTIES:
        return False
    nouns = [word for at in range(index + 1, index + 4) if (word := tokens.word(at))[:1].isupper()]
    return any(CONTRACT.fullmatch(noun) and not STATE_TREATY.fullmatch(noun) for noun in nouns)


def _is_marginal(tokens: Tokens, index: int) -> bool:
    """ "§ 85 Rz 2", "§ 24 PatG, Rn. 62": a place in a commentary."""
    index += tokens.punct(index, ",")
    return tokens.word(index) in MARGINAL


def _is_reporter(tokens: Tokens, index: int) -> bool:
    """ "SozR 4-2500 § 27 Nr 5", "BGHR StGB § 57", "Nr. 6615/03, § 22": a published decision."""
    number = tokens[index - 2].kind == NUM and tokens.punct(index - 3, "/")
    if number and tokens.punct(index - 1, ","):
        return True
    for at in range(index - 1, max(index - 8, -1), -1):
        token = tokens[at]
        if token.kind == WORD and token.text in REPORTERS:
            return True
        law = at == index - 1 and token.text in names().exact
        if not (law or token.kind == NUM or tokens.punct(at, ".-–") or token.text in ("Nr", "zu")):
            return False
    return False

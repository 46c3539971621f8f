"""References that need their surroundings: "Satz 1 des § 5", "Absatz 2", "dieser Vorschrift"."""

from dataclasses import replace

from legal.citations.chain import Chain, read_chain, read_relative
from legal.citations.heads import read_head
from legal.citations.levels import LEVEL_OF, RANK
from legal.citations.steps import read_step
from legal.citations.tokens import NUM, Tokens
from legal.citations.types import Citation
from legal.citations.words import THESE, words

_OF = words("des der von vom in im dem")
_STARTING = words("absatz unterabsatz satz halbsatz nummer buchstabe doppelbuchstabe")
_NESTED = 3  # "Nr. 3 des Satzes 1 des Absatzes 2 des § 5"
_THIS_NORM = words("Vorschrift Paragraphen Paragrafen Paragraph Artikels Artikel Bestimmung Norm")


def read_steps_of(tokens: Tokens, index: int, depth: int = _NESTED) -> Chain | None:
    """Steps before what they belong to: "Satz 1 des § 5 Abs. 2" is § 5 Abs. 2 Satz 1.

    Without a norm behind them the citations stay relative (kind ""), for resolve() to complete.
    """
    leading = read_relative(tokens, index)
    if not leading or tokens.word(leading.end) not in _OF or not depth:
        return leading
    at = leading.end + 1
    if read_head(tokens, at):
        whole = read_chain(tokens, at)
    else:
        whole = read_steps_of(tokens, at, depth - 1) if read_step(tokens, at) else None
    if not whole:
        return leading
    first, *others = whole.citations
    inner = [
        replace(first, steps=(*first.steps, *citation.steps), until=citation.until)
        for citation in leading.citations
    ]
    return Chain((*inner, *others), whole.end, whole.named)


def starts_steps(tokens: Tokens, index: int) -> bool:
    """Whether steps without a norm may start at index (cheap check)."""
    word = tokens.word(index)
    level = LEVEL_OF.get(word)
    if level:
        return level in _STARTING and len(word) > 1 and not _is_document_number(tokens, index)
    level = LEVEL_OF.get(tokens.word(index + 1)) or LEVEL_OF.get(tokens.word(index + 2))
    return level in ("satz", "halbsatz")


def _is_document_number(tokens: Tokens, index: int) -> bool:
    """ "(EU) Nr. 1307/2013", "BGBl. 2023 I Nr. 199", "Artikel K.3 Absatz 2": of another document.

    Not so behind the number or letter of the text's own part: "(2) Absatz 1", "a) Nummer 2",
    "1Satz 3" (a sentence's number, printed without a blank).
    """
    if tokens[index - 1].kind == NUM:
        return tokens[index - 1].end < tokens[index].start
    if LEVEL_OF[tokens.word(index)] != "nummer":
        return False
    if tokens.punct(tokens.skip_dot(index + 1) + 1, "/"):
        return True
    if tokens.punct(index - 1, ")"):
        return tokens.word(index - 2)[:1].isupper()
    return tokens.word(index - 1) in ("I", "II")


def read_this(tokens: Tokens, index: int) -> Chain | None:
    """ "dieser Vorschrift", "dieses Absatzes": the norm, or its level, that the text stands in."""
    if tokens.word(index) not in THESE:
        return None
    noun = tokens.word(index + 1)
    if noun in _THIS_NORM:
        return Chain((Citation("", kind=""),), index + 2, False)
    return None


def resolve(citation: Citation, context: Citation) -> Citation:
    """A citation as it reads inside the norm `context`.

    A norm without a law belongs to the context's law. A relative reference keeps the steps of the
    context that contain its own ("Satz 1" in Absatz 2 Nr. 3 is Absatz 2 Satz 1).
    """
    if citation.kind:
        return citation if citation.law else replace(citation, law=context.law)
    base = context.steps if citation.steps else ()
    if citation.steps:
        rank = min(RANK[step.level] for step in citation.steps)
        base = tuple(step for step in base if RANK[step.level] < rank)
    return replace(
        citation,
        kind=context.kind,
        norm=context.norm,
        part=context.part,
        law=context.law,
        edition=context.edition,
        steps=(*base, *citation.steps),
    )

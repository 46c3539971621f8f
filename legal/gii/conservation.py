"""Checks that reading a law lost nothing, against a plain walk of its XML."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from legal.gii.model import Body, Law, LawNorm
from legal.gii.parse import parse_xml


def losses(data: bytes, law: Law) -> list[str]:
    """What of the file `data` is missing in or was added to `law`; empty when nothing was.

    Compared are the number of norm nodes and, norm by norm and in order, every character of text
    that is no white space, and in the metadata every field that a reader or citation could need.
    """
    elements = parse_xml(data, law.doknr).findall("norm")
    if len(elements) != len(law.norms):
        return [f"{len(elements)} norm nodes, {len(law.norms)} read"]
    found = []
    for element, norm in zip(elements, law.norms, strict=True):
        found += [f"{norm.doknr} {where}" for where in _norm_losses(element, norm, law)]
    return found


def _norm_losses(element: etree._Element, norm: LawNorm, law: Law) -> Iterator[str]:
    for part, body in (("text", norm.body), ("fussnoten", norm.notes)):
        plain = "".join(_solid(text) for text in element.findall(f"textdaten/{part}"))
        if plain != "".join(_told(body)):
            yield f"{part}: {_first_difference(plain, ''.join(_told(body)))}"
    meta = element.find("metadaten")
    if meta is not None:
        kept = _squeezed(" ".join(_kept_metadata(norm, law)))
        for field in meta.iter("*"):
            if not len(field) and _squeezed(field.text or "") not in kept:
                yield f"metadata: {field.tag} {field.text!r}"


def _solid(element: etree._Element) -> str:
    return _squeezed("".join(map(str, element.itertext())))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _told(body: Body) -> Iterator[str]:
    """The body's characters, the lawmaker's sentence numbers put back where they stood."""
    at = 0
    for node in body.walk():
        if node.kind == "sentence":
            yield _squeezed(body.text[at : node.start])
            yield _squeezed(node.attr("n"))
            at = node.start
    yield _squeezed(body.text[at:])


def _first_difference(plain: str, told: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(plain, told, strict=False)) if a != b), -1)
    at = min(len(plain), len(told)) if at < 0 else at
    return f"{plain[at : at + 40]!r} became {told[at : at + 40]!r}"


def _kept_metadata(norm: LawNorm, law: Law) -> Iterator[str]:
    yield from (norm.enbez, norm.title)
    for unit in norm.outline:
        yield from unit
    yield from (*law.names, *law.other_names)
    yield from (law.official_short, law.short_title, law.long_title, law.issued_on)
    for pair in (*law.gazettes, *law.stand):
        yield from pair

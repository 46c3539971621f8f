"""A law file to a `Law`."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from legal.gii.body import read_body
from legal.gii.keys import key_of_norm, key_of_outline, unique_keys
from legal.gii.model import Body, Gazette, Law, LawError, LawNorm, OutlineUnit, Stand
from legal.gii.parse import parse_xml

READER_VERSION = 1  # raise it when the same file reads differently: imports then read it again


def read_law(data: bytes, name: str) -> Law:
    """Read one law of the portal's form (`dokumente > norm > metadaten, textdaten`).

    `name` is what an error calls the file (the slug as a rule). Raises LawError.
    """
    root = parse_xml(data, name)
    if root.tag != "dokumente":
        raise LawError(name, f"is no law file: its root is <{root.tag}>, not <dokumente>")
    elements = root.findall("norm")
    if not elements:
        raise LawError(name, "holds no norm")
    head = elements[0].find("metadaten")
    if head is None or not _text(head.find("jurabk")):
        raise LawError(name, "has no head with a short name (jurabk)")
    _refuse_repetition(elements, name)
    return _law(root, head, _norms(elements))


def _refuse_repetition(elements: list[etree._Element], name: str) -> None:
    seen = set()
    for element in elements:
        doknr = element.get("doknr", "")
        if doknr in seen:
            raise LawError(name, f"lists the norm {doknr} twice")
        seen.add(doknr)


def _law(root: etree._Element, head: etree._Element, norms: list[LawNorm]) -> Law:
    names = tuple(filter(None, map(_text, head.findall("jurabk"))))
    told = dict.fromkeys(map(_text, root.iterfind("norm/metadaten/jurabk")))
    return Law(
        doknr=root.get("doknr", ""),
        build_date=root.get("builddate", ""),
        names=names,
        other_names=tuple(name for name in told if name and name not in names),
        official_short=_text(head.find("amtabk")),
        short_title=_text(head.find("kurzue")),
        long_title=_text(head.find("langue")),
        issued_on=_text(head.find("ausfertigung-datum")),
        gazettes=tuple(
            Gazette(_text(place.find("periodikum")), _text(place.find("zitstelle")))
            for place in head.findall("fundstelle")
        ),
        stand=tuple(
            Stand(_text(entry.find("standtyp")), _text(entry.find("standkommentar")))
            for entry in head.findall("standangabe")
        ),
        norms=tuple(norms),
    )


def _norms(elements: list[etree._Element]) -> list[LawNorm]:
    outline: tuple[OutlineUnit, ...] = ()
    norms = []
    for position, element in enumerate(elements):
        meta = element.find("metadaten")
        unit = None if meta is None else meta.find("gliederungseinheit")
        if unit is not None:
            outline = _descend(outline, unit)
        norms.append(_norm(element, meta, outline, position))
    keys = unique_keys((norm.key, _around(norm)) for norm in norms)
    return [replace(norm, key=key) for norm, key in zip(norms, keys, strict=True)]


def _descend(outline: tuple[OutlineUnit, ...], unit: etree._Element) -> tuple[OutlineUnit, ...]:
    code = _text(unit.find("gliederungskennzahl"))
    here = OutlineUnit(
        code, _text(unit.find("gliederungsbez")), _text(unit.find("gliederungstitel"))
    )
    return (*(above for above in outline if len(above.code) < len(code)), here)


def _around(norm: LawNorm) -> tuple[OutlineUnit, ...]:
    return norm.outline[:-1] if norm.kind == "outline" else norm.outline


def _norm(
    element: etree._Element,
    meta: etree._Element | None,
    outline: tuple[OutlineUnit, ...],
    position: int,
) -> LawNorm:
    enbez = "" if meta is None else _text(meta.find("enbez"))
    if enbez:
        kind, key = "norm", key_of_norm(enbez, outline)
    elif position == 0:
        kind, key = "head", "head"
    else:
        kind, key = "outline", key_of_outline(outline)
    titles = () if meta is None else _titles(meta)
    return LawNorm(
        doknr=element.get("doknr", ""),
        build_date=element.get("builddate", ""),
        kind=kind,
        key=key,
        enbez=enbez,
        title=_text(None if meta is None else meta.find("titel")),
        outline=outline,
        position=position,
        body=_body(element, "text"),
        notes=_body(element, "fussnoten"),
        title_footnotes=tuple(ref.get("ID", "") for title in titles for ref in title.iter("FnR")),
    )


def _titles(meta: etree._Element) -> tuple[etree._Element, ...]:
    found = (meta.find("titel"), meta.find("langue"), meta.find("kurzue"))
    unit = meta.find("gliederungseinheit/gliederungstitel")
    return tuple(element for element in (*found, unit) if element is not None)


def _body(element: etree._Element, part: str) -> Body:
    return read_body(child for text in element.findall(f"textdaten/{part}") for child in text)


def _text(element: etree._Element | None) -> str:
    """The text inside `element` on one line; a line break in it counts as a space."""
    if element is None:
        return ""
    if not len(element):
        return _folded(element.text or "")
    pieces = []
    for part in element.iter():
        if part.tag == "BR":
            pieces.append(" ")
        pieces.append(part.text or "")
        if part is not element:
            pieces.append(part.tail or "")
    return _folded("".join(pieces))


def _folded(text: str) -> str:
    return " ".join(text.split())

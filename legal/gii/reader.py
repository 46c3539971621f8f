"""A law file to a `Law`."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from legal.gii.body import read_body
from legal.gii.keys import key_of_norm, key_of_outline, unique_keys
from legal.gii.model import Body, Gazette, Law, LawError, LawNorm, OutlineUnit, Stand
from legal.gii.parse import parse_xml

MAX_NORM_TEXT = 2_000_000  # characters; all norms of the longest federal law have 1.3 million
MAX_OUTLINE_CODE = 60  # digits, three a level; the deepest federal law has 18
SAID_OFTEN = {"jurabk", "fundstelle", "standangabe"}  # what metadata may hold several of
RECORDS = {"fundstelle", "standangabe", "gliederungseinheit"}  # metadata made of fields
ELEMENTS_ONLY = (  # text beside their elements would be lost
    *("dokumente", "norm", "metadaten", "textdaten", "text", "fussnoten", *RECORDS),
    *("DL", "DD", "table", "tgroup", "thead", "tbody", "tfoot", "row"),
)
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
    for metadata in root.iterfind("norm/metadaten"):
        _refuse_doubled(metadata, name)
    _refuse_stray_text(root, name)
    return _law(root, head, _norms(elements, name))


def _refuse_repetition(elements: list[etree._Element], name: str) -> None:
    seen = set()
    for element in elements:
        doknr = element.get("doknr", "")
        if doknr in seen:
            raise LawError(name, f"lists the norm {doknr} twice")
        seen.add(doknr)


def _refuse_doubled(metadata: etree._Element, name: str) -> None:
    """What is said once would be lost the second time. No law of the portal says it twice."""
    for element in (metadata, *(child for child in metadata if child.tag in RECORDS)):
        tags = [child.tag for child in element if child.tag not in SAID_OFTEN]
        if len(tags) != len(set(tags)):
            twice = next(tag for tag in tags if tags.count(tag) > 1)
            raise LawError(name, f"says in its {element.tag} twice what its {twice!s} is")


def _refuse_stray_text(root: etree._Element, name: str) -> None:
    for element in root.iter(*ELEMENTS_ONLY):
        text = element.text
        stray = text and not text.isspace()
        for one in element:
            tail = one.tail
            stray = stray or (tail and not tail.isspace())
        if stray:
            raise LawError(name, f"has text in its {element.tag} where only elements may stand")


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


class _Found(NamedTuple):
    """A norm node before its key is settled; `meta` and `data` hold the children by tag."""

    element: etree._Element
    meta: dict[str, etree._Element]
    data: dict[str, list[etree._Element]]
    kind: str
    enbez: str
    outline: tuple[OutlineUnit, ...]


def _norms(elements: list[etree._Element], name: str) -> list[LawNorm]:
    outline: tuple[OutlineUnit, ...] = ()
    found = []
    for position, element in enumerate(elements):
        meta, data = _parts(element)
        unit = meta.get("gliederungseinheit")
        if unit is not None:
            outline = _descend(outline, unit, name)
        enbez = _text(meta.get("enbez"))
        kind = "norm" if enbez else "outline" if position else "head"
        found.append(_Found(element, meta, data, kind, enbez, outline))
    keys = unique_keys(map(_wished_key, found))
    norms = []
    for position, (norm, key) in enumerate(zip(found, keys, strict=True)):
        read = _norm(norm, key, position)
        if max(len(read.body.text), len(read.notes.text)) > MAX_NORM_TEXT:
            raise LawError(name, f"has more than {MAX_NORM_TEXT} characters in {norm.enbez or key}")
        norms.append(read)
    return norms


def _parts(
    element: etree._Element,
) -> tuple[dict[str, etree._Element], dict[str, list[etree._Element]]]:
    """The children of metadaten by tag (the first of each), and those of textdaten."""
    meta: dict[str, etree._Element] = {}
    data: dict[str, list[etree._Element]] = {}
    for part in element:
        for child in part:
            if part.tag == "metadaten":
                meta.setdefault(str(child.tag), child)
            else:
                data.setdefault(str(child.tag), []).append(child)
    return meta, data


def _descend(
    outline: tuple[OutlineUnit, ...], unit: etree._Element, name: str
) -> tuple[OutlineUnit, ...]:
    code = _text(unit.find("gliederungskennzahl"))
    if len(code) > MAX_OUTLINE_CODE:
        raise LawError(name, f"has an outline deeper than {MAX_OUTLINE_CODE // 3} levels")
    here = OutlineUnit(
        code, _text(unit.find("gliederungsbez")), _text(unit.find("gliederungstitel"))
    )
    return (*(above for above in outline if len(above.code) < len(code)), here)


def _wished_key(norm: _Found) -> tuple[str, tuple[OutlineUnit, ...]]:
    """The key the norm would like, and the outline around it that settles a clash."""
    if norm.kind == "norm":
        return key_of_norm(norm.enbez, norm.outline), norm.outline
    if norm.kind == "outline":
        return key_of_outline(norm.outline), norm.outline[:-1]
    return "head", ()


def _norm(norm: _Found, key: str, position: int) -> LawNorm:
    return LawNorm(
        doknr=norm.element.get("doknr", ""),
        build_date=norm.element.get("builddate", ""),
        kind=norm.kind,
        key=key,
        enbez=norm.enbez,
        title=_text(norm.meta.get("titel")),
        outline=norm.outline,
        position=position,
        body=_body(norm.data.get("text", [])),
        notes=_body(norm.data.get("fussnoten", [])),
        title_footnotes=_title_footnotes(norm.meta),
    )


_TITLES = ("titel", "langue", "kurzue", "gliederungseinheit")


def _title_footnotes(meta: dict[str, etree._Element]) -> tuple[str, ...]:
    titles = (meta[name] for name in _TITLES if name in meta and len(meta[name]))
    return tuple(ref.get("ID", "") for title in titles for ref in title.iter("FnR"))


def _body(texts: list[etree._Element]) -> Body:
    if not any(map(len, texts)):
        return Body()
    return read_body(child for text in texts for child in text)


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

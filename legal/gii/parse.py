"""Bytes to an element tree, refusing what could harm or mislead: no DTD, network or entities."""

from __future__ import annotations

import re

from lxml import etree

from legal.gii.model import LawError

_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = frozenset((b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252"))
# About five times what the largest federal laws have; they bound the memory that one may take.
MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 600_000


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of `data`; `name` is what an error calls the file.

    Raises LawError for anything too large, not well-formed, wrongly encoded, or with entities of
    its own (a DTD may be named, as the portal does, but is never read).
    """
    if len(data) > MAX_BYTES:
        raise LawError(name, f"larger than {MAX_BYTES // 1024 // 1024} MB")
    if data.count(b"<") > MAX_TAGS:
        raise LawError(name, f"has more than {MAX_TAGS} tags")
    _refuse_encoding(data, name)
    if b"<!ENTITY" in data:
        raise LawError(name, "declares entities of its own, which a law never needs")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise LawError(name, f"not well-formed XML: {error}") from error
    except (ValueError, LookupError) as error:
        raise LawError(name, f"cannot be decoded: {error}") from error
    _refuse_entities(root, name)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_encoding(data: bytes, name: str) -> None:
    """Only encodings in which ASCII stands for itself, so that what is searched for is found."""
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].lower() if declared else b"utf-8"
    if b"\0" in data[:4] or encoding not in _ENCODINGS:
        raise LawError(name, "is not in UTF-8, the encoding of the portal")


def _refuse_entities(root: etree._Element, name: str) -> None:
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise LawError(name, f"refers to the undefined entity {entity.text}")

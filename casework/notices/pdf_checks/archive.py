"""Checks of a PDF as an archive file: PDF/A-3a, ISO 19005-3 (clauses in brackets)."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_KNOWN_SCHEMAS = {
    PDFA,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/xap/1.0/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
    "adobe:ns:meta/",
}
_FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript",
                      "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"}  # fmt: skip


def file_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Identifier, no encryption, no LZW, no content kept outside the file (6.1.3, 6.1.7)."""
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "no file identifier (6.1.3)"
    if pdf.is_encrypted:
        yield "encrypted (6.1.3)"
    for stream in _streams(pdf):
        if "/F" in stream or "/LZWDecode" in str(stream.get("/Filter", "")):
            yield "a stream is external or LZW compressed (6.1.7)"


def identification(pdf: pikepdf.Pdf) -> Iterator[str]:
    """XMP says PDF/A-3a and PDF/UA-1 and describes the schemas it uses (6.6)."""
    packet = packet_of(pdf)
    if (property_of(packet, PDFA, "part"), property_of(packet, PDFA, "conformance")) != ("3", "A"):
        yield "XMP does not say PDF/A-3a (6.6.4)"
    if property_of(packet, PDFUA, "part") != "1":
        yield "XMP does not say PDF/UA-1 (ISO 14289-1, 5)"
    if len(packet.findall(".//{*}RDF")) != 1:
        yield "XMP must hold one rdf:RDF (6.6.2.1)"
    described = {node.text for node in packet.iter("{*}namespaceURI")}
    used = {etree.QName(node).namespace for node in packet.iter("{*}*")}
    for namespace in sorted(filter(None, used - _KNOWN_SCHEMAS - described)):
        yield f"XMP uses {namespace} without describing it (6.6.2.3)"


def document_information(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The old information dictionary says what XMP says (6.6.3)."""
    xmp = pdf.open_metadata(set_pikepdf_as_editor=False)
    pairs = {
        "/Title": xmp.get("dc:title"),
        "/Subject": xmp.get("dc:description"),
        "/Author": ", ".join(xmp.get("dc:creator", [])),
        "/Creator": xmp.get("xmp:CreatorTool"),
        "/Producer": xmp.get("pdf:Producer"),
        "/CreationDate": _pdf_date(xmp.get("xmp:CreateDate")),
        "/ModDate": _pdf_date(xmp.get("xmp:ModifyDate")),
    }
    for key, value in pairs.items():
        if str(pdf.docinfo.get(key, "")) != (value or ""):
            yield f"{key} differs from XMP (6.6.3)"


def colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    """One output intent with an RGB profile, so that device RGB means something (6.2.3)."""
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "needs exactly one output intent GTS_PDFA1 (6.2.3)"
        return
    profile = intents[0].get("/DestOutputProfile")
    if profile is None or profile.get("/N") != 3 or profile.read_bytes()[16:20] != b"RGB ":
        yield "the output intent has no RGB profile (6.2.3)"


def no_actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    """No scripts, no forbidden or automatic actions, no forms made by XFA (6.4, 6.5)."""
    for owner in (pdf.Root, pdf.Root.get("/Names", {}), *pdf.pages):
        if "/AA" in owner or "/JavaScript" in owner:
            yield "automatic actions or scripts (6.5.2)"
    if "/OpenAction" in pdf.Root or "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "an action on opening, or an XFA form (6.4, 6.5)"
    for action in _dictionaries(pdf):
        if action.get("/S") in _FORBIDDEN_ACTIONS:
            yield f"forbidden action {action['/S']} (6.5.1)"


def embedded_files(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each embedded file is associated, described and dated (6.8)."""
    associated = [file.objgen for file in pdf.Root.get("/AF", [])]
    if len(set(associated)) != len(associated):
        yield "an embedded file is associated twice (6.8)"
    for name, spec in pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).items():
        if spec.objgen not in associated or spec.get("/AFRelationship") != "/Data":
            yield f"{name} is not associated as data (6.8)"
        if not all(key in spec for key in ("/F", "/UF", "/Desc")):
            yield f"{name} lacks its file name or description (6.8)"
        file = spec.EF.F
        if "/Subtype" not in file or "/ModDate" not in file.get("/Params", {}):
            yield f"{name} lacks its type or date (6.8)"


def pictures(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Pictures are plain: not smoothed by the reader, no alternates, no transparency (6.2.8)."""
    for stream in _streams(pdf):
        if stream.get("/Subtype") == "/Image":
            if stream.get("/Interpolate", False) is True:
                yield "a picture asks to be smoothed (6.2.8)"
            if "/Alternates" in stream or "/OPI" in stream:
                yield "a picture has alternates (6.2.8)"
            if "/SMask" in stream:
                yield "a picture is transparent, which letters do without (6.2.10)"


def seals(pdf: pikepdf.Pdf) -> Iterator[str]:
    """At most one signature, a PAdES seal over the whole file that permits no change (6.4.3)."""
    form: Any = pdf.Root.get("/AcroForm", {})
    if form.get("/NeedAppearances", False) is True:
        yield "fields without their appearance (6.4.1)"
    fields = list(form.get("/Fields", []))
    if any(one.get("/FT") != "/Sig" for one in fields) or len(fields) > 1:
        yield "fields other than the one of the seal"
    for value in (one.V for one in fields if "/V" in one):
        if value.get("/SubFilter") != "/ETSI.CAdES.detached":
            yield "a signature that is not PAdES (6.4.3)"
        if [int(part) for part in value.ByteRange][:1] != [0]:
            yield "a signature that does not begin with the file (6.4.3)"
        if set(pdf.Root.get("/Perms", {}).keys()) != {"/DocMDP"}:
            yield "a seal that permits changes (6.1.12)"


ARCHIVE_CHECKS = (
    file_structure,
    identification,
    document_information,
    colour,
    no_actions,
    embedded_files,
    pictures,
    seals,
)


def packet_of(pdf: pikepdf.Pdf) -> etree._Element:
    """Return the XMP packet of a PDF as XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(pdf.Root.Metadata.read_bytes(), parser)


def property_of(packet: etree._Element, namespace: str, name: str) -> str | None:
    """Return a simple XMP property, written as an element or as an attribute."""
    for node in packet.iter("{*}Description"):
        value = node.get(f"{{{namespace}}}{name}") or node.findtext(f"{{{namespace}}}{name}")
        if value:
            return str(value)
    return None


def _pdf_date(xmp_date: str | None) -> str:
    return f"D:{xmp_date.replace('-', '')}" if xmp_date else ""


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield all dictionaries of a file, also those that stand inside other objects."""
    for obj in pdf.objects:
        yield from _inside(obj)


def _inside(obj: Any) -> Iterator[Any]:
    if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        yield obj
        values = list(obj.values())
    else:
        values = list(obj) if isinstance(obj, pikepdf.Array) else []
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _inside(value)


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    yield from (obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream))

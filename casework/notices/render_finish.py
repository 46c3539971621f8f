"""What WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1 at once, done before it writes."""

import re
from typing import Any

import pydyf

# PDF/UA-1 identification (ISO 14289-1, 5) inside PDF/A needs its extension schema described
# (ISO 19005-3, 6.6.2.3.2), as it is none of the schemas PDF/A knows.
_PDFUA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Complete the PDF in place; a WeasyPrint finisher, called right before writing."""
    _declare_pdfua(pdf)
    _scope_headers(pdf)
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _referenced(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _declare_pdfua(pdf: pydyf.PDF) -> None:
    """Add the PDF/UA-1 identification to the XMP packet."""
    stream = _referenced(pdf, pdf.catalog["Metadata"])
    stream.stream = [re.sub(rb"</rdf:RDF>", _PDFUA + b"</rdf:RDF>", stream.stream[0])]


def _scope_headers(pdf: pydyf.PDF) -> None:
    """Give every table header cell its scope, which PDF/UA-1 7.5 asks for.

    A header cell that other cells of its row follow as data heads the row, others their column.
    """
    for row in _elements(pdf, "/TR"):
        cells = [_referenced(pdf, kid) for kid in row["K"]]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _elements(pdf: pydyf.PDF, tag: str) -> list[Any]:
    return [obj for obj in pdf.objects if isinstance(obj, dict) and obj.get("S") == tag]

"""What WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1 at once, done before it writes."""

from typing import Any

import pydyf

from casework.notices.rendering.artifacts import mark_page_furniture
from casework.notices.rendering.foreign import mark_languages
from casework.notices.rendering.layout import require_printable
from casework.notices.rendering.seal_field import add_seal_field
from casework.notices.rendering.structure import elements, mend, referenced
from casework.notices.rendering.unicode import make_readable

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


def finish(document: Any, pdf: pydyf.PDF, sealed_by: str | None = None) -> None:
    """Complete the PDF in place; a WeasyPrint finisher, called right before writing.

    `sealed_by` names the authority where the letter is to be sealed. Raises LayoutError where the
    letter cannot be printed as it must look.
    """
    require_printable(document)
    _declare_pdfua(pdf)
    _scope_headers(pdf)
    make_readable(document, pdf)
    mark_languages(document, pdf)
    mend(document, pdf)
    mark_page_furniture(pdf)
    if sealed_by:
        add_seal_field(pdf, sealed_by)
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _declare_pdfua(pdf: pydyf.PDF) -> None:
    """Add the PDF/UA-1 identification to the XMP packet."""
    stream = referenced(pdf, pdf.catalog["Metadata"])
    stream.stream = [stream.stream[0].replace(b"</rdf:RDF>", _PDFUA + b"</rdf:RDF>")]


def _scope_headers(pdf: pydyf.PDF) -> None:
    """Give every table header cell its scope (ISO 14289-1, 7.5).

    A header cell beside data cells heads its row, any other its column.
    """
    for row in elements(pdf, "/TR"):
        cells = [referenced(pdf, kid) for kid in row["K"]]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope

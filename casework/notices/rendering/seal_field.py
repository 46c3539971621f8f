"""The empty field of an electronic seal, made before the seal so that the letter stays PDF/UA.

The field is invisible: a widget of no size on the first page. PDF/UA-1 (ISO 14289-1, 7.18.4) wants
it under a Form element and with a name for people (TU); PDF/A-3 (ISO 19005-3, 6.3.2) wants its
print flag. Sealing only fills in the value (casework.notices.sealing).
"""

from typing import Any

import pydyf

from casework.notices.rendering.structure import referenced

FIELD = "Siegel"
_PRINT = 4


def add_seal_field(pdf: pydyf.PDF, authority: str) -> None:
    """Add the field to a tagged PDF, in place; after the structure tree is complete."""
    root = referenced(pdf, pdf.catalog["StructTreeRoot"])
    document = referenced(pdf, root["K"][0])
    parents = referenced(pdf, root["ParentTree"])["Nums"]
    page = pdf.page_references[0]
    number = max(parents[::2]) + 1

    widget = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(FIELD),
            "TU": pydyf.String(f"Elektronisches Siegel: {authority}"),
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "F": _PRINT,
            "P": page,
            "StructParent": number,
        }
    )
    pdf.add_object(widget)
    reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page})
    pdf.add_object(reference)
    element = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "P": document.reference,
            "Pg": page,
            "K": pydyf.Array([reference.reference]),
        }
    )
    pdf.add_object(element)
    document["K"].append(element.reference)
    parents.extend([number, element.reference])
    _on_page(pdf, page, widget)
    form = pydyf.Dictionary({"Fields": pydyf.Array([widget.reference]), "SigFlags": 1})
    pdf.add_object(form)
    pdf.catalog["AcroForm"] = form.reference


def _on_page(pdf: pydyf.PDF, page: bytes, widget: Any) -> None:
    found = referenced(pdf, page)
    found.setdefault("Annots", pydyf.Array()).append(widget.reference)
    found["Tabs"] = "/S"

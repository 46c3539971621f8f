"""Our PDF checks: finished letters pass, and each defect is found by the check meant for it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from casework.notices.pdf_checks import check_pdf
from casework.notices.pdf_checks.fonts import fonts_of
from casework.notices.pdf_checks.structure import Node, tree_of
from casework.notices.rendering import render
from tests.notices.render_samples import NAMES, facts_of, rendered

Defect = Callable[[Any], None]


@pytest.mark.parametrize("name", NAMES)
def test_finished_letters_pass(name: str) -> None:
    assert check_pdf(rendered(name).pdf) == []


def damaged(defect: Defect, name: str = "parking_refusal", **save: Any) -> list[str]:
    """Return the findings in a letter with one defect put in."""
    target = BytesIO()
    with pikepdf.open(BytesIO(rendered(name).pdf)) as pdf:
        defect(pdf)
        pdf.save(target, **save)
    return check_pdf(target.getvalue())


def node(pdf: Any, tag: str) -> Any:
    """Return the first structure element with this tag."""
    return next(found.element for found in tree_of(pdf).walk() if found.tag == tag)


def put(owner: Callable[[Any], Any], key: str, value: Any) -> Defect:
    """Return a defect that sets a key of some object to a value, or deletes it for ``None``."""

    def defect(pdf: Any) -> None:
        target = owner(pdf)
        if value is None:
            del target[key]
        else:
            target[key] = value

    return defect


def root(pdf: Any) -> Any:
    return pdf.Root


def in_xmp(old: bytes, new: bytes) -> Defect:
    def defect(pdf: Any) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata = pdf.make_stream(packet.replace(old, new))

    return defect


def in_page(old: bytes, new: bytes, number: int = 0) -> Defect:
    def defect(pdf: Any) -> None:
        content = pdf.pages[number].Contents.read_bytes()
        assert old in content
        pdf.pages[number].Contents = pdf.make_stream(content.replace(old, new, 1))

    return defect


def first_font(pdf: Any) -> Any:
    return next(iter(fonts_of(pdf).values()))


def attached(pdf: Any) -> Any:
    return pdf.Root.AF[0]


def swap_parents(pdf: Any) -> None:
    """Let the parent tree confuse the first two pieces of the first page."""
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


DEFECTS: list[tuple[str, str, Defect]] = [
    ("identification", "does not say PDF/A-3a", in_xmp(b'part="3"', b'part="2"')),
    ("identification", "does not say PDF/A-3a", in_xmp(b'conformance="A"', b'conformance="B"')),
    ("identification", "does not say PDF/UA-1", in_xmp(b"pdfuaid:part>1", b"pdfuaid:part>2")),
    (
        "identification",
        "without describing it",
        in_xmp(
            b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua", b"<pdfaSchema:namespaceURI>x"
        ),
    ),
    ("document_information", "/Title differs", put(lambda p: p.docinfo, "/Title", String("x"))),
    (
        "document_information",
        "/CreationDate",
        put(lambda p: p.docinfo, "/CreationDate", String("")),
    ),
    ("colour", "exactly one output intent", put(root, "/OutputIntents", Array())),
    ("colour", "no RGB", put(lambda p: p.Root.OutputIntents[0].DestOutputProfile, "/N", 4)),
    ("no_actions", "action on opening", put(root, "/OpenAction", Dictionary(S=Name.GoTo))),
    (
        "no_actions",
        "/JavaScript",
        put(root, "/X", Dictionary(A=Dictionary(S=Name.JavaScript, JS=String("1")))),
    ),
    ("no_actions", "automatic", put(root, "/AA", Dictionary())),
    ("embedded_files", "not associated", put(attached, "/AFRelationship", Name.Source)),
    ("embedded_files", "file name", put(attached, "/UF", None)),
    ("embedded_files", "type or date", put(lambda p: attached(p).EF.F, "/Subtype", None)),
    ("embedded_files", "not associated", lambda p: p.Root.AF.__delitem__(0)),
    ("embedded_files", "twice", lambda p: p.Root.AF.append(p.Root.AF[0])),
    (
        "embedding",
        "not embedded",
        put(lambda p: first_font(p).DescendantFonts[0].FontDescriptor, "/FontFile2", None),
    ),
    ("text_mapping", "no ToUnicode", put(first_font, "/ToUnicode", None)),
    (
        "widths",
        "another width",
        lambda p: first_font(p).DescendantFonts[0].W[1].__setitem__(0, 999),
    ),
    ("marked", "not tagged", put(lambda p: p.Root.MarkInfo, "/Marked", False)),
    ("marked", "no language", put(root, "/Lang", None)),
    ("marked", "title is not displayed", put(root, "/ViewerPreferences", None)),
    ("tags", "Fancy is no standard tag", put(lambda p: node(p, "P"), "/S", Name.Fancy)),
    ("tags", "LI inside Sect", put(lambda p: node(p, "L"), "/S", Name.Sect)),
    ("tags", "an empty P", put(lambda p: node(p, "P"), "/K", Array())),
    ("headings", "must begin with the only 1", put(lambda p: node(p, "H2"), "/S", Name.H1)),
    ("headings", "must begin with the only 1", put(lambda p: node(p, "H1"), "/S", Name.P)),
    ("headings", "level 4 follows 2", put(lambda p: node(p, "H3"), "/S", Name.H4)),
    ("tables", "without scope", lambda p: node(p, "TH").A.__delitem__("/Scope")),
    ("tables", "without a header", lambda p: node(p, "TD").A.__delitem__("/Headers")),
    ("figures", "Figure without alternative", put(lambda p: node(p, "Div"), "/S", Name.Figure)),
    ("annotations", "does not tab", put(lambda p: p.pages[1], "/Tabs", None)),
    ("annotations", "description", put(lambda p: p.pages[0].Annots[0], "/Contents", None)),
    ("annotations", "outside the tree", put(lambda p: node(p, "Link"), "/K", Array([0]))),
    ("everything_marked", "neither tagged nor artifact", in_page(b"/Artifact\nBMC", b"/X\nBMC")),
    ("everything_marked", "identifier twice", in_page(b"/MCID 2", b"/MCID 1")),
    ("everything_marked", "device CMYK", in_page(b"BT", b"0 0 0 1 k BT")),
    ("everything_marked", "artifacts within", in_page(b"\nBT", b"\n/Artifact BMC EMC\nBT")),
    ("tree_and_pages_agree", "not the same", in_page(b"/MCID 2", b"/MCID 999")),
    ("tree_and_pages_agree", "parent tree is wrong", swap_parents),
]


@pytest.mark.parametrize(("check", "finding", "defect"), DEFECTS)
def test_each_defect_is_found(check: str, finding: str, defect: Defect) -> None:
    findings = [line for line in damaged(defect) if line.startswith(f"{check}: ")]
    assert any(finding in line for line in findings), findings


def widget(pdf: Any) -> Any:
    return pdf.Root.AcroForm.Fields[0]


def half_transparent(pdf: Any) -> None:
    """Add a picture as a careless program would write it."""
    picture = pdf.make_stream(b"\0")
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Interpolate, picture.SMask = True, pdf.make_stream(b"\0")
    pdf.pages[0].Resources.XObject = Dictionary(P=picture)


def second_field(pdf: Any) -> None:
    pdf.Root.AcroForm.Fields.append(Dictionary(FT=Name.Tx, T=String("Name")))


def other_signature(pdf: Any) -> None:
    widget(pdf).V = Dictionary(SubFilter=Name("/adbe.pkcs7.detached"), ByteRange=Array([9, 1]))


OTHER_DEFECTS: list[tuple[str, str, str, Defect]] = [
    ("housing_grant", "languages", "is no language tag", put(root, "/Lang", String("deutsch?"))),
    (
        "housing_grant",
        "languages",
        "right-to-left text is said to be in de",
        put(lambda p: node(p, "Art"), "/Lang", None),
    ),
    (
        "parking_grant",
        "figures",
        "without alternative",
        put(lambda p: node(p, "Figure"), "/Alt", None),
    ),
    ("parking_grant", "figures", "bounding box", put(lambda p: node(p, "Figure"), "/A", None)),
    (
        "certificate",
        "figures",
        "without alternative",
        put(lambda p: node(p, "Figure"), "/Alt", None),
    ),
    ("certificate", "annotations", "without description", put(widget, "/TU", None)),
    ("certificate", "annotations", "not printed", put(widget, "/F", 2)),
    ("certificate", "annotations", "appearance", put(widget, "/Rect", Array([0, 0, 9, 9]))),
    (
        "certificate",
        "annotations",
        "outside the tree",
        put(lambda p: node(p, "Form"), "/S", Name.P),
    ),
    (
        "certificate",
        "seals",
        "without their appearance",
        put(lambda p: p.Root.AcroForm, "/NeedAppearances", True),
    ),
    ("certificate", "seals", "fields other than", second_field),
    ("certificate", "seals", "not PAdES", other_signature),
    ("certificate", "seals", "does not begin with the file", other_signature),
    ("certificate", "seals", "permits changes", other_signature),
    ("parking_grant", "pictures", "smoothed", half_transparent),
    ("parking_grant", "pictures", "transparent", half_transparent),
]


@pytest.mark.parametrize(("name", "check", "finding", "defect"), OTHER_DEFECTS)
def test_each_defect_of_what_only_some_letters_have_is_found(
    name: str, check: str, finding: str, defect: Defect
) -> None:
    findings = [line for line in damaged(defect, name) if line.startswith(f"{check}: ")]
    assert any(finding in line for line in findings), findings


def test_a_glyph_without_text_is_found_where_it_is_shown() -> None:
    def forget_one(pdf: Any) -> None:
        font = first_font(pdf)
        lines = font.ToUnicode.read_bytes().split(b"\n")
        first = next(n for n, line in enumerate(lines) if line.endswith(b"beginbfchar")) + 1
        font.ToUnicode = pdf.make_stream(b"\n".join(lines[:first] + lines[first + 1 :]))

    findings = damaged(forget_one)
    assert any(line.startswith("text_mapping") for line in findings)
    assert any(line.startswith("glyphs_known") for line in findings)


def test_encryption_and_other_versions_are_found() -> None:
    encrypted = damaged(lambda pdf: None, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "file_structure: encrypted (6.1.3)" in encrypted
    content = rendered("hearing").pdf
    assert "header" in check_pdf(content.replace(b"%PDF-1.7", b"%PDF-2.0", 1))[0]


def test_a_draft_is_no_archive_file() -> None:
    findings = check_pdf(render(facts_of(), draft=True).pdf)
    assert {line.split(":")[0] for line in findings} >= {"identification", "marked", "colour"}


def test_the_tree_is_one_letter_from_top_to_foot() -> None:
    """Sheet, text, foot of the first page; what a page break tears is one element."""
    with pikepdf.open(BytesIO(rendered("parking_refusal").pdf)) as pdf:
        tree = tree_of(pdf)
        assert [kid.tag for kid in tree.kids] == ["Sect", "Part", "NonStruct"]
        paragraphs = [kid for kid in tree.walk() if kid.tag == "P"]
        assert any(len(pages_of(paragraph)) == 2 for paragraph in paragraphs)


def pages_of(node: Node) -> set[Any]:
    """Return the pages on which an element has content."""
    return {kid.element.Pg.objgen for kid in node.walk() if not kid.kids}


@pytest.mark.parametrize("times", [4, 9, 14])
def test_letters_torn_at_any_place_pass(times: int) -> None:
    """Lists and paragraphs go over several pages, with items that a page break tears."""
    facts = facts_of("parking_refusal")
    long = facts["decision"]["reasons"][0]["paragraphs"][1]
    facts["decision"]["operative_part"] = [long] * times
    facts["decision"]["ancillary_clauses"] = [f"{long}\nMehr dazu im Anhang."] * times
    facts["attachments"] = [
        {"title": f"Anlage {number}", "sha256": None} for number in range(times * 5)
    ]
    assert check_pdf(render(facts).pdf) == []

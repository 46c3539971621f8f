"""Hardened XML parsing and the few XML helpers that reading a BPMN model needs. Pure."""

from collections.abc import Iterator

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
Element = etree._Element

MAX_BYTES = 5_000_000
"""Largest model that is read; the largest of the BPMN interchange group has 250 KB."""
MAX_ELEMENTS = 50_000
MAX_NESTING = 100

_STANDARD = ("http://www.omg.org/spec/", "http://www.w3.org/")


class ModelUnreadable(ValueError):
    """The bytes are no BPMN XML that we read; `code` is a stable word, `detail` says what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code.replace('_', ' ')} {detail}".strip())
        self.code, self.detail = code, detail


def parse_xml(xml: bytes) -> Element:
    """The root element, `definitions`. Raises ModelUnreadable.

    A document type declaration is refused outright, so there are no entities to expand and nothing
    to fetch.
    """
    if len(xml) > MAX_BYTES:
        raise ModelUnreadable("too_large", f"{len(xml)} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ModelUnreadable("not_well_formed", str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ModelUnreadable("document_type")
    if root.tag != f"{BPMN}definitions":
        raise ModelUnreadable("not_bpmn", str(root.tag))
    _refuse_bulk(root)
    return root


def _refuse_bulk(root: Element) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_NESTING or count > MAX_ELEMENTS:
            raise ModelUnreadable("too_large", f"{count} elements, {depth} deep")


def children(element: Element) -> Iterator[Element]:
    """The child elements that are BPMN's own; foreign ones are left alone."""
    return (child for child in element if isinstance(child.tag, str) and child.tag.startswith(BPMN))


def local_name(element: Element) -> str:
    return str(etree.QName(element).localname)


def content(element: Element) -> str:
    """The whole text of an element, including what stands in CDATA or nested elements."""
    return "".join(str(piece) for piece in element.itertext()).strip()


def texts_by_id(root: Element) -> dict[str, str]:
    """Id -> what a message or signal is called, or an error's or escalation's code."""
    found: dict[str, str] = {}
    for kind in ("message", "signal", "error", "escalation"):
        for element in root.iter(f"{BPMN}{kind}"):
            name, key = element.get("name", ""), element.get("id", "")
            found[key] = element.get(f"{kind}Code") or name or key
    return found


def vendor_namespaces(root: Element) -> tuple[str, ...]:
    """The namespaces of other makers that are used inside the processes, sorted."""
    used: set[str] = set()
    for element in (e for process in root.iter(f"{BPMN}process") for e in process.iter()):
        names = [element.tag, *element.attrib]
        used.update(str(name)[1:].partition("}")[0] for name in names if str(name).startswith("{"))
    return tuple(sorted(name for name in used if not name.startswith(_STANDARD)))

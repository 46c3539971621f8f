"""Reads how an activity is repeated: BPMN's own elements, and the makers' usual additions. Pure."""

from lxml import etree

from casework.bpmn.model import Loop
from casework.bpmn.xml import BPMN, Element, content


def repetition(element: Element) -> Loop | None:
    """The repetition of an activity, None if it is carried out once.

    BPMN says over which data an activity is repeated (`loopDataInputRef`); Camunda 7, Activiti and
    Flowable write `collection` and `elementVariable`, Camunda 8 `inputCollection` and
    `inputElement`. They are told by their local names: the makers' namespaces differ, the meaning
    does not.
    """
    if element.find(f"{BPMN}standardLoopCharacteristics") is not None:
        return Loop("standard")
    multi = element.find(f"{BPMN}multiInstanceLoopCharacteristics")
    if multi is None:
        return None
    stated = _attributes(multi)
    return Loop(
        kind="sequential" if stated.get("isSequential") in ("true", "1") else "parallel",
        cardinality=_text(multi, "loopCardinality"),
        collection=stated.get("inputCollection")
        or stated.get("collection")
        or _text(multi, "loopDataInputRef"),
        element=stated.get("inputElement") or stated.get("elementVariable") or _item(multi),
        completion=_text(multi, "completionCondition"),
    )


def _attributes(multi: Element) -> dict[str, str]:
    """The attributes of the element and of the makers' extensions in it, by local name."""
    found: dict[str, str] = {}
    extensions = multi.iterfind(f"{BPMN}extensionElements/*")
    for element in (multi, *extensions):
        for name, value in element.attrib.items():
            found[etree.QName(str(name)).localname] = str(value).strip()
    return found


def _text(multi: Element, name: str) -> str:
    found = multi.find(f"{BPMN}{name}")
    return "" if found is None else content(found)


def _item(multi: Element) -> str:
    item = multi.find(f"{BPMN}inputDataItem")
    return "" if item is None else item.get("name", "")

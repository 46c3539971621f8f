"""Reads the event definitions of a BPMN event, and the message of a receive or send task. Pure."""

from collections.abc import Mapping

from casework.bpmn.model import Event
from casework.bpmn.xml import BPMN, Element, children, content, local_name

_SUFFIX = "EventDefinition"
_TIMERS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
_REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef", "eventDefinitionRef")


def event_definitions(element: Element, names: Mapping[str, str]) -> tuple[Event, ...]:
    """The events an element waits for or throws. `names`: id -> name of messages, signals, errors.

    A message without a name is called by the element's own name, or else by its id, so that every
    message can be addressed.
    """
    kind = local_name(element)
    own_name = " ".join(element.get("name", "").split()) or element.get("id", "")
    found = [
        _event(definition, names, own_name)
        for definition in children(element)
        if local_name(definition).endswith(_SUFFIX)
    ]
    if not found and kind in ("receiveTask", "sendTask"):
        found = [Event("message", _referred(element, names) or own_name)]
    return tuple(found)


def _event(definition: Element, names: Mapping[str, str], own_name: str) -> Event:
    kind = local_name(definition).removesuffix(_SUFFIX)
    if kind == "timer":
        return _timer(definition)
    if kind == "link":
        return Event(kind, definition.get("name", ""))
    if kind in ("message", "signal"):
        return Event(kind, _referred(definition, names) or own_name)
    return Event(kind, _referred(definition, names))


def _referred(element: Element, names: Mapping[str, str]) -> str:
    """The name behind a reference; references may carry a namespace prefix."""
    for attribute in _REFERENCES:
        reference = element.get(attribute, "").rpartition(":")[2]
        if reference:
            return " ".join(names.get(reference, reference).split())
    return ""


def _timer(definition: Element) -> Event:
    for child in definition.iter(*(f"{BPMN}{name}" for name in _TIMERS)):
        return Event("timer", "", _TIMERS[local_name(child)], content(child))
    return Event("timer")

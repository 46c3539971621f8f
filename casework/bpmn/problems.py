"""What keeps a model from running, and what its author should know. Pure.

`MESSAGES` is the whole list: code -> (level, English text). The caller translates by the code.
"""

from dataclasses import dataclass

MESSAGES: dict[str, tuple[str, str]] = {
    # the file as a whole
    "not_well_formed": ("error", "The file is not well-formed XML: {detail}."),
    "not_bpmn": ("error", "The file is no BPMN 2.0 model: {detail}."),
    "document_type": ("error", "A document type declaration is refused."),
    "no_process": ("error", "The file holds no process with any content."),
    "several_processes": ("error", "The file holds several processes; choose one: {detail}."),
    "unknown_process": ("error", "The file holds no process {detail}."),
    "too_large": ("error", "The model is too large: {detail}."),
    "missing_id": ("error", "An element has no id, so nothing can refer to it."),
    "duplicate_id": ("error", "The id is used for more than one element."),
    "not_executable": (
        "warning",
        "The process is marked as not executable; it is run all the same.",
    ),
    "vendor_extensions": ("warning", "Extensions of other makers are kept but not run: {detail}."),
    # elements
    "script_task": ("error", "Script tasks are refused: a model is input, not code."),
    "unsupported_task": ("error", "Nobody would carry out this {detail}; use a user task."),
    "unsupported_element": ("error", "This kind of element is not supported: {detail}."),
    "unsupported_event": ("error", "This kind of event is not supported: {detail}."),
    "unsupported_loop": ("error", "This kind of repetition is not supported: {detail}."),
    "unreadable_repetition": ("error", "It cannot be read how often: {detail}."),
    "unreadable_timer": ("error", "The timer has no time that can be read: {detail}."),
    "link_without_target": ("error", "No link event catches the link {detail}."),
    "attached_to_nothing": ("error", "The boundary event is attached to no activity: {detail}."),
    "call_not_in_file": ("error", "The called process is not in the same file: {detail}."),
    "recursive_call": ("error", "The process calls itself: {detail}."),
    "task_without_name": ("warning", "The task has no name."),
    "nothing_is_sent": ("warning", "Nothing is sent here by itself: {detail}."),
    # paths
    "empty_subprocess": ("error", "The subprocess has no content in this file."),
    "no_start": ("error", "There is no start event."),
    "unknown_start": ("error", "There is no start event {detail}."),
    "several_starts": ("warning", "There are several start events; {detail} is used by default."),
    "broken_flow": ("error", "The sequence flow does not connect two elements: {detail}."),
    "impossible_flow": ("error", "No flow may enter or leave there: {detail}."),
    "unknown_default": ("error", "The default flow does not leave this element: {detail}."),
    "unreadable_condition": ("error", "The condition cannot be read: {detail}."),
    "condition_language": ("error", "Conditions in this language are refused: {detail}."),
    "endless_loop": ("error", "The path goes round in circles without waiting for anybody."),
    "event_gateway": ("error", "After an event-based gateway come awaited events only: {detail}."),
    "unreachable": ("warning", "The element can never be reached."),
    "no_default": ("warning", "If no condition holds, the case cannot go on: no default flow."),
    "choice_by_person": ("warning", "No conditions: the way is chosen when the step is completed."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`level` is error (the model is refused) or warning; `element` an id in the file, or empty.

    `code` and `detail` are for translation; `message` says it in plain English.
    """

    code: str
    level: str
    element: str
    detail: str
    message: str


def problem(code: str, element: str = "", detail: str = "") -> Problem:
    """A problem with its level and text from the list."""
    level, text = MESSAGES[code]
    return Problem(code, level, element, detail, text.format(detail=detail))

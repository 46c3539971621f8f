"""What the engine says of a process model, in the language of the interface, and what to do.

The codes are those of ``casework.bpmn.problems``; a test holds both lists against each other.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PREFIX = "model-"
_EXPORT = _("Export it again from your modelling tool.")
_USER_TASK = _("Use a user task: a person carries it out.")
_MODEL = _("Correct it in the model.")


def code_of(engine_code: str) -> str:
    """The code of a package's problem for one of the engine's."""
    return PREFIX + engine_code.replace("_", "-")


_THE_FILE = {
    "not_well_formed": (_("The file is not well-formed XML: %(detail)s."), _EXPORT),
    "not_bpmn": (_("The file is no BPMN 2.0 model: %(detail)s."), _("Export it as BPMN 2.0 XML.")),
    "document_type": (_("The file has a document type declaration (DOCTYPE)."), _EXPORT),
    "no_process": (_("The file holds no process with any content."), _EXPORT),
    "several_processes": (_("The file holds several processes: %(detail)s."), _("Choose one.")),
    "unknown_process": (
        _("The file holds no process “%(detail)s”."),
        _("Correct process_id in service.toml."),
    ),
    "too_large": (_("The model is too large: %(detail)s."), _("Divide the process.")),
    "missing_id": (_("An element has no id, so nothing can refer to it."), _EXPORT),
    "duplicate_id": (_("The id is used for more than one element."), _("Give each its own id.")),
    "not_executable": (
        _("The process is marked as not executable; it is run all the same."),
        _("You can mark it as executable."),
    ),
    "vendor_extensions": (
        _("Extensions of other makers are kept but not run: %(detail)s."),
        _("Check that nothing depends on them."),
    ),
}
_ELEMENTS = {
    "script_task": (_("Script tasks are refused: a model is input, not code."), _USER_TASK),
    "unsupported_task": (_("Nobody would carry out this %(detail)s."), _USER_TASK),
    "unsupported_element": (
        _("This kind of element is not supported: %(detail)s."),
        _("Draw it with tasks, gateways and events."),
    ),
    "unsupported_event": (
        _("This kind of event is not supported here: %(detail)s."),
        _("Use a message, a timer or a plain event."),
    ),
    "unsupported_loop": (
        _("This kind of repetition is not supported: %(detail)s."),
        _("Draw the loop with a gateway, or repeat over a list."),
    ),
    "unreadable_repetition": (_("It cannot be read how often: %(detail)s."), _MODEL),
    "unreadable_timer": (
        _("The timer has no time that can be read: %(detail)s."),
        _("Write it like P2W (two weeks) or 2026-03-31."),
    ),
    "link_without_target": (_("No link event catches the link %(detail)s."), _MODEL),
    "attached_to_nothing": (
        _("The boundary event is attached to no activity: %(detail)s."),
        _("Attach it to a task or a subprocess."),
    ),
    "call_not_in_file": (
        _("The called process is not in the same file: %(detail)s."),
        _("Put it into the same file, or use a subprocess."),
    ),
    "recursive_call": (_("The process calls itself: %(detail)s."), _MODEL),
    "task_without_name": (_("The task has no name."), _("Name it in the model.")),
    "nothing_is_sent": (
        _("Nothing is sent here by itself: %(detail)s."),
        _("Let a step of kind “letter” send it."),
    ),
}
_PATHS = {
    "empty_subprocess": (_("The subprocess has no content in this file."), _MODEL),
    "no_start": (_("There is no start event."), _("Add one.")),
    "unknown_start": (_("There is no start event %(detail)s."), _MODEL),
    "several_starts": (
        _("There are several start events; every case begins at %(detail)s."),
        _("Check that this is meant."),
    ),
    "broken_flow": (_("The sequence flow does not connect two elements: %(detail)s."), _MODEL),
    "impossible_flow": (_("No flow may enter or leave there: %(detail)s."), _MODEL),
    "unknown_default": (_("The default flow does not leave this element: %(detail)s."), _MODEL),
    "unreadable_condition": (
        _("The condition cannot be read: %(detail)s."),
        _('Write it like vollstaendig == "nein".'),
    ),
    "condition_language": (
        _("Conditions in this language are refused: %(detail)s."),
        _('Write it like vollstaendig == "nein".'),
    ),
    "endless_loop": (
        _("The path goes round in circles without waiting for anybody."),
        _("Put a task or an awaited event into the circle."),
    ),
    "event_gateway": (
        _("After an event-based gateway come awaited events only: %(detail)s."),
        _("Use message events, timers or receive tasks there."),
    ),
    "unreachable": (_("The element can never be reached."), _("Connect or delete it.")),
    "no_default": (_("There is no default flow."), _("Mark one outgoing flow as default.")),
    "choice_by_person": (_("The ways have no conditions."), _("Add them.")),
}
MODEL_MESSAGES = {code_of(code): texts for code, texts in (_THE_FILE | _ELEMENTS | _PATHS).items()}

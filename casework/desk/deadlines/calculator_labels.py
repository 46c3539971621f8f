"""What the deadline calculator calls its questions, ways of notification and days."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legal.deadlines import FICTION_KEYS, DeadlineError
from legal.deadlines.fictions import fiction_of

RULES: Mapping[str, Promise] = {
    "": _("A period of a given length"),
    "objection": _("Objection: until when?"),
    "action": _("Action before a court: until when?"),
    "authority": _("Period set by the authority (hearing, document request)"),
    "fixed-day": _("Day named by the authority"),
    "extension": _("Extension of a period set by the authority"),
    "permit": _("Permit by fiction (§ 42a VwVfG)"),
    "inactivity": _("Action for inactivity: from when?"),
    "reinstatement": _("Reinstatement: until when?"),
    "provision": _("Provision in the portal: until when can it be retrieved?"),
    "benefit": _("Last day of a period a benefit is granted for"),
    "appointment": _("Appointment"),
}
FICTIONS: Mapping[str, Promise] = {
    "none": _("Served, handed over, or another event"),
    "post": _("Letter by post"),
    "post-abroad": _("Letter by post, abroad"),
    "registered": _("Registered letter handed over (Übergabe-Einschreiben)"),
    "electronic": _("Sent electronically"),
    "electronic-service": _("Served electronically"),
    "retrieval": _("Retrieved from the portal"),
    "ozg": _("Provided in the mailbox of the user account"),
    "sgbx-portal": _("Provided in the portal, with a message"),
    "ao-portal": _("Provided for retrieval"),
    "public": _("Public notification"),
    "public-service": _("Public service"),
    "no-agent-post": _("By post, no agent named in Germany"),
    "no-agent-electronic": _("Electronically, no agent named in Germany"),
    "single-contact": _("Through the single point of contact"),
}
"""`ao-portal-message` is missing: the calculus chooses it by the day (§ 122a AO)."""

EVENT_BY_RULE: Mapping[str, Promise] = {
    "fixed-day": _("Day that was named"),
    "extension": _("Last day of the period so far"),
    "permit": _("Day on which the complete documents arrived"),
    "inactivity": _("Day on which the application or objection arrived"),
    "reinstatement": _("Day on which the obstacle ended"),
    "provision": _("Day on which the message about the provision was sent"),
    "benefit": _("Last day of the period"),
    "appointment": _("Day of the appointment"),
}
EVENT_BY_FICTION: Mapping[str, Promise] = {
    "post": _("Day of posting"),
    "post-abroad": _("Day of posting"),
    "registered": _("Day of posting"),
    "no-agent-post": _("Day of posting"),
    "electronic": _("Day of sending"),
    "electronic-service": _("Day of sending"),
    "no-agent-electronic": _("Day of sending"),
    "retrieval": _("Day of retrieval"),
    "ozg": _("Day of provision"),
    "ao-portal": _("Day of provision"),
    "sgbx-portal": _("Day on which the message about the provision was sent"),
    "public": _("Day of publication"),
    "public-service": _("Day of publication"),
    "single-contact": _("Day of receipt there"),
}
EVENT = _("Day of the event")


def event_label(rule: str, fiction: str) -> Promise:
    """What the day is called from which everything is counted."""
    return EVENT_BY_RULE.get(rule) or EVENT_BY_FICTION.get(fiction) or EVENT


def ways(regime: str, day: date) -> list[tuple[str, Promise]]:
    """The ways of notification that exist under a procedure law, as choices."""
    return [
        (key, FICTIONS[key])
        for key in FICTION_KEYS
        if key in FICTIONS and _is_way(key, regime, day)
    ]


def _is_way(key: str, regime: str, day: date) -> bool:
    if key == "none":
        return True
    try:
        fiction_of(key, regime, day)
    except DeadlineError:
        return False
    return True

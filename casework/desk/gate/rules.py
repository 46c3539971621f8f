"""The words in which the table of pages says who may open a page or send it something."""

from dataclasses import dataclass
from typing import Literal

from casework.cases import policy

Where = Literal["anybody", "signed in", "office", "case"]


@dataclass(frozen=True)
class Rule:
    """Who may: in words, and what the gate asks `policy.why_not`, for the case of the address or
    anywhere in the office. What a view asks beyond that (of a batch, a sample) is in the words.
    """

    words: str
    where: Where
    act: str = ""


@dataclass(frozen=True)
class Policy:
    """Who may open a page (GET, HEAD) and who may send it something (POST); None: nobody may."""

    see: Rule | None
    change: Rule | None = None


def page(see: Rule) -> Policy:
    """A page that is only read."""
    return Policy(see)


def form(see: Rule, change: Rule | None = None) -> Policy:
    """A page with a form; who may send it is who may open it, unless said otherwise."""
    return Policy(see, change or see)


PUBLIC = Rule("everybody, also signed out", "anybody")
SENDER = Rule("a sender with a valid token", "anybody")
MONITOR = Rule("the monitoring with its token", "anybody")
SIGNED_IN = Rule("anybody signed in", "signed in")
STAFF = Rule("has a role", "office", policy.STAFF)
WORKS = Rule("works on cases or leads", "office", policy.WORK)
LEADS = Rule("leads a unit", "office", policy.LEAD)
STEERS = Rule("leads or audits a unit", "office", policy.STEER)
AUDITS = Rule("audits a unit", "office", policy.AUDIT)
AUDITS_ALL = Rule("audits the whole authority", "office", policy.AUDIT)
ADMINISTERS = Rule("administers a unit", "office", policy.ADMINISTER)
KEEPS = Rule("leads or administers a unit", "office", policy.KEEP)
KEEPS_ALL = Rule("leads or administers the whole authority", "office", policy.KEEP)
WRITES_NOTES = Rule("works on cases, leads or administers", "office", policy.WRITE_NOTES)

SEES = Rule("sees the case", "case", policy.READ)
COMMENTS = Rule("comments on the case", "case", policy.COMMENT)
CONSULTS = Rule("is asked a question on the case", "case", policy.CONSULT)
CHANGES = Rule("works on cases of the unit or leads it", "case", policy.CHANGE)
LEADS_CASE = Rule("leads the unit of the case", "case", policy.LEAD)
AUDITS_CASE = Rule("audits the unit of the case", "case", policy.AUDIT)
SIGNS = Rule("sees the case, or is asked for this signature", "signed in")

"""A check of the chain in slices: each request checks some, so that none takes too long."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.audit.verification import Fault, verify

SLICE = 50_000
MAX_DIGITS = 15

# How the verification's findings begin, and how they are told on the page.
FINDINGS: tuple[tuple[str, Promise], ...] = (
    ("the entry is not as it was", _("The entry is not as it was when it was linked.")),
    ("the entry is missing", _("The entry is missing.")),
    ("the entry names another authority", _("The entry names another authority.")),
    ("the entry was added later", _("The entry was added later than it says.")),
    ("the entry is in no chain", _("The entry is in no chain.")),
    ("the link is missing", _("The link is missing.")),
    ("the seal says otherwise", _("The seal says otherwise: the chain was written anew.")),
    ("the time stamp", _("The time stamp of the seal cannot be trusted.")),
    ("the end is cut off", _("The end is cut off: a seal reaches further than the log.")),
    ("a seal is not readable", _("A seal cannot be read.")),
    ("the public key", _("The public key of the seals is missing.")),
    ("the seal is not signed", _("The seal was not signed by this installation.")),
    ("the seal before this one", _("The seal before this one is missing.")),
)


@dataclass(frozen=True)
class Check:
    """How far a check came: from link `first` to `last`, all before `at` are checked.

    `last` 0 means to the end of the chain, whatever is added while it runs.
    """

    first: int
    last: int
    at: int
    end: int
    fault: Fault | None = None

    @property
    def is_done(self) -> bool:
        return self.fault is not None or self.at > self.end

    @property
    def checked(self) -> int:
        """How many links are found right so far."""
        return max(self.at - self.first, 0)

    @property
    def total(self) -> int:
        return max(self.end - self.first + 1, 0)

    @property
    def finding(self) -> str:
        """What is wrong, in words; empty where nothing is."""
        if self.fault is None:
            return ""
        why = self.fault.why
        return next((str(text) for begin, text in FINDINGS if why.startswith(begin)), why)


def asked(post: QueryDict, end: int) -> Check:
    """The check a form asks for; malformed numbers count as not given.

    `end` is the chain's last link as it is now.
    """
    first = max(_number(post.get("first")), 1)
    last = _number(post.get("last"))
    at = max(_number(post.get("at")), first)
    return Check(first, last, at, min(last or end, end))


def go_on(check: Check, chain: int) -> Check:
    """Check the next slice. The last one of a check to the end also looks for what is outside."""
    if check.is_done and (check.last or check.first > 1):
        return check
    until = check.at + SLICE - 1
    reaches_end = until >= check.end
    whole = reaches_end and not check.last
    verdict = verify(chain, check.at, None if whole else min(until, check.end))
    if verdict.fault:
        number = verdict.fault.number or check.at + verdict.entries
        return Check(check.first, check.last, number, check.end, verdict.fault)
    end = max(check.end, verdict.last) if whole else check.end
    return Check(check.first, check.last, verdict.last + 1, end)


def _number(text: str | None) -> int:
    text = (text or "").replace(".", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0

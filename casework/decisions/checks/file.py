"""What the decision rests on: the documents asked for, and the warning before a refusal for lack
of cooperation.
"""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import DENIES, GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.checks.letters import Letter
from legal.citations import parse

COOPERATION = {"SGB X": "§ 66 Abs. 3 SGB I"}
WARNED_UNDER = parse("§ 66 Abs. 3 SGB I")


@check(
    "documents",
    WARNING,
    norms("§ 24 Abs. 1 Satz 1 VwVfG", "§ 20 Abs. 1 Satz 1 SGB X", "§ 88 Abs. 1 Satz 1 AO"),
    title=_("The documents the service needs are in the file"),
    question=_("Is it proven? These documents are not in the file: %(titles)s."),
    remedy=_("Ask for them, or note how you know what they would prove."),
    looked_at=_("the documents in the file and those the service needs for this application"),
    answers=(
        _("Looked up in the register instead."),
        _("The documents were shown at the counter; there is a note in the file."),
    ),
)
def documents(draft: Draft) -> Found | None:
    if draft.outcome not in GIVES:
        return None
    missing = draft.package.missing_documents(draft.case.data, tuple(draft.documents))
    titles = "; ".join(document.title for document in missing)
    return found(titles=titles) if missing else None


@check(
    "request-running",
    BLOCKER,
    norms("§ 31 Abs. 2 VwVfG", "§ 26 Abs. 2 SGB X", "§ 108 Abs. 2 AO"),
    title=_("The period to send missing documents is over"),
    question=_("Can the documents still come? The period you set runs until %(day)s."),
    remedy=_("Wait for the end of the period before you refuse."),
    looked_at=_("the outcome, the document requests issued, their periods and answers"),
    overridable=True,
)
def request_running(draft: Draft) -> Found | None:
    waits = [one for one in draft.sent("document_request") if one.still_waits(draft.on)]
    waits = [one for one in waits if not _warns(one)]
    if draft.outcome not in DENIES or not waits:
        return None
    return found(day=_last_day(waits))


@check(
    "cooperation-warning",
    BLOCKER,
    COOPERATION,
    title=_("The consequence of not cooperating was pointed out in writing"),
    question=_("Was the person warned? No letter with a period pointed out what follows."),
    remedy=_("Send the written warning first: what is missing, until when, and what follows."),
    looked_at=_("the letters issued whose period rests on § 66 Abs. 3 SGB I"),
)
def cooperation_warning(draft: Draft) -> Found | None:
    warned = [one for one in draft.letters if _warns(one) and one.answer_by]
    return found() if _for_lack_of_cooperation(draft) and not warned else None


@check(
    "cooperation-running",
    BLOCKER,
    COOPERATION,
    title=_("The period of that warning is over"),
    question=_("Can they still cooperate? The period of the warning runs until %(day)s."),
    remedy=_("Wait for the end of the period."),
    looked_at=_("the period of the warning, and whether an answer was noted"),
)
def cooperation_running(draft: Draft) -> Found | None:
    waits = [one for one in draft.letters if _warns(one) and one.still_waits(draft.on)]
    if not _for_lack_of_cooperation(draft) or not waits:
        return None
    return found(day=_last_day(waits))


def _for_lack_of_cooperation(draft: Draft) -> bool:
    return draft.binding.lack_of_cooperation and draft.outcome in DENIES


def _warns(letter: Letter) -> bool:
    return bool(letter.norm) and parse(letter.norm) == WARNED_UNDER


def _last_day(letters: list[Letter]) -> str:
    return max(one.answer_by for one in letters if one.answer_by).strftime("%d.%m.%Y")


CHECKS = (documents, request_running, cooperation_warning, cooperation_running)

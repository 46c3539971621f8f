"""The hearing before an act that encroaches on rights, and what became of the answer.

Refusing something not yet granted takes no right away; courts ask no hearing for it, so that its
lack is a warning. § 28 II VwVfG and § 91 II AO list examples, § 24 II SGB X lists all exceptions.
"""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import DENIES, GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.hearing import is_exception

HEARING = norms("§ 28 Abs. 1 VwVfG", "§ 24 Abs. 1 SGB X", "§ 91 Abs. 1 AO")
EXCEPTIONS = norms("§ 28 Abs. 2 VwVfG", "§ 24 Abs. 2 SGB X", "§ 91 Abs. 2 AO")


@check(
    "hearing",
    BLOCKER,
    HEARING,
    title=_("Whoever loses something was heard"),
    question=_("Has the person been heard? The decision takes away something they have."),
    remedy=_("Send a hearing first, or name the exception on which none is needed."),
    looked_at=_("the outcome, the hearings issued, and the exception named"),
    place="hearing_exception",
)
def hearing(draft: Draft) -> Found | None:
    return found(draft.outcome) if draft.takes_away and _unheard(draft) else None


@check(
    "hearing-refusal",
    WARNING,
    HEARING,
    title=_("Who does not get all they asked for was heard"),
    question=_("Has the applicant been heard? No hearing was sent in this case."),
    remedy=_(
        "Send a hearing first if the refusal takes away a right the applicant had; refusing "
        "something not yet granted does not strictly need one."
    ),
    looked_at=_("the outcome, the hearings issued, and the exception named"),
    place="hearing_exception",
    answers=(
        _("Something not yet granted is refused; no right is taken away."),
        _("The decision rests on the applicant's own statements."),
        _("The applicant was heard in person; there is a note in the file."),
    ),
)
def hearing_refusal(draft: Draft) -> Found | None:
    refuses = draft.outcome in DENIES and not draft.binding.lack_of_cooperation
    refuses = refuses and not draft.on_objection  # it takes nothing more, see § 71 VwGO
    return found(draft.outcome) if refuses and _unheard(draft) else None


@check(
    "hearing-obligation",
    WARNING,
    HEARING,
    title=_("Whoever gets an unusual obligation was heard"),
    question=_("Does the applicant expect this obligation? The service does not propose it."),
    remedy=_("Hear the applicant on it, or name why that is not needed."),
    looked_at=_("the obligations, the text blocks of the service, and the hearings issued"),
    place="ancillary_clauses",
    answers=(
        _("The obligation was talked over with the applicant."),
        _("The obligation only repeats what the law demands."),
    ),
)
def hearing_obligation(draft: Draft) -> Found | None:
    if draft.outcome not in GIVES or not _unheard(draft):
        return None
    new = [one["text"] for one in draft.new_clauses if one["kind"] == "obligation"]
    return found(*new) if new else None


@check(
    "hearing-exception",
    BLOCKER,
    EXCEPTIONS,
    title=_("The exception from the hearing exists"),
    question=_("On what is no hearing needed? “%(named)s” is no exception of this procedure law."),
    remedy=_("Choose one of the exceptions the law names, or hear the person."),
    looked_at=_("the exception named and the list of the procedure law"),
    place="hearing_exception",
)
def hearing_exception(draft: Draft) -> Found | None:
    named = draft.decision.hearing_exception.strip()
    return None if not named or is_exception(named, draft.regime) else found(named=named)


@check(
    "hearing-reason",
    BLOCKER,
    EXCEPTIONS,
    title=_("It is said why the exception applies"),
    question=_("Why was nobody heard? An exception is named, but not what supports it here."),
    remedy=_("Say in a sentence why the exception applies in this case."),
    looked_at=_("the exception named and its reason"),
    place="hearing_reason",
)
def hearing_reason(draft: Draft) -> Found | None:
    decision = draft.decision
    if not decision.hearing_exception.strip() or decision.hearing_reason.strip():
        return None
    return found(decision.hearing_exception)


@check(
    "hearing-running",
    BLOCKER,
    HEARING,
    title=_("The period to answer the hearing is over"),
    question=_("Can they still answer? The period of the hearing runs until %(day)s."),
    remedy=_("Wait for the answer or the end of the period."),
    looked_at=_("the period of the hearing, and whether an answer was noted"),
    overridable=True,
)
def hearing_running(draft: Draft) -> Found | None:
    waits = [one for one in draft.sent("hearing") if one.still_waits(draft.on)]
    if not waits or not draft.adverse:
        return None
    last = max(one.answer_by for one in waits if one.answer_by)
    return found(day=last.strftime("%d.%m.%Y"))


@check(
    "answer",
    BLOCKER,
    norms("§ 39 Abs. 1 Satz 2 VwVfG", "§ 35 Abs. 1 Satz 2 SGB X", "§ 121 Abs. 1 AO"),
    title=_("The answer to the hearing was considered"),
    question=_("What became of the answer? One came, and the decision does not deal with it."),
    remedy=_("Say what was put forward and why it does or does not change the decision."),
    looked_at=_("the answer noted in the process and the field on what it changed"),
    place="answer_treatment",
)
def answer(draft: Draft) -> Found | None:
    answered = [one for one in draft.sent("hearing") if one.answered]
    if not answered or not draft.adverse or draft.decision.answer_treatment.strip():
        return None
    return found(len(answered))


def _unheard(draft: Draft) -> bool:
    return not draft.sent("hearing") and not draft.decision.hearing_exception.strip()


CHECKS = (
    hearing,
    hearing_refusal,
    hearing_obligation,
    hearing_exception,
    hearing_reason,
    hearing_running,
    answer,
)

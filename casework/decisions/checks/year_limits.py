"""Until when a grant can be withdrawn or revoked, and what is to be paid back.

§§ 48 IV, 49 II 2 VwVfG; §§ 45 III, IV, 47 II 5, 50 SGB X; §§ 130 III, 131 II 2 AO.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import GIVES, TAKES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.process.dates import REGIMES, place_of
from legal import deadlines

WITHDRAW, REVOKE = TAKES
ONE_YEAR: dict[str, dict[str, str]] = {
    WITHDRAW: norms(
        "§ 48 Abs. 4 Satz 1 VwVfG", "§ 45 Abs. 4 Satz 2 SGB X", "§ 130 Abs. 3 Satz 1 AO"
    ),
    REVOKE: norms("§ 49 Abs. 2 Satz 2 VwVfG", "§ 47 Abs. 2 Satz 5 SGB X", "§ 131 Abs. 2 Satz 2 AO"),
}


@check(
    "one-year",
    BLOCKER,
    ONE_YEAR[WITHDRAW],
    title=_("The year to withdraw or revoke is not over"),
    question=_("Is it too late? A year since the facts became known ended on %(day)s."),
    remedy=_(
        "Leave the decision as it is. The year does not bind against who deceived; a lead may "
        "confirm that, or that the facts became known later."
    ),
    looked_at=_("the outcome, the decision undone, and when this case about it was opened"),
    overridable=True,
)
def one_year(draft: Draft) -> Found | None:
    undoes_grant = draft.outcome in TAKES and _favours(draft)
    if not undoes_grant or draft.case.origin_id is None:
        return None
    last = _last_day(draft.case.received_on, "1y", draft)
    if draft.on <= last:
        return None
    return found(norm=ONE_YEAR[draft.outcome][draft.regime], day=last.strftime("%d.%m.%Y"))


@check(
    "two-years",
    BLOCKER,
    {"SGB X": "§ 45 Abs. 3 Satz 1 SGB X"},
    title=_("A continuing social benefit is withdrawn within two years"),
    question=_("Is it too late? The two years since the decision ended on %(day)s."),
    remedy=_("Leave it as it is. A lead may confirm that the ten years of sentence 3 apply."),
    looked_at=_("the outcome, the decision withdrawn and the day it was issued"),
    overridable=True,
)
def two_years(draft: Draft) -> Found | None:
    withdraws = draft.regime == "SGB X" and draft.outcome == WITHDRAW and _favours(draft)
    if not withdraws or draft.target is None or draft.target.decided_at is None:
        return None
    last = _last_day(draft.day_of(draft.target), "2y", draft)
    return found(day=last.strftime("%d.%m.%Y")) if draft.on > last else None


@check(
    "reimbursement",
    WARNING,
    {"SGB X": "§ 50 Abs. 3 Satz 2 SGB X"},
    title=_("What must be paid back is decided together"),
    question=_("What must be paid back? The decision names no value."),
    remedy=_("Enter the amount and decide on it in the operative part as well."),
    looked_at=_("the outcome and the value of the decision"),
    place="value",
    answers=(
        _("Nothing was paid yet."),
        _("It is withdrawn for the future only."),
        _("The amount follows in a decision of its own."),
    ),
)
def reimbursement(draft: Draft) -> Found | None:
    undoes = draft.regime == "SGB X" and draft.takes_away and draft.decision.value is None
    return found(draft.outcome) if undoes else None


def _favours(draft: Draft) -> bool:
    return draft.target is not None and draft.target.outcome in GIVES


def _last_day(event: date, period: str, draft: Draft) -> date:
    return deadlines.compute(
        event=event,
        period=period,
        regime=REGIMES[draft.regime],
        place=place_of(draft.case.authority),
    ).due


CHECKS = (one_year, two_years, reimbursement)

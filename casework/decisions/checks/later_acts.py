"""Later acts: withdrawing, revoking, correcting an earlier decision, certifying a fiction.

§§ 42, 42a, 48, 49 VwVfG; §§ 38, 45, 47 SGB X; §§ 129 to 131 AO.
"""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import ON_A_DECISION, Draft
from casework.decisions.checks.finding import BLOCKER, Found, check, found, norms, same
from casework.decisions.fiction import came_about
from casework.decisions.models import Decision

WITHDRAW, REVOKE, CORRECT = ON_A_DECISION
BY_OUTCOME: dict[str, dict[str, str]] = {
    WITHDRAW: norms("§ 48 Abs. 1 Satz 1 VwVfG", "§ 45 Abs. 1 SGB X", "§ 130 Abs. 1 AO"),
    REVOKE: norms("§ 49 Abs. 2 Satz 1 VwVfG", "§ 47 Abs. 1 SGB X", "§ 131 Abs. 2 Satz 1 AO"),
    CORRECT: norms("§ 42 Satz 1 VwVfG", "§ 38 Satz 1 SGB X", "§ 129 Satz 1 AO"),
}


@check(
    "target",
    BLOCKER,
    BY_OUTCOME[WITHDRAW],
    title=_("It is said which decision is undone or corrected"),
    question=_("Which decision is it about? None is chosen."),
    remedy=_("Choose the earlier decision."),
    looked_at=_("the outcome and the earlier decision chosen"),
    place="target",
)
def target(draft: Draft) -> Found | None:
    if draft.outcome not in ON_A_DECISION or draft.target is not None:
        return None
    return found(draft.outcome, norm=_norm(draft))


@check(
    "target-issued",
    BLOCKER,
    norms("§ 43 Abs. 1 Satz 1 VwVfG", "§ 39 Abs. 1 Satz 1 SGB X", "§ 124 Abs. 1 Satz 1 AO"),
    title=_("Only a decision that was issued is undone or corrected"),
    question=_("Is there anything to undo? The decision chosen was never issued."),
    remedy=_("Choose a decision that was issued, or just change its draft."),
    looked_at=_("the status of the earlier decision"),
    place="target",
)
def target_issued(draft: Draft) -> Found | None:
    earlier = draft.target if draft.outcome in ON_A_DECISION else None
    return found(earlier.pk) if earlier and earlier.status != Decision.Status.ISSUED else None


@check(
    "target-case",
    BLOCKER,
    BY_OUTCOME[WITHDRAW],
    title=_("The earlier decision belongs to this case or the one it deals with"),
    question=_("Is it this person's decision? It belongs to another case."),
    remedy=_("Choose the decision of this case or of the one it deals with."),
    looked_at=_("the case of the earlier decision and the origin of this case"),
    place="target",
)
def target_case(draft: Draft) -> Found | None:
    earlier = draft.target if draft.outcome in ON_A_DECISION else None
    if earlier is None or earlier.case_id in (draft.case.pk, draft.case.origin_id):
        return None
    return found(earlier.pk, norm=_norm(draft))


@check(
    "target-undone",
    BLOCKER,
    norms("§ 43 Abs. 2 VwVfG", "§ 39 Abs. 2 SGB X", "§ 124 Abs. 2 AO"),
    title=_("The earlier decision still holds"),
    question=_("Is there anything left to undo? It was withdrawn or revoked already."),
    remedy=_("Choose another decision."),
    looked_at=_("later decisions on the earlier decision"),
    place="target",
)
def target_undone(draft: Draft) -> Found | None:
    return found(draft.outcome) if draft.undone and draft.outcome in ON_A_DECISION else None


@check(
    "correction",
    BLOCKER,
    BY_OUTCOME[CORRECT],
    title=_("A correction decides nothing new"),
    question=_("Is it only a correction? It carries clauses or discretion, so it decides anew."),
    remedy=_("Delete them; to decide anew, withdraw or revoke the earlier decision."),
    looked_at=_("the outcome, the clauses and the considerations"),
    place="outcome",
)
def correction(draft: Draft) -> Found | None:
    anew = bool(draft.decision.clauses) or draft.exercises_discretion
    return found(draft.outcome) if draft.outcome == CORRECT and anew else None


@check(
    "certificate",
    BLOCKER,
    same("§ 42a Abs. 3 VwVfG"),
    title=_("Only a permit by fiction that came about is certified"),
    question=_("What is certified? No period for a permit by fiction is over in this case."),
    remedy=_("Decide on the application instead."),
    looked_at=_("the outcome and the deadlines of the permit by fiction"),
    place="outcome",
)
def certificate(draft: Draft) -> Found | None:
    periods = (*draft.deadlines, *draft.origin_periods)
    over = any(came_about(one, draft.on) for one in periods)
    return found() if draft.outcome == "certify" and not over else None


def _norm(draft: Draft) -> str:
    return BY_OUTCOME[draft.outcome].get(draft.regime, "")


CHECKS = (
    target,
    target_issued,
    target_case,
    target_undone,
    correction,
    certificate,
)

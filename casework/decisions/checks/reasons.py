"""Why it is decided like this: facts, law, and discretion where the law leaves some.

§ 39 VwVfG and § 35 SGB X want reasons unless an application is granted; § 121 I AO where they are
needed to understand the act.
"""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import DENIES, GIVES, ON_A_DECISION, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.citations import Cited
from casework.decisions.models import Decision

PROCEDURE = ("VwVfG", "SGB X", "AO", "VwGO", "SGG", "FGO", "VwZG")
WEIGHED = norms("§ 39 Abs. 1 Satz 3 VwVfG", "§ 35 Abs. 1 Satz 3 SGB X", "§ 121 Abs. 1 AO")
EXERCISED = norms("§ 40 VwVfG", "§ 39 Abs. 1 Satz 1 SGB I", "§ 5 AO")
LEAST_ASPECTS = 2


@check(
    "reasons",
    BLOCKER,
    norms("§ 39 Abs. 1 VwVfG", "§ 35 Abs. 1 SGB X", "§ 121 Abs. 1 AO"),
    title=_("The decision has its reasons"),
    question=_("Why? A decision that does not fully grant the application needs reasons."),
    remedy=_("Write the essential reasons of fact and law."),
    looked_at=_("whether the reasons are empty, the outcome, clauses and third parties"),
    place="reasons",
    overridable=True,
)
def reasons(draft: Draft) -> Found | None:
    burdens = (
        draft.outcome in (*DENIES, *ON_A_DECISION)
        or bool(draft.decision.clauses)
        or (draft.outcome in GIVES and bool(draft.third_parties))
    )
    return None if draft.decision.reasons.strip() or not burdens else found(draft.outcome)


@check(
    "reasons-norm",
    BLOCKER,
    norms("§ 39 Abs. 1 Satz 2 VwVfG", "§ 35 Abs. 1 Satz 2 SGB X", "§ 121 Abs. 1 AO"),
    title=_("The reasons name the norm"),
    question=_("On which norm does it rest? The reasons cite none."),
    remedy=_("Cite the norm whose conditions are met or not met."),
    looked_at=_("the outcome and the citations found in the texts"),
    place="reasons",
    overridable=True,
)
def reasons_norm(draft: Draft) -> Found | None:
    return found(draft.outcome) if draft.adverse and not draft.cited else None


@check(
    "reasons-substance",
    WARNING,
    norms("§ 39 Abs. 1 Satz 2 VwVfG", "§ 35 Abs. 1 Satz 2 SGB X", "§ 121 Abs. 1 AO"),
    title=_("A refusal rests on more than the law of procedure"),
    question=_("Which condition is missing? The decision cites the law of procedure only."),
    remedy=_("Cite the norm that the claim rests on and whose condition is not met."),
    looked_at=_("the outcome and the laws cited in the texts"),
    place="reasons",
    answers=(_("The application fails for a reason of procedure alone."),),
)
def reasons_substance(draft: Draft) -> Found | None:
    if draft.outcome not in DENIES or not draft.cited:
        return None
    return found(*(one.text for one in draft.cited)) if all(map(_procedural, draft.cited)) else None


@check(
    "discretion",
    BLOCKER,
    WEIGHED,
    title=_("Discretion was exercised and can be seen"),
    question=_("What did you weigh? %(named)s leaves the decision to you; nothing is recorded."),
    remedy=_("Record the considerations; they become part of the reasons."),
    looked_at=_("whether the norm of the step leaves discretion, and the considerations recorded"),
    place="considerations",
)
def discretion(draft: Draft) -> Found | None:
    norm = discretionary_norm(draft)
    return found(draft.outcome, named=norm) if norm and not draft.decision.considerations else None


@check(
    "discretion-norm",
    BLOCKER,
    WEIGHED,
    title=_("The notice prints what was weighed"),
    question=_("Which norm leaves the choice? Without it the considerations are not printed."),
    remedy=_("Name the norm that gives discretion."),
    looked_at=_("the considerations and the norm of discretion named"),
    place="discretion_norm",
)
def discretion_norm(draft: Draft) -> Found | None:
    norm, decision = discretionary_norm(draft), draft.decision
    named = bool(decision.discretion_norm.strip())
    return found(norm) if norm and decision.considerations and not named else None


@check(
    "discretion-aspects",
    WARNING,
    EXERCISED,
    title=_("Different aspects were weighed against each other"),
    question=_("Against what was it weighed? Only one aspect is recorded."),
    remedy=_("Record what speaks for and what against the decision."),
    looked_at=_("the number of different aspects among the considerations"),
    place="considerations",
    answers=(_("The law itself decides the ordinary case; nothing here is out of the ordinary."),),
)
def discretion_aspects(draft: Draft) -> Found | None:
    aspects = sorted({one["aspect"] for one in draft.decision.considerations})
    if not discretionary_norm(draft) or not aspects or len(aspects) >= LEAST_ASPECTS:
        return None
    return found(*aspects)


@check(
    "discretion-bound",
    BLOCKER,
    EXERCISED,
    title=_("No discretion is claimed where the law binds"),
    question=_("Do you have a choice? The norm of this step binds; discretion is recorded."),
    remedy=_("Delete the considerations, or name in the reasons which norm leaves a choice."),
    looked_at=_("whether the norm of the step leaves discretion, and what is recorded"),
    place="considerations",
    overridable=True,
)
def discretion_bound(draft: Draft) -> Found | None:
    if discretionary_norm(draft) or not draft.exercises_discretion:
        return None
    return found(draft.decision.discretion_norm)


def discretionary_norm(draft: Draft) -> str:
    """The norm that leaves discretion: of the step, else that on taking back what was granted."""
    return draft.binding.discretion or _on_taking_back(draft)


def _on_taking_back(draft: Draft) -> str:
    """§ 48 I 1 SGB X binds ("ist aufzuheben"), so that the step must say whether it is § 47."""
    if not draft.takes_away:
        return ""
    withdraws = draft.outcome == Decision.Outcome.WITHDRAW
    return {
        "VwVfG": "§ 48 Abs. 1 Satz 1 VwVfG" if withdraws else "§ 49 Abs. 2 Satz 1 VwVfG",
        "SGB X": "§ 45 Abs. 1 SGB X" if withdraws else "",
        "AO": "§ 130 Abs. 1 AO" if withdraws else "§ 131 Abs. 2 Satz 1 AO",
    }.get(draft.regime, "")


def _procedural(cited: Cited) -> bool:
    laws = {target.law for target in cited.targets if target.law}
    return bool(laws) and all(law in PROCEDURE or law.endswith("VwVfG") for law in laws)


CHECKS = (
    reasons,
    reasons_norm,
    reasons_substance,
    discretion,
    discretion_norm,
    discretion_aspects,
    discretion_bound,
)

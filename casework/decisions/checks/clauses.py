"""Ancillary clauses: allowed for this act, definite, and attached to something that is granted."""

import re

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.content import DEFINITE
from casework.decisions.checks.draft import GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.models import Decision

CLAIM = norms("§ 36 Abs. 1 VwVfG", "§ 32 Abs. 1 SGB X", "§ 120 Abs. 1 AO")
ANY_NUMBER = re.compile(r"\d")


@check(
    "clause-norm",
    BLOCKER,
    CLAIM,
    title=_("A clause added to a claim rests on a norm"),
    question=_("What allows this clause? There is a claim to the grant: “%(clause)s”"),
    remedy=_("Name the norm that allows the clause, or leave it out."),
    looked_at=_("the clauses with their norms, and whether the service gives a claim"),
    place="ancillary_clauses",
    overridable=True,
)
def clause_norm(draft: Draft) -> Found | None:
    if draft.outcome not in GIVES or not draft.package.entitlement or draft.binding.discretion:
        return None
    bare = [one["text"] for one in draft.new_clauses if not one["norm"].strip()]
    return found(len(bare), clause=_short(bare[0])) if bare else None


@check(
    "clause-outcome",
    BLOCKER,
    norms("§ 36 Abs. 2 VwVfG", "§ 32 Abs. 2 SGB X", "§ 120 Abs. 2 AO"),
    title=_("Clauses go with something that is granted"),
    question=_("To what does the clause belong? Nothing is granted that it could restrict."),
    remedy=_("Delete the clauses or choose another outcome."),
    looked_at=_("the outcome and the clauses"),
    place="ancillary_clauses",
)
def clause_outcome(draft: Draft) -> Found | None:
    nothing_given = draft.outcome in (Decision.Outcome.REFUSE, Decision.Outcome.CERTIFY)
    count = len(draft.decision.clauses)
    return found(draft.outcome, count) if count and nothing_given else None


@check(
    "clause-time-limit",
    WARNING,
    norms("§ 36 Abs. 2 Nr. 1 VwVfG", "§ 32 Abs. 2 Nr. 1 SGB X", "§ 120 Abs. 2 Nr. 1 AO"),
    title=_("A time limit names its day or length"),
    question=_("Until when? The time limit has no date and no number: “%(clause)s”"),
    remedy=_("Name the day on which it ends, or how long it lasts."),
    looked_at=_("whether a clause of the kind “time limit” has any digit"),
    place="ancillary_clauses",
    answers=(_("The end can be told from the words without a number."),),
)
def clause_time_limit(draft: Draft) -> Found | None:
    vague = [
        one["text"]
        for one in draft.decision.clauses
        if one["kind"] == "time_limit" and not ANY_NUMBER.search(one["text"])
    ]
    return found(clause=_short(vague[0])) if vague else None


@check(
    "clause-empty",
    BLOCKER,
    DEFINITE,
    title=_("Every clause says something"),
    question=_("What does the clause say? One of them has no words."),
    remedy=_("Write the clause or delete it."),
    looked_at=_("the words of the clauses"),
    place="ancillary_clauses",
)
def clause_empty(draft: Draft) -> Found | None:
    empty = [one["kind"] for one in draft.decision.clauses if not one["text"].strip()]
    return found(*empty) if empty else None


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


CHECKS = (clause_norm, clause_outcome, clause_time_limit, clause_empty)

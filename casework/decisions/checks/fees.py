"""The fee: a basis that is law, the amount of the table, and none where the procedure is free."""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.content import DEFINITE
from casework.decisions.checks.draft import GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, same
from casework.decisions.models import Decision
from legal import citations

# What burdens must rest on law (Art. 20 III GG: Vorbehalt des Gesetzes).
BASIS = same("Art. 20 Abs. 3 GG")


@check(
    "fee-basis",
    BLOCKER,
    BASIS,
    title=_("The fee has a basis"),
    question=_("On what does the fee rest? No basis is named."),
    remedy=_("Name the fee schedule or by-law."),
    looked_at=_("fee and basis of the fee"),
    place="fee_basis",
)
def fee_basis(draft: Draft) -> Found | None:
    decision = draft.decision
    return found() if decision.fee_amount is not None and not decision.fee_basis.strip() else None


@check(
    "fee-basis-norm",
    WARNING,
    BASIS,
    title=_("The basis of the fee is a norm"),
    question=_("Which provision is it? “%(basis)s” names no section of a law or by-law."),
    remedy=_("Cite the provision, such as § 2 of the fee schedule."),
    looked_at=_("citations found in the basis of the fee"),
    place="fee_basis",
    answers=(_("The schedule has numbers instead of sections; the number is named."),),
)
def fee_basis_norm(draft: Draft) -> Found | None:
    basis = draft.decision.fee_basis.strip()
    cites = bool(basis) and any(True for _hit in citations.find(basis))
    return found(basis=basis) if draft.decision.fee_amount and basis and not cites else None


@check(
    "fee-amount",
    WARNING,
    BASIS,
    title=_("The fee is that of the table"),
    question=_("Why this amount? The table of the service says %(amount)s euros."),
    remedy=_("Enter the amount of the table or say why another one is due."),
    looked_at=_("the fee and the table of the service for this application"),
    place="fee_amount",
    answers=(
        _("Only a part is granted; the fee was reduced accordingly."),
        _("The fee was reduced for reasons of equity."),
    ),
)
def fee_amount(draft: Draft) -> Found | None:
    due, fee = _due(draft), draft.package.fee
    if fee is None or due is None or draft.decision.fee_amount in (None, due):
        return None
    return found(draft.decision.fee_amount, norm=fee.basis, amount=due)


@check(
    "fee-forgotten",
    WARNING,
    BASIS,
    title=_("No fee was forgotten"),
    question=_("Is it free of charge? The table of the service says %(amount)s euros."),
    remedy=_("Enter the fee or say why none is due."),
    looked_at=_("the outcome, the fee, and the table of the service for this application"),
    place="fee_amount",
    answers=(_("The person is exempt from the fee."), _("The fee was waived for equity.")),
)
def fee_forgotten(draft: Draft) -> Found | None:
    due, fee = _due(draft), draft.package.fee
    if fee is None or not due or draft.decision.fee_amount is not None:
        return None
    return found(draft.outcome, norm=fee.basis, amount=due)


@check(
    "fee-refusal",
    BLOCKER,
    BASIS,
    title=_("No fee of a grant without a grant"),
    question=_("What is the fee for? Nothing is granted, and the basis is that of the grant."),
    remedy=_("Delete the fee, or name the provision on a fee for this outcome."),
    looked_at=_("outcome, fee, and whether its basis is the service's own for the grant"),
    place="fee_amount",
    overridable=True,
)
def fee_refusal(draft: Draft) -> Found | None:
    decision, fee = draft.decision, draft.package.fee
    if not decision.fee_amount or draft.outcome in GIVES:
        return None
    own = fee is not None and decision.fee_basis.strip() == fee.basis
    return found(decision.fee_amount, draft.outcome) if own else None


@check(
    "fee-correction",
    BLOCKER,
    BASIS,
    title=_("A correction costs nothing"),
    question=_("Why a fee? The mistake that is corrected was the authority's own."),
    remedy=_("Delete the fee."),
    looked_at=_("outcome and fee"),
    place="fee_amount",
)
def fee_correction(draft: Draft) -> Found | None:
    charged = bool(draft.decision.fee_amount)
    corrects = draft.outcome == Decision.Outcome.CORRECT
    return found(draft.decision.fee_amount) if charged and corrects else None


@check(
    "fee-social",
    BLOCKER,
    {"SGB X": "§ 64 Abs. 1 Satz 1 SGB X"},
    title=_("The social procedure is free of charge"),
    question=_("Why a fee? Procedures under the social code cost nothing."),
    remedy=_("Delete the fee."),
    looked_at=_("the procedure law of the service and the fee"),
    place="fee_amount",
)
def fee_social(draft: Draft) -> Found | None:
    charged = bool(draft.decision.fee_amount)
    return found(draft.decision.fee_amount) if charged and draft.regime == "SGB X" else None


@check(
    "fee-account",
    BLOCKER,
    DEFINITE,
    title=_("It is known where the fee is paid"),
    question=_("Where is the fee paid? The authority has no bank account."),
    remedy=_("Have the administrator enter the account."),
    looked_at=_("the fee and the account of the authority"),
)
def fee_account(draft: Draft) -> Found | None:
    charged = bool(draft.decision.fee_amount)
    return found() if charged and not draft.case.authority.iban.strip() else None


def _due(draft: Draft) -> object:
    """The fee of the table for a grant of this application, None where there is none."""
    fee = draft.package.fee
    return fee.for_application(draft.case.data) if fee and draft.outcome in GIVES else None


CHECKS = (
    fee_basis,
    fee_basis_norm,
    fee_amount,
    fee_forgotten,
    fee_refusal,
    fee_correction,
    fee_social,
    fee_account,
)

"""The form of the notice: who issues it, signed how, and whether a machine alone may."""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.checks.reasons import discretionary_norm
from casework.decisions.models import Decision

AUTOMATED = Decision.SignatureForm.AUTOMATED
SIGNED = norms("§ 37 Abs. 3 Satz 1 VwVfG", "§ 33 Abs. 3 Satz 1 SGB X", "§ 119 Abs. 3 Satz 2 AO")


@check(
    "authority",
    BLOCKER,
    norms("§ 44 Abs. 2 Nr. 1 VwVfG", "§ 40 Abs. 2 Nr. 1 SGB X", "§ 125 Abs. 2 Nr. 1 AO"),
    title=_("The issuing authority can be told"),
    question=_("Who decides? The letterhead lacks name or address of the authority."),
    remedy=_("Have the administrator complete name, street, postal code and city."),
    looked_at=_("name and address of the authority"),
)
def authority(draft: Draft) -> Found | None:
    known = draft.case.authority
    parts = (known.name, known.street, known.postal_code, known.city)
    return None if all(part.strip() for part in parts) else found(*parts)


@check(
    "signature",
    BLOCKER,
    SIGNED,
    title=_("The name under the notice is known"),
    question=_("Who signs? The account %(account)s has no name that could stand under it."),
    remedy=_("Have the administrator enter first and last name."),
    looked_at=_("the form of the signature and the name of the drafter"),
    place="signature_form",
)
def signature(draft: Draft) -> Found | None:
    drafter = draft.decision.changed_by
    if draft.decision.signature_form == AUTOMATED or drafter.get_full_name().strip():
        return None
    return found(account=drafter.username)


@check(
    "automated-discretion",
    BLOCKER,
    norms("§ 35a VwVfG", "§ 31a Satz 1 SGB X", "§ 155 Abs. 4 Satz 1 AO"),
    title=_("No machine exercises discretion"),
    question=_("Who weighs? An automated notice leaves no room for discretion."),
    remedy=_("Sign the notice by name."),
    looked_at=_("the form of the signature and the discretion of the step"),
    place="signature_form",
)
def automated_discretion(draft: Draft) -> Found | None:
    chooses = discretionary_norm(draft) or draft.exercises_discretion
    automated = draft.decision.signature_form == AUTOMATED
    return found(draft.outcome) if automated and chooses else None


@check(
    "automated-by-hand",
    WARNING,
    norms("§ 37 Abs. 5 Satz 1 VwVfG", "§ 33 Abs. 5 Satz 1 SGB X", "§ 119 Abs. 3 Satz 2 AO"),
    title=_("Only automated notices go out without a name"),
    question=_("Is it automated? A person changed the draft; yet no name is to stand under it."),
    remedy=_("Sign the notice by name."),
    looked_at=_("the form of the signature and whether the draft was changed"),
    place="signature_form",
    answers=(_("The notice comes from the specialist procedure; only the dispatch is ours."),),
)
def automated_by_hand(draft: Draft) -> Found | None:
    automated = draft.decision.signature_form == AUTOMATED
    return found() if automated and draft.decision.version > 1 else None


@check(
    "written-form",
    BLOCKER,
    norms("§ 3a Abs. 3 Nr. 3 VwVfG", "§ 36a Abs. 2a Nr. 3 SGB I", "§ 87a Abs. 4 Satz 2 AO"),
    title=_("Where the law demands writing, the electronic notice is sealed"),
    question=_("Is it in writing? %(demanded)s demands it; through the portal it needs the seal."),
    remedy=_("Choose the electronic seal, or send it by post."),
    looked_at=_("the norm of the step that demands writing, the way and the form of signature"),
    place="signature_form",
)
def written_form(draft: Draft) -> Found | None:
    demanded, decision = _demands_writing(draft), draft.decision
    sealed = decision.signature_form == Decision.SignatureForm.SEAL
    if not demanded or decision.channel != Decision.Channel.PORTAL or sealed:
        return None
    return found(decision.signature_form, demanded=demanded)


def _demands_writing(draft: Draft) -> str:
    """The norm that demands writing: of the step, else that on the certificate of § 42a."""
    certifies = draft.outcome == Decision.Outcome.CERTIFY
    return draft.binding.written_form or ("§ 42a Abs. 3 VwVfG" if certifies else "")


CHECKS = (authority, signature, automated_discretion, automated_by_hand, written_form)

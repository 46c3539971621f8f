"""The parts of the decision editor beside the main texts: which there are, and which stand open.

What matters in this case is open; the rest is one line that says what it holds.
"""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.decisions.hearing import was_answered
from casework.decisions.models import Decision
from casework.decisions.origin import TAKES_BACK
from casework.process.bindings import package_for

GAP = "[…]"
BURDENS = (
    Decision.Outcome.PARTIAL,
    Decision.Outcome.REFUSE,
    Decision.Outcome.WITHDRAW,
    Decision.Outcome.REVOKE,
)
FIELDS = {
    "discretion": ("discretion_norm", "considerations"),
    "answer": ("answer_treatment",),
    "hearing": ("hearing_exception", "hearing_reason"),
    "target": ("target",),
    "clauses": ("clauses", "ancillary_clauses"),
    "fee": ("fee_amount", "fee_basis"),
    "sending": ("channel", "signature_form", "value"),
    "languages": ("plain_text", "translation_language", "translation"),
}


@dataclass(frozen=True)
class Part:
    """A part of the editor: its title, what it holds in a few words, and whether it is open."""

    title: str
    holds: str
    open: bool


def parts_of(decision: Decision, pressing: Container[str]) -> dict[str, Part]:
    """The parts a draft has by their key, in the order of the page.

    `pressing` are the fields with an error or a finding of the legal checks: their part is open.
    """
    found = {
        "discretion": _discretion(decision),
        "answer": _answer(decision),
        "hearing": _hearing(decision, "hearing_exception" in pressing),
        "target": _target(decision),
        "clauses": _clauses(decision),
        "fee": _fee(decision),
        "sending": _sending(decision),
        "languages": _languages(decision),
    }
    return {
        key: Part(part.title, part.holds, part.open or any(one in pressing for one in FIELDS[key]))
        for key, part in found.items()
        if part is not None
    }


def _discretion(decision: Decision) -> Part:
    norm, weighed = decision.discretion_norm, len(decision.considerations)
    if not norm:
        return Part(_("Discretion"), _("bound decision"), open=bool(weighed))
    count = ngettext("%(n)s consideration", "%(n)s considerations", weighed) % {"n": weighed}
    return Part(_("Discretion"), f"{norm}, {count}", open=True)


def _answer(decision: Decision) -> Part | None:
    """Only where somebody answered to the hearing; open while it is not dealt with."""
    text = decision.answer_treatment
    answered = was_answered(package_for(decision.case), decision.case.process.data)
    if not (text or answered):
        return None
    dealt_with = bool(text) and GAP not in text
    holds = _("dealt with") if dealt_with else _("not dealt with yet")
    return Part(_("Answer to the hearing"), holds, open=not dealt_with)


def _hearing(decision: Decision, missing: bool) -> Part | None:
    """Only for a decision that burdens somebody; the checks say whether a hearing is missing."""
    norm = decision.hearing_exception
    if not norm and decision.outcome not in BURDENS:
        return None
    holds = norm or (_("nobody was heard yet") if missing else _("no exception named"))
    return Part(_("No hearing"), holds, open=False)


def _target(decision: Decision) -> Part | None:
    if decision.outcome not in TAKES_BACK:
        return None
    holds = _("chosen") if decision.target_id else _("not chosen yet")
    return Part(_("Decision concerned"), holds, open=True)


def _clauses(decision: Decision) -> Part:
    gap = any(GAP in text for text in decision.clause_texts)
    holds = str(len(decision.clauses)) if decision.clauses else _("none")
    return Part(_("Ancillary clauses"), holds, open=gap)


def _fee(decision: Decision) -> Part:
    amount = decision.fee_amount
    holds = _("none") if amount is None else f"{_euros(amount)}, {decision.fee_basis}"
    return Part(_("Fee"), holds, open=False)


def _sending(decision: Decision) -> Part:
    ways = [decision.get_channel_display(), decision.get_signature_form_display()]
    if decision.value is not None:
        ways.append(_("value %(amount)s") % {"amount": _euros(decision.value)})
    return Part(_("Sending, signature, value"), ", ".join(ways), open=False)


def _languages(decision: Decision) -> Part:
    there = [_("plain language")] if decision.plain_text else []
    there += [_("translation")] if decision.translation else []
    return Part(_("Plain language and translation"), ", ".join(there) or _("none"), open=False)


def _euros(amount: Decimal) -> str:
    return f"{number_format(amount, 2)} €"

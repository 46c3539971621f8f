"""What a caseworker writes into a decision: where it starts from, and what may be saved."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.blocks import Block, blocks_for
from casework.decisions.clauses import KINDS, Clause
from casework.decisions.discretion import ASPECTS, Consideration, by_aspect
from casework.decisions.hearing import is_exception
from casework.decisions.models import Decision
from casework.process.bindings import package_for
from casework.services.package import Step as Binding
from casework.services.package import TextUse

MOST_CLAUSES = 40
LONGEST = {"discretion_norm": 200, "fee_basis": 300}


class Content(TypedDict, total=False):
    """The fields of a draft that are written; what is not named stays as it is."""

    operative_part: str
    reasons: str
    clauses: list[Clause]
    discretion_norm: str
    considerations: list[Consideration]
    answer_treatment: str
    hearing_exception: str
    hearing_reason: str
    target: Decision | None
    value: Decimal | None
    fee_amount: Decimal | None
    fee_basis: str
    channel: str
    signature_form: str
    plain_text: str
    translation_language: str
    translation: str


# What the text blocks of an outcome fill in, and what is written for one outcome alone.
OF_OUTCOME = (
    *("operative_part", "reasons", "clauses", "discretion_norm", "considerations"),
    *("answer_treatment", "fee_amount", "fee_basis"),
    *("plain_text", "translation_language", "translation"),
)


def proposed(
    case: Case, binding: Binding, outcome: str, process_data: Mapping[str, Any]
) -> Content:
    """What the service proposes for an outcome: its text blocks filled from the case, its fee."""
    package = package_for(case)
    blocks = blocks_for(case, binding, outcome, process_data)
    fee = package.fee if outcome in (Decision.Outcome.GRANT, Decision.Outcome.PARTIAL) else None
    amount = fee.for_application(case.data) if fee else None
    return {
        "operative_part": _text(blocks, "operative_part"),
        "reasons": _text(blocks, "reasons"),
        "answer_treatment": _text(blocks, "answer"),
        "clauses": [clause for block in blocks for clause in block.clauses],
        "discretion_norm": binding.discretion,
        "considerations": by_aspect((b.aspect, b.text) for b in blocks if b.aspect),
        "value": package.value_of(case.data, process_data),
        "fee_amount": amount,
        "fee_basis": fee.basis if fee and amount is not None else "",
        "plain_text": "",
        "translation_language": "",
        "translation": "",
    }


def written(decision: Decision) -> Content:
    """What stands in the draft."""
    content: Content = {}
    for key in Content.__annotations__:
        content[key] = getattr(decision, key)  # type: ignore[literal-required]
    return content


def is_new(decision: Decision, content: Content) -> bool:
    """Whether writing `content` would change the draft."""
    return any(getattr(decision, key) != value for key, value in _tidied(content).items())


def write(decision: Decision, content: Content) -> None:
    """Put content into the draft, texts without blanks around them; saves nothing.

    Raises InvalidData by field for what no decision may contain.
    """
    tidy = _tidied(content)
    for key, value in tidy.items():
        setattr(decision, key, value)
    if errors := _errors(decision):
        raise InvalidData(errors)


def _text(blocks: list[Block], use: TextUse) -> str:
    return "\n\n".join(block.text for block in blocks if block.use == use)


def _tidied(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value for key, value in content.items()
    }
    if "clauses" in content:
        found["clauses"] = [
            {"kind": one["kind"], "text": one["text"].strip(), "norm": one["norm"].strip()}
            for one in content["clauses"]
            if one["text"].strip()
        ]
    if "considerations" in content:
        found["considerations"] = by_aspect(
            (one["aspect"], one["text"])
            for one in content["considerations"]
            if one["aspect"] in ASPECTS
        )
    return found


def _errors(decision: Decision) -> dict[str, str]:
    """By field, what does not fit into any decision; whether it is lawful, the checks say."""
    wrong = {
        "fee_basis": decision.fee_amount is not None and not decision.fee_basis,
        "clauses": any(one["kind"] not in KINDS for one in decision.clauses)
        or len(decision.clauses) > MOST_CLAUSES,
        "hearing_exception": bool(decision.hearing_exception)
        and not is_exception(decision.hearing_exception, decision.case.service.regime),
        "target": decision.target is not None and not _may_be_target(decision),
        "value": decision.value is not None and decision.value < 0,
        "channel": decision.channel not in Decision.Channel.values,
        "signature_form": decision.signature_form not in Decision.SignatureForm.values,
        "translation_language": bool(decision.translation) and not decision.translation_language,
    }
    too_long = [key for key, most in LONGEST.items() if len(getattr(decision, key)) > most]
    found = {key: _messages()[key] for key, is_wrong in wrong.items() if is_wrong}
    return found | dict.fromkeys(too_long, _("This is too long."))


def _may_be_target(decision: Decision) -> bool:
    """Only an issued decision of this case, or of the one it deals with."""
    target = decision.target
    return (
        target is not None
        and target.pk != decision.pk
        and target.status == Decision.Status.ISSUED
        and target.case_id in (decision.case_id, decision.case.origin_id)
    )


def _messages() -> dict[str, str]:
    return {
        "fee_basis": _("Please name the basis of the fee."),
        "clauses": _("Please choose what kind of clause it is; more than %(most)s do not fit.")
        % {"most": MOST_CLAUSES},
        "hearing_exception": _("The procedure law of this service does not know that exception."),
        "target": _("Only an issued decision of this case or of the one it deals with will do."),
        "value": _("The value cannot be less than nothing."),
        "channel": _("Please choose one of the ways."),
        "signature_form": _("Please choose one of the forms."),
        "translation_language": _("Please say which language it is."),
    }

"""The decision editor: the draft, what was typed into it, and what the legal checks say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.decisions import checks
from casework.decisions.actions import draft_for
from casework.decisions.checks import Finding
from casework.decisions.models import Decision
from casework.decisions.texts import paragraphs
from casework.desk.attempt import Attempt
from casework.process.bindings import binding_of
from casework.process.models import Step

TEXTS = ("operative_part", "reasons", "ancillary_clauses", "fee_basis")
FIELDS = (*TEXTS, "fee_amount")


@dataclass(frozen=True)
class Outcome:
    """An outcome the step allows, in words."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class DecisionEditor:
    """The draft as the page shows it; `theirs` is the saved one where it differs from `texts`."""

    decision: Decision
    texts: Mapping[str, str]
    theirs: Mapping[str, str]
    errors: Mapping[str, str]
    outcomes: list[Outcome]
    findings: list[Finding]

    @property
    def blocked(self) -> bool:
        """Whether a finding stops the notice."""
        return bool(checks.blockers(self.findings))


def decision_editor(
    step: Step, user: User, now: datetime, attempt: Attempt | None
) -> DecisionEditor:
    """The editor of a decide step `user` may work on; makes the draft on the first visit."""
    drafts = Decision.objects.filter(step=step).select_related("changed_by")
    decision = drafts.first() or draft_for(step=step, by=user, now=now)
    decision.case, decision.step = step.case, step
    saved = texts_of(decision)
    post = attempt.post if attempt else QueryDict()
    typed = {key: str(post[key]) for key in FIELDS if key in post}
    labels = {"grant": _("Grant"), "refuse": _("Refuse")}
    return DecisionEditor(
        decision=decision,
        texts={**saved, **typed},
        theirs=saved if attempt and attempt.conflict else {},
        errors=attempt.errors if attempt else {},
        outcomes=[
            Outcome(value, labels[value], value == decision.outcome)
            for value in binding_of(step, step.case).outcomes
        ],
        findings=checks.run(decision, on=timezone.localdate(now)),
    )


def texts_of(decision: Decision) -> dict[str, str]:
    """The draft's fields as texts for their inputs."""
    amount = decision.fee_amount
    return {
        **{key: getattr(decision, key) for key in TEXTS if key != "ancillary_clauses"},
        "ancillary_clauses": "\n\n".join(decision.clause_texts),
        "fee_amount": "" if amount is None else number_format(amount, 2),
    }


def read_texts(post: QueryDict) -> dict[str, Any]:
    """What was typed, as `save_draft` takes it. Raises InvalidData for an amount that is none."""
    texts: dict[str, Any] = {
        key: post.get(key, "").replace("\r\n", "\n").replace("\x00", "") for key in TEXTS
    }
    texts["clauses"] = [
        {"kind": "obligation", "text": part, "norm": ""}
        for part in paragraphs(texts.pop("ancillary_clauses"))
    ]
    return {**texts, "fee_amount": _amount(post.get("fee_amount", ""))}


def read_version(post: QueryDict) -> int:
    """The version of the draft the page showed; 0, which never fits, where it is missing."""
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _amount(text: str) -> Decimal | None:
    plain = text.strip().removesuffix("€").strip()
    if not plain:
        return None
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < Decimal("1e8"):
        raise InvalidData({"fee_amount": _("Please enter an amount like 12.50.")})
    return amount.quantize(Decimal("0.01"))

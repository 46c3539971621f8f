"""Legal soundness checks: what stands between a draft and a notice that holds in court.

Each check is one small function with its norm; it returns a finding or None and states what it
looked at. No check reads free text for meaning. A blocker stops the notice.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from casework.cases.models import Case, Deadline, Party
from casework.decisions.citations import Cited, cited_in
from casework.decisions.models import Decision
from casework.decisions.remedy import rule_for
from casework.process.bindings import binding_of, package_for
from casework.process.models import Step

BLOCKER = "blocker"
WARNING = "warning"
GAP = re.compile(r"\[…\]|\{\{|\}\}|\{%")


@dataclass(frozen=True)
class Finding:
    """What a check found: how grave, the norm, the question to the caseworker, how to mend it."""

    code: str
    severity: str
    norm: str
    question: str
    remedy: str
    looked_at: str


@dataclass
class Draft:
    """All a check may look at: the decision as it would go out on the day `on`."""

    decision: Decision
    on: date
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        self.case = self.decision.case

    @property
    def refuses(self) -> bool:
        return self.decision.outcome == Decision.Outcome.REFUSE

    @cached_property
    def cited(self) -> list[Cited]:
        return cited_in(self.decision, self.on)

    @cached_property
    def steps_done(self) -> list[Step]:
        return list(self.case.steps.filter(status=Step.Status.DONE))

    @cached_property
    def applicant(self) -> Party | None:
        return self.case.parties.filter(role=Party.Role.APPLICANT).first()

    def norm(self, by_regime: Mapping[str, str]) -> str:
        return by_regime.get(self.case.service.regime, "")


Check = Callable[[Draft], Finding | None]


def run(decision: Decision, *, on: date) -> list[Finding]:
    """All findings for a draft that would be issued on the day `on`, blockers first."""
    return sorted(_findings(Draft(decision, on)), key=lambda finding: finding.severity != BLOCKER)


def blockers(findings: list[Finding]) -> list[Finding]:
    """Those findings that stop the notice."""
    return [finding for finding in findings if finding.severity == BLOCKER]


def _findings(draft: Draft) -> Iterator[Finding]:
    for check in CHECKS:
        if finding := check(draft):
            yield finding


def addressee_can_be_reached(draft: Draft) -> Finding | None:
    party = draft.applicant
    if party and party.street and party.postal_code and party.city:
        return None
    return Finding(
        "addressee",
        BLOCKER,
        draft.norm(
            {"VwVfG": "§ 41 Abs. 1 VwVfG", "SGB X": "§ 37 Abs. 1 SGB X", "AO": "§ 122 Abs. 1 AO"}
        ),
        _("To whom does the notice go? The applicant's address is not complete."),
        _("Complete street, postal code and city of the applicant."),
        _("the applicant's address in the case"),
    )


def outcome_is_allowed(draft: Draft) -> Finding | None:
    if draft.decision.outcome in binding_of(draft.decision.step, draft.case).outcomes:
        return None
    return Finding(
        "outcome",
        BLOCKER,
        draft.norm({"VwVfG": "§ 9 VwVfG", "SGB X": "§ 8 SGB X", "AO": "§ 118 AO"}),
        _("This step of the process does not lead to that outcome."),
        _("Choose one of the outcomes of this step."),
        _("the outcome and the step's binding"),
    )


def operative_part_is_there(draft: Draft) -> Finding | None:
    if draft.decision.operative_part.strip():
        return None
    return Finding(
        "operative-part",
        BLOCKER,
        draft.norm(
            {"VwVfG": "§ 37 Abs. 1 VwVfG", "SGB X": "§ 33 Abs. 1 SGB X", "AO": "§ 119 Abs. 1 AO"}
        ),
        _("What is decided? The operative part is empty."),
        _("Write the operative part or choose the outcome again to fill in the text block."),
        _("the operative part"),
    )


def reasons_are_there(draft: Draft) -> Finding | None:
    burdens = draft.refuses or bool(draft.decision.clauses)
    if draft.decision.reasons.strip() or not burdens:
        return None
    return Finding(
        "reasons",
        BLOCKER,
        draft.norm(
            {"VwVfG": "§ 39 Abs. 1 VwVfG", "SGB X": "§ 35 Abs. 1 SGB X", "AO": "§ 121 Abs. 1 AO"}
        ),
        _("Why? A decision that does not fully grant the application needs reasons."),
        _("Write the essential reasons of fact and law."),
        _("whether the reasons are empty, the outcome and the ancillary clauses"),
    )


def refusal_names_its_norm(draft: Draft) -> Finding | None:
    if not draft.refuses or draft.cited:
        return None
    return Finding(
        "reasons-norm",
        BLOCKER,
        draft.norm(
            {
                "VwVfG": "§ 39 Abs. 1 Satz 2 VwVfG",
                "SGB X": "§ 35 Abs. 1 Satz 2 SGB X",
                "AO": "§ 121 Abs. 1 AO",
            }
        ),
        _("On which norm does the refusal rest? The reasons cite none."),
        _("Cite the norm whose conditions are not met."),
        _("citations found in operative part and reasons"),
    )


def no_gap_is_left(draft: Draft) -> Finding | None:
    decision = draft.decision
    if not GAP.search("".join((decision.operative_part, decision.reasons, *decision.clause_texts))):
        return None
    return Finding(
        "gap",
        BLOCKER,
        draft.norm(
            {"VwVfG": "§ 37 Abs. 1 VwVfG", "SGB X": "§ 33 Abs. 1 SGB X", "AO": "§ 119 Abs. 1 AO"}
        ),
        _("A text block has a gap that could not be filled: […]"),
        _("Replace every […] by what belongs there."),
        _("the marks of unfilled placeholders in all texts"),
    )


def cited_norms_exist(draft: Draft) -> Finding | None:
    missing = [cited.text for cited in draft.cited if cited.broken]
    if not missing:
        return None
    return Finding(
        "norm-missing",
        BLOCKER,
        missing[0],
        _("This norm does not exist in the version in force on %(day)s: %(norms)s")
        % {"day": draft.on.strftime("%d.%m.%Y"), "norms": ", ".join(missing)},
        _("Correct the citation."),
        _("each citation, looked up in the imported law"),
    )


def cited_norms_could_be_checked(draft: Draft) -> Finding | None:
    unknown = [cited.text for cited in draft.cited if not cited.checked]
    if not unknown:
        return None
    return Finding(
        "norm-unchecked",
        WARNING,
        unknown[0],
        _("The text of these norms is not loaded; nobody checked that they exist: %(norms)s")
        % {"norms": ", ".join(unknown)},
        _("Check them in the official text."),
        _("each citation, looked up in the imported law"),
    )


def hearing_was_held(draft: Draft) -> Finding | None:
    if not draft.refuses or _letter_was_sent(draft, "hearing"):
        return None
    return Finding(
        "hearing",
        WARNING,
        draft.norm(
            {"VwVfG": "§ 28 Abs. 1 VwVfG", "SGB X": "§ 24 Abs. 1 SGB X", "AO": "§ 91 Abs. 1 AO"}
        ),
        _("Has the applicant been heard? No hearing was sent in this case."),
        _(
            "Send a hearing first if the refusal takes away a right the applicant had; refusing "
            "something not yet granted does not strictly need one."
        ),
        _("the letters issued in this case"),
    )


def _letter_was_sent(draft: Draft, kind: str) -> bool:
    package = package_for(draft.case)
    return any(package.step(step.task).letter == kind for step in draft.steps_done)


def fiction_has_not_occurred(draft: Draft) -> Finding | None:
    ended = draft.case.deadlines.filter(
        kind=Deadline.Kind.FICTION, due_on__lt=draft.on, done_at__isnull=True
    ).first()
    if not draft.refuses or ended is None:
        return None
    return Finding(
        "fiction",
        BLOCKER,
        "§ 42a Abs. 1 Satz 1 VwVfG",
        _("The period ended on %(day)s; the permit counts as granted and cannot be refused.")
        % {"day": ended.due_on.strftime("%d.%m.%Y")},
        _("Certify the permit by fiction on request, or examine withdrawing it (§ 48 VwVfG)."),
        _("the deadline of the permit by fiction"),
    )


def fee_has_a_basis(draft: Draft) -> Finding | None:
    if draft.decision.fee_amount is None or draft.decision.fee_basis.strip():
        return None
    return Finding(
        "fee-basis",
        BLOCKER,
        "Art. 20 Abs. 3 GG",
        _("On what does the fee rest? No basis is named."),
        _("Name the fee schedule or by-law."),
        _("fee and basis of the fee"),
    )


def remedy_is_known(draft: Draft) -> Finding | None:
    if rule_for(draft.case.service, draft.on):
        return None
    return Finding(
        "remedy",
        BLOCKER,
        draft.norm({"VwVfG": "§ 37 Abs. 6 VwVfG", "SGB X": "§ 36 SGB X", "AO": "§ 356 AO"}),
        _("Which remedy does the notice name? No rule is entered for this service and day."),
        _("Ask the administrator to enter the remedy rule of this service."),
        _("the remedy rules of the service"),
    )


def competence_is_right(draft: Draft) -> Finding | None:
    if draft.case.unit_id == draft.case.service.unit_id:
        return None
    return Finding(
        "competence",
        WARNING,
        draft.norm({"VwVfG": "§ 3 VwVfG", "SGB X": "§ 2 SGB X", "AO": "§ 16 AO"}),
        _("Is your unit competent? The service belongs to %(unit)s.")
        % {"unit": draft.case.service.unit},
        _("Hand the case to the competent unit or note why yours decides."),
        _("the unit of the case and the unit of the service"),
    )


CHECKS: tuple[Check, ...] = (
    competence_is_right,
    addressee_can_be_reached,
    outcome_is_allowed,
    operative_part_is_there,
    no_gap_is_left,
    reasons_are_there,
    refusal_names_its_norm,
    cited_norms_exist,
    cited_norms_could_be_checked,
    hearing_was_held,
    fiction_has_not_occurred,
    fee_has_a_basis,
    remedy_is_known,
)

"""All that a check may look at, fetched once: no check asks the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from casework.cases.models import Case, Deadline, Party
from casework.decisions import addressee, cosign
from casework.decisions.blocks import blocks_for
from casework.decisions.checks.letters import Letter, letters_of
from casework.decisions.citations import Cited, cited_in
from casework.decisions.clauses import Clause
from casework.decisions.models import Decision
from casework.decisions.remedy import rule_for
from casework.process.bindings import package_for
from casework.process.models import Step
from casework.services.models import RemedyRule
from casework.services.package import Package
from casework.services.package import Step as Binding
from legal import citations

GIVES = (Decision.Outcome.GRANT, Decision.Outcome.PARTIAL)
DENIES = (Decision.Outcome.PARTIAL, Decision.Outcome.REFUSE)
TAKES = (Decision.Outcome.WITHDRAW, Decision.Outcome.REVOKE)
ON_A_DECISION = (*TAKES, Decision.Outcome.CORRECT)
OBJECTION_NORMS = {("VwGO", "73"), ("SGG", "85"), ("AO", "366")}


@dataclass(frozen=True)
class Draft:
    """A decision as it would go out on the day `on`, with the record it rests on.

    `earlier` are the issued decisions of the same case, `undone` says whether the target was
    withdrawn or revoked already, `co_signature` what the co-signature still lacks, `proposed` the
    clauses the service proposes, `origin_periods` the periods of the case it deals with.
    """

    decision: Decision
    on: date
    package: Package
    parties: Sequence[Party]
    steps: Sequence[Step]
    deadlines: Sequence[Deadline]
    documents: frozenset[str]
    letters: Sequence[Letter]
    excluded: frozenset[int]
    earlier: Sequence[Decision]
    undone: bool
    rule: RemedyRule | None
    co_signature: str | None
    proposed: frozenset[str]
    cited: Sequence[Cited]
    origin_periods: Sequence[Deadline] = ()

    @property
    def case(self) -> Case:
        return self.decision.case

    @property
    def regime(self) -> str:
        """The procedure law of the service: VwVfG, SGB X or AO."""
        return self.case.service.regime

    @property
    def outcome(self) -> str:
        return self.decision.outcome

    @cached_property
    def binding(self) -> Binding:
        return self.package.step(self.decision.step.task)

    @cached_property
    def applicant(self) -> Party | None:
        return addressee.applicant_of(self.parties)

    @cached_property
    def representatives(self) -> list[Party]:
        return addressee.representatives_of(self.parties)

    @cached_property
    def third_parties(self) -> list[Party]:
        return [party for party in self.parties if party.role == Party.Role.THIRD]

    @cached_property
    def addressee(self) -> Party | None:
        return addressee.addressee_of(self.parties, self.regime, self.on)

    @property
    def target(self) -> Decision | None:
        """The earlier decision that is withdrawn, revoked or corrected."""
        return self.decision.target

    @property
    def takes_away(self) -> bool:
        """Whether something the addressee has is taken: only a refusal can be undone freely."""
        harmless = self.target is not None and self.target.outcome == Decision.Outcome.REFUSE
        return self.outcome in TAKES and not harmless

    @property
    def adverse(self) -> bool:
        """Whether the addressee gets less than they have or asked for."""
        return self.takes_away or self.outcome in DENIES

    @cached_property
    def on_objection(self) -> bool:
        """Whether it is an objection notice: its step rests on the norm on those."""
        cites = [self.binding.written_form, *(law.cite for law in self.binding.law)]
        targets = (target for cite in cites for target in citations.parse(cite))
        return any((target.law, target.norm) in OBJECTION_NORMS for target in targets)

    @property
    def exercises_discretion(self) -> bool:
        return bool(self.decision.discretion_norm or self.decision.considerations)

    @property
    def new_clauses(self) -> list[Clause]:
        """The clauses that are not the service's own, word for word."""
        clauses: list[Clause] = self.decision.clauses
        return [clause for clause in clauses if clause["text"] not in self.proposed]

    def texts(self) -> Iterator[str]:
        """Every text of the draft that the letter prints."""
        decision = self.decision
        yield from (decision.operative_part, decision.reasons, decision.answer_treatment)
        yield from (decision.plain_text, decision.translation)
        yield from decision.clause_texts
        for consideration in decision.considerations:
            yield consideration["text"]

    @staticmethod
    def day_of(decision: Decision) -> date:
        """The day a decision was issued, or last changed."""
        return timezone.localdate(decision.decided_at or decision.changed_at)

    def sent(self, kind: str) -> list[Letter]:
        """The letters of one kind that went out in this case."""
        return [letter for letter in self.letters if letter.kind == kind]

    def running(self, kind: str) -> Deadline | None:
        """The period of this kind in which nothing was done yet."""
        return next(
            (one for one in self.deadlines if one.kind == kind and one.done_at is None), None
        )


def gather(decision: Decision, on: date) -> Draft:
    """Fetch what the checks look at: a fixed number of queries, fewer for a prefetched case."""
    case = decision.case
    package = package_for(case)
    steps, deadlines = list(case.steps.all()), list(case.deadlines.all())
    target = decision.target
    return Draft(
        decision=decision,
        on=on,
        package=package,
        parties=list(case.parties.all()),
        steps=steps,
        deadlines=deadlines,
        documents=frozenset(document.kind for document in case.documents.all()),
        letters=letters_of(case, package, steps, deadlines),
        excluded=cosign.excluded_from(case),
        earlier=[
            one
            for one in case.decisions.all()
            if one.status == Decision.Status.ISSUED and one.pk != decision.pk
        ],
        undone=target is not None
        and target.later_decisions.filter(status="issued", outcome__in=TAKES).exists(),
        rule=rule_for(case.service, on),
        co_signature=cosign.missing_for(decision),
        proposed=_proposed(decision, package),
        cited=cited_in(decision, on),
        origin_periods=_origin_periods(decision),
    )


def _origin_periods(decision: Decision) -> list[Deadline]:
    """Looked at by a certificate alone: the fiction came about in the case it deals with."""
    if decision.outcome != Decision.Outcome.CERTIFY or decision.case.origin_id is None:
        return []
    return list(Deadline.objects.filter(case=decision.case.origin_id, kind=Deadline.Kind.FICTION))


def _proposed(decision: Decision, package: Package) -> frozenset[str]:
    if not decision.clauses:
        return frozenset()
    case, binding = decision.case, package.step(decision.step.task)
    blocks = blocks_for(case, binding, decision.outcome, case.process.data)
    return frozenset(clause["text"] for block in blocks for clause in block.clauses)

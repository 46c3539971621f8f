"""Where an office uses the law: bindings of its services, texts of its packages, open drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.services.catalogue import package_of
from casework.services.models import LawBinding, ServiceVersion
from casework.services.package import Package
from legal import citations

BINDING, TEXT, DRAFT = "binding", "text", "draft"
KIND_NAMES: dict[str, Promise] = {
    BINDING: _("step of a service"),
    TEXT: _("text of a service"),
    DRAFT: _("draft of a decision"),
}
PACKAGE_KEY = "service.toml"  # citations that stand in no text block


@dataclass(frozen=True, slots=True)
class Use:
    """One citation in one place. `pk` is that of the binding, service version or decision.

    `since` is the moment whose law the place is known to fit; `baseline` stands for the texts it
    was found right with, "" where only the moment is known.
    """

    kind: str
    pk: int
    text_key: str
    citation: str
    where: str
    within: str
    since: datetime
    baseline: str = ""
    case: Case | None = None

    @property
    def place(self) -> tuple[str, int, str, str]:
        return (self.kind, self.pk, self.text_key, self.citation)

    @property
    def kind_name(self) -> Promise:
        return KIND_NAMES[self.kind]


def uses_of(authority: Authority) -> list[Use]:
    """Everything in the office that cites law; three queries, and one for each package not read.

    Versions of services count while they are installed or open cases run on them.
    """
    versions = list(_versions(authority))
    return [*_bindings(versions), *_texts(versions), *_drafts(authority)]


def _versions(authority: Authority) -> QuerySet[ServiceVersion]:
    open_cases = Case.objects.open().filter(service_version=OuterRef("pk"))
    return (
        ServiceVersion.objects.filter(service__authority=authority)
        .filter(Q(pk=F("service__current")) | Exists(open_cases))
        .select_related("service")
        .defer("bundle")
        .order_by("service__name", "pk")
    )


def _bindings(versions: Iterable[ServiceVersion]) -> Iterator[Use]:
    by_id = {version.pk: version for version in versions}
    for binding in LawBinding.objects.filter(version__in=by_id):
        version = by_id[binding.version_id]
        yield Use(
            kind=BINDING,
            pk=binding.pk,
            text_key="",
            citation=binding.citation,
            where=step_label(version.pk, binding.task),
            within=str(version),
            since=binding.reviewed_at or version.installed_at,
            baseline=binding.reviewed_hash,
        )


def step_label(version_id: int, task: str) -> str:
    return package_of(version_id).step(task).label


def _texts(versions: Iterable[ServiceVersion]) -> Iterator[Use]:
    for version in versions:
        for key, title, citation in texts_citing(version.pk):
            yield Use(TEXT, version.pk, key, citation, title, str(version), version.installed_at)


@lru_cache(maxsize=256)
def texts_citing(version_id: int) -> tuple[tuple[str, str, str], ...]:
    """Key, title and citation of every text of a package that cites law; each pair once."""
    return tuple(dict.fromkeys(_citing(package_of(version_id))))


def _citing(package: Package) -> Iterator[tuple[str, str, str]]:
    for block in package.texts:
        cited = [*block.norms, *cited_in("\n".join(block.paragraphs))]
        yield from ((block.key, block.title, citation) for citation in cited)
    yield from ((PACKAGE_KEY, package.name, citation) for citation in _other_citations(package))


def _other_citations(package: Package) -> Iterator[str]:
    """What the package cites outside of steps' law and text blocks."""
    yield from package.legal_basis
    if package.fee:
        yield from cited_in(package.fee.basis)
    if package.processing_period:
        yield from cited_in(package.processing_period.norm)
    for document in package.documents:
        yield from cited_in(document.law)
    for step in package.steps:
        laws = [item.law for item in step.checklist] + [field.law for field in step.fields]
        yield from (citation for law in laws for citation in cited_in(law))
        yield from cited_in(step.guidance)


def cited_in(text: str) -> list[str]:
    """The citations in a text as they stand there, white space folded, each once."""
    return list(dict.fromkeys(" ".join(hit.text.split()) for hit in citations.find(text)))


def _drafts(authority: Authority) -> Iterator[Use]:
    drafts = Decision.objects.filter(
        status=Decision.Status.DRAFT, case__status=Case.Status.OPEN, case__authority=authority
    )
    for draft in drafts.select_related("case__service", "case__unit", "step"):
        parts = (draft.operative_part, draft.reasons, *draft.clause_texts, draft.fee_basis)
        for citation in cited_in("\n".join(parts)):
            yield Use(
                kind=DRAFT,
                pk=draft.pk,
                text_key="",
                citation=citation,
                where=draft.step.name,
                within=f"{draft.case.file_number}, {draft.case.unit.name}",
                since=draft.step.opened_at,
                case=draft.case,
            )

"""Every citation of a package must name a place in a law the package lists."""

from __future__ import annotations

from collections.abc import Iterator

from casework.services.package.citations import citation_problem
from casework.services.package.contents import Package
from casework.services.package.problems import Problem
from casework.services.package.schema import legal_references
from casework.services.package.step_parts import Step

SERVICE = "service.toml"


def place_of_step(step: Step) -> str:
    """How a step is named in a problem."""
    return f"[[steps]] ({step.task})"


def law_problems(package: Package) -> Iterator[Problem]:
    """Citations that are none, of laws not listed, or of another regime's procedure act."""
    listed = [*package.laws.values(), *package.local_laws]
    for file, place, citation in citations_in(package):
        problem = citation_problem(file, place, citation, listed, package.regime)
        if problem:
            yield problem


def citations_in(package: Package) -> Iterator[tuple[str, str, str]]:
    """Every citation that is data, with its file and place."""
    yield from ((SERVICE, "[service] legal_basis", cite) for cite in package.legal_basis)
    if package.processing_period:
        yield SERVICE, "[processing_period] norm", package.processing_period.norm
    if package.fee:
        yield SERVICE, "[fee] basis", package.fee.basis
    for document in package.documents:
        yield SERVICE, f"[[documents]] ({document.key})", document.law
    for step in package.steps:
        yield from ((SERVICE, place_of_step(step), cite) for cite in step_citations(step))
    for text in package.texts:
        yield from ((f"texts/{text.key}.md", "norms", cite) for cite in text.norms)
    for place, cite in legal_references(package.schema):
        yield "application.schema.json", place, str(cite)


def step_citations(step: Step) -> list[str]:
    """Every citation of a step: its law, that of its parts, and those on how it is decided."""
    optional = [item.law for item in step.checklist] + [field.law for field in step.fields]
    optional += [step.period.norm if step.period else "", step.discretion, step.written_form]
    return [law.cite for law in step.law] + [cite for cite in optional if cite]

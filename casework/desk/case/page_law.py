"""All law that a case page will show, looked up at once before its parts ask for it one by one."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from casework.cases.models import Case
from casework.services.catalogue import package_of
from casework.services.package import Package, Step
from legal import citations
from legal.citations import MAX_TEXT, Citation
from legal.shelf import shelf_of


def look_up(case: Case, step: Step, texts: Iterable[str]) -> None:
    """Look up what the step cites by its package, and what is cited in `texts` (notes, say).

    One query. Only of use inside `legal.shelf.remembering`; whatever else the page cites is looked
    up when it is shown.
    """
    targets = {target for law in step.law for target in citations.parse(law.cite)}
    targets |= _cited_by(case.service_version_id, step.task)
    targets |= set(_cited_in(texts))
    shelf_of(targets, case.authority.slug)


@lru_cache(maxsize=1024)  # an installed version never changes
def _cited_by(version_id: int, task: str) -> frozenset[Citation]:
    package = package_of(version_id)
    return frozenset(_cited_in(_texts(package, package.step(task))))


def _texts(package: Package, step: Step) -> Iterator[str]:
    yield from (step.guidance, step.discretion, step.written_form)
    for item in step.checklist:
        yield from (item.text, item.law)
    for field in step.fields:
        yield from (field.label, field.help, field.law)
    for document in package.documents:
        yield document.law
    for block in package.texts:
        if block.key in step.texts:
            yield from (*block.norms, *block.paragraphs)
    yield package.fee.basis if package.fee else ""


def _cited_in(texts: Iterable[str]) -> Iterator[Citation]:
    for text in texts:
        if "§" in text or "Art" in text:
            for found in citations.find(text[:MAX_TEXT]):
                yield from found.targets

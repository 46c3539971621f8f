"""The norms a service package brings along: who wrote it looked them up."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from casework.services.catalogue import package_of
from casework.services.package import Package
from legal import citations
from legal.citations import Citation

NormKey = tuple[str, str, str]


@lru_cache(maxsize=64)
def vouched(version_id: int) -> frozenset[NormKey]:
    """Law, part and number of every norm that a version of a service cites anywhere."""
    text = "\n".join(_texts(package_of(version_id)))
    return frozenset(key for hit in citations.find(text) for key in norms_of(hit.targets))


def norms_of(targets: Iterable[Citation]) -> frozenset[NormKey]:
    """The norms of a citation without the passages in them."""
    return frozenset((target.law or "", target.part, target.norm) for target in targets)


def _texts(package: Package) -> Iterator[str]:
    yield from package.legal_basis
    if package.fee:
        yield package.fee.basis
    for step in package.steps:
        yield step.discretion
        yield from (law.cite for law in step.law)
    for block in package.texts:
        yield from block.norms
        yield from block.paragraphs

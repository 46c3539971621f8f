"""Every citation of the supplied packages leads to a place in the statute text of April 2026.

The text is no part of the repository; without it the test is skipped. Satz, Nummer and Buchstabe
are followed in the official text, so that a citation one sentence off is found.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from casework.services.package import Package, read_package
from casework.services.package.law_checks import citations_in
from legal import citations
from legal.addressing import address
from legal.gii import Law, read_law

ROOT = Path(__file__).parents[3]
PACKAGES = sorted(path.name for path in (ROOT / "fixtures" / "services").iterdir())
LAWS = ROOT.parent / "shared" / "law" / "current"

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason="statute texts (../shared/law) missing")


@cache
def law(slug: str) -> Law:
    return read_law((LAWS / f"{slug}.xml").read_bytes(), slug)


def texts(package: Package) -> Iterator[str]:
    """Running text of a package in which citations stand."""
    for step in package.steps:
        yield step.guidance
        yield from (binding.why for binding in step.law)
    for block in package.texts:
        yield " ".join(block.paragraphs)
    for letter in package.letters:
        yield from (*letter.opening, *letter.closing)


def wrong(package: Package, found: citations.Citation) -> str:
    """Why the citation leads nowhere, or "" if it is right."""
    if found.law in package.local_laws:
        return ""
    slug = {name: slug for slug, name in package.laws.items()}.get(str(found.law))
    if slug is None:
        return f"law {found.law} is not listed"
    name = f"{'Art' if found.kind == 'Art.' else found.kind} {found.norm}"
    norms = [norm for norm in law(slug).norms if norm.enbez == name]
    if not norms:
        return f"no {name} in {slug}"
    missing = address(norms[0].body, found.steps).missing
    return f"no {missing[0].level} {missing[0].value} in {name} {found.law}" if missing else ""


@pytest.mark.parametrize("name", PACKAGES)
def test_citations_that_are_data(name: str) -> None:
    package = read_package(ROOT / "fixtures" / "services" / name)
    for file, place, written in citations_in(package):
        parsed = citations.parse(written)
        assert len(parsed) == 1, f"{file} {place}: {written}"
        assert not wrong(package, parsed[0]), f"{file} {place}: {written}"


@pytest.mark.parametrize("name", PACKAGES)
def test_citations_in_running_text(name: str) -> None:
    package = read_package(ROOT / "fixtures" / "services" / name)
    seen = 0
    for text in texts(package):
        for found in citations.find(text):
            for target in found.targets:
                if target.law:
                    seen += 1
                    assert not wrong(package, target), f"{text}: {found}"
    assert seen > 10

"""The exceptions from the hearing are those of the procedure law, and no others."""

import pytest

from casework.decisions.hearing import EXCEPTIONS, is_exception, was_answered
from casework.services.models import Regime
from casework.services.package import read_package
from tests.factories import PARKING

PLACES = {
    "VwVfG": [*(f"Abs. 2 Nr. {n}" for n in range(1, 6)), "Abs. 2", "Abs. 3"],
    "SGB X": [f"Abs. 2 Nr. {n}" for n in range(1, 8)],
    "AO": [*(f"Abs. 2 Nr. {n}" for n in range(1, 6)), "Abs. 2", "Abs. 2a", "Abs. 3"],
}
NORMS = {"VwVfG": "§ 28", "SGB X": "§ 24", "AO": "§ 91"}


def test_every_regime_has_its_list() -> None:
    assert set(EXCEPTIONS) == set(Regime.values)


@pytest.mark.parametrize("regime", Regime.values)
def test_list_is_that_of_the_law(regime: str) -> None:
    expected = [f"{NORMS[regime]} {place} {regime}" for place in PLACES[regime]]
    assert [one.norm for one in EXCEPTIONS[regime]] == expected
    assert all(one.words for one in EXCEPTIONS[regime])


def test_exception_of_another_law_is_none() -> None:
    assert is_exception("§ 28 Abs. 2 Nr. 3 VwVfG", "VwVfG")
    assert not is_exception("§ 28 Abs. 2 Nr. 3 VwVfG", "SGB X")
    assert not is_exception("§ 28 Abs. 2 Nr. 6 VwVfG", "VwVfG")


def test_only_an_answer_to_a_hearing_counts() -> None:
    package = read_package(PARKING)
    assert was_answered(package, {"aeusserung": "geaeussert"})
    assert not was_answered(package, {"aeusserung": "keine"})
    assert not was_answered(package, {"nachreichung": "eingegangen"})
    assert not was_answered(package, {})

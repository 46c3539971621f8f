"""Every norm a check names exists, with its paragraph, sentence and number."""

from functools import cache

import pytest

from casework.decisions.checks import CHECKS
from casework.decisions.checks.later_acts import BY_OUTCOME
from casework.decisions.checks.notification import TO_REPRESENTATIVE
from casework.decisions.checks.year_limits import ONE_YEAR
from casework.decisions.cosign import SIGNATURE_NORMS
from casework.decisions.hearing import EXCEPTIONS
from legal.addressing import address
from legal.citations import parse
from legal.gii import Law, read_law
from tests.legal.laws import shared

FILES = {
    "VwVfG": "vwvfg",
    "SGB X": "sgb_10",
    "SGB I": "sgb_1",
    "AO": "ao_1977",
    "VwGO": "vwgo",
    "VwZG": "vwzg_2005",
    "GG": "gg",
}
NOT_THERE = ("BGG", "FGO")  # not among the laws at hand; looked up by hand
TABLES = [
    *(check.norms for check in CHECKS),
    *BY_OUTCOME.values(),
    *ONE_YEAR.values(),
    TO_REPRESENTATIVE,
    SIGNATURE_NORMS,
    {one.norm: one.norm for group in EXCEPTIONS.values() for one in group},
    {"formal service": "§ 7 Abs. 1 Satz 2 VwZG", "certificate": "§ 42a Abs. 3 VwVfG"},
]
NORMS = sorted({norm for table in TABLES for norm in table.values()})


@cache
def law(name: str) -> Law:
    slug = FILES[name]
    return read_law(shared("current", f"{slug}.xml").read_bytes(), slug)


@pytest.mark.parametrize("norm", NORMS)
def test_norm_exists(norm: str) -> None:
    (target,) = parse(norm)
    if target.law in NOT_THERE:
        return
    designations = (f"§ {target.norm}", f"Art {target.norm}")
    body = next(one.body for one in law(str(target.law)).norms if one.enbez in designations)
    assert address(body, target.steps).missing == ()

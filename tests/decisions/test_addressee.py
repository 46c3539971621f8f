"""To whom a notice goes."""

from datetime import date

import pytest

from casework.cases.models import Party
from casework.decisions.addressee import acts_alone, addressee_of, age

ON = date(2026, 3, 3)
APPLICANT = Party(pk=1, role="applicant", family_name="Brandes", birth_date=date(1988, 5, 14))
CHILD = Party(pk=2, role="applicant", family_name="Brandes", birth_date=date(2009, 5, 14))
EMPOWERED = Party(pk=3, role="representative", family_name="Fuchs", power_shown=True)
UNPROVEN = Party(pk=4, role="representative", family_name="Hase")
THIRD = Party(pk=5, role="third", family_name="Igel")


@pytest.mark.parametrize(
    ("parties", "regime", "expected"),
    [
        ([THIRD, APPLICANT], "VwVfG", APPLICANT),
        ([APPLICANT, UNPROVEN], "VwVfG", APPLICANT),
        ([APPLICANT, UNPROVEN, EMPOWERED], "VwVfG", EMPOWERED),
        ([CHILD, UNPROVEN], "VwVfG", UNPROVEN),  # the legal representative needs no power
        ([CHILD, UNPROVEN], "AO", UNPROVEN),
        ([CHILD, UNPROVEN], "SGB X", CHILD),  # 16 years old: § 36 I SGB I
        ([CHILD], "VwVfG", CHILD),
        ([THIRD], "VwVfG", None),
        ([], "VwVfG", None),
    ],
)
def test_addressee(parties: list[Party], regime: str, expected: Party | None) -> None:
    assert addressee_of(parties, regime, ON) is expected


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (date(2008, 3, 3), 18),
        (date(2008, 3, 4), 17),
        (date(2008, 2, 29), 18),
        (date(2026, 3, 3), 0),
    ],
)
def test_a_person_is_of_the_new_age_from_the_birthday_on(born: date, years: int) -> None:
    assert age(born, ON) == years


def test_on_the_28th_of_february_who_was_born_on_the_29th_is_a_day_too_young() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_who_has_no_birth_date_counts_as_able_to_act() -> None:
    assert acts_alone(Party(role="applicant", organisation="GmbH"), "VwVfG", ON)

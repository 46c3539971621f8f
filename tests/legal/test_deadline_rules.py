"""Named periods: remedies, authority-set periods, permits; what they refuse."""

from datetime import date

import pytest

from legal.deadlines import (
    DeadlineError,
    Place,
    extend,
    inactivity,
    notify,
    objection,
    permit_by_fiction,
    provision_end,
    reinstatement,
)

MAINZ = Place("RP")


def test_the_objection_period_counts_by_the_right_law() -> None:
    served = notify(event=date(2026, 3, 3), fiction="none", place=MAINZ)
    shifted = {
        (regime, court): objection(served, place=MAINZ, regime=regime, court=court)
        for regime, court in [("vwvfg", None), ("sgbx", None), ("sgbx", "vwgo"), ("ao", None)]
    }
    assert {deadline.due for deadline in shifted.values()} == {date(2026, 4, 7)}
    assert [deadline.norms[-1] for deadline in shifted.values()] == [
        "§ 31 Abs. 3 Satz 1 VwVfG",
        "§ 64 Abs. 3 SGG",
        "§ 26 Abs. 3 Satz 1 SGB X",
        "§ 108 Abs. 3 AO",
    ]


def test_missing_remedy_information_gives_a_year_even_abroad() -> None:
    served = notify(event=date(2026, 3, 3), fiction="none", place=MAINZ)
    deadline = objection(served, place=MAINZ, regime="sgbx", informed=False, abroad=True)
    assert deadline.due == date(2027, 3, 3)
    assert "§ 84 Abs. 2 Satz 3, § 66 Abs. 2 SGG" in deadline.norms


def test_a_permit_by_fiction_warns_on_the_earlier_day() -> None:
    deadline = permit_by_fiction(date(2026, 2, 16), place=MAINZ)
    assert (deadline.due, deadline.disputed) == (date(2026, 5, 16), date(2026, 5, 18))
    assert deadline.because[-1] == (
        "Ist bis zum Ablauf des 16. Mai 2026 (Samstag) nicht entschieden, gilt die Genehmigung "
        "als erteilt, wirksam ab Sonntag, 17. Mai 2026 (§ 42a Abs. 1 Satz 1 VwVfG)."
    )


def test_a_permit_may_have_its_own_period_and_norm() -> None:
    deadline = permit_by_fiction(date(2026, 3, 2), place=MAINZ, period="2m", source="§ 1 Beispiel")
    assert deadline.due == date(2026, 5, 2)  # a Saturday: the authority must keep it
    assert "§ 1 Beispiel" in deadline.norms


def test_the_waiting_period_says_from_when_an_action_is_admissible() -> None:
    deadline = inactivity(date(2026, 1, 15), place=Place("HE"), court="sgg")
    assert deadline.due == date(2026, 7, 15)
    assert "15. Juli 2026 (Mittwoch)" in deadline.because[-1]
    assert "ab dem Tag danach zulässig" in deadline.because[-1]


def test_the_tax_courts_know_no_waiting_period_for_applications() -> None:
    with pytest.raises(DeadlineError, match="Untätigkeitsfrist"):
        inactivity(date(2026, 1, 15), place=MAINZ, court="fgo")


def test_an_act_not_retrieved_is_not_notified() -> None:
    deadline = provision_end(date(2026, 5, 8), place=Place("BE"))
    assert deadline.due == date(2026, 5, 18)
    assert deadline.notified_on is None
    assert "nicht bekannt gegeben" in deadline.because[-1]


def test_an_extension_counts_from_the_shifted_end() -> None:
    deadline = extend(date(2026, 3, 16), "2w", place=MAINZ, granted=date(2026, 3, 10))
    assert deadline.due == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("law", "due"),
    [("vwvfg", 17), ("sgbx", 17), ("vwgo", 17), ("fgo", 17)],
)
def test_reinstatement_within_two_weeks(law: str, due: int) -> None:
    asked = {"obstacle_ended": date(2026, 3, 3), "missed": date(2026, 2, 2)}
    assert reinstatement(**asked, place=MAINZ, law=law).due == date(2026, 3, due)


@pytest.mark.parametrize("law", ["ao", "sgg"])
def test_reinstatement_within_a_month(law: str) -> None:
    asked = {"obstacle_ended": date(2026, 3, 5), "missed": date(2026, 2, 2)}
    assert reinstatement(**asked, place=MAINZ, law=law).due == date(2026, 4, 7)  # Easter


def test_reinstatement_is_unknown_elsewhere() -> None:
    with pytest.raises(DeadlineError, match="Wiedereinsetzung"):
        reinstatement(
            obstacle_ended=date(2026, 3, 3), missed=date(2026, 2, 2), place=MAINZ, law="bgb"
        )

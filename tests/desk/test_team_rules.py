"""By which rule a case is proposed to whom, with the reason."""

import pytest
from django.utils import translation

from casework.desk.team.rules import (
    LOAD,
    SERVICE,
    TURN,
    Candidate,
    Proposed,
    Standing,
    Wanted,
    propose,
)

UNIT, PARKING, HOUSING = 1, 10, 20
ADA = Candidate(1, "Ada Klein", ("Klein", "Ada", 1))
BEN = Candidate(2, "Ben Groß", ("Groß", "Ben", 2))
CLEO = Candidate(3, "Cleo Fern", ("Fern", "Cleo", 3))


def standing(**given: object) -> Standing:
    found: dict[str, object] = {"open": {}, "of_service": {}, "lately": {}, "turn": {}}
    return Standing(**(found | given))  # type: ignore[arg-type]


def proposed(rule: str, known: Standing, number: int = 1, **given: object) -> list[Proposed]:
    cases = [Wanted(n, UNIT, PARKING) for n in range(number)]
    barred = given.get("barred", set())
    people = given.get("people", [CLEO, BEN, ADA])
    with translation.override("en"):
        found = propose(cases, rule, {UNIT: people}, barred, known)  # type: ignore[dict-item,arg-type]
    return [found[case.pk] for case in cases]


def test_load_goes_to_whoever_has_fewest_and_counts_what_it_gave() -> None:
    known = standing(open={ADA.pk: 1, BEN.pk: 3, CLEO.pk: 9})
    lines = proposed(LOAD, known, 4)
    assert [line.to for line in lines] == [ADA, ADA, BEN, ADA]
    assert lines[0].why == "has the fewest open cases (1)"
    assert lines[1].why == "has the fewest open cases (2, of them 1 in this proposal)"


def test_competence_prefers_whoever_works_on_the_service() -> None:
    known = standing(
        open={BEN.pk: 50, CLEO.pk: 1},
        of_service={(BEN.pk, PARKING): 2, (CLEO.pk, HOUSING): 1},
        lately={(ADA.pk, PARKING): 5},
    )
    first, second, third = proposed(SERVICE, known, 3)
    assert first == Proposed(ADA, "works on this service and has the fewest open cases of it (0)")
    assert [second.to, third.to] == [ADA, ADA]
    assert proposed(SERVICE, known)[0].to == BEN  # who now has fewer of it than Ada's three


def test_competence_falls_back_to_load_where_nobody_knows_the_service() -> None:
    (line,) = proposed(SERVICE, standing(open={ADA.pk: 1, CLEO.pk: 2, BEN.pk: 2}))
    assert line == Proposed(ADA, "nobody works on this service yet; has the fewest open cases (1)")


def test_turn_goes_on_after_whoever_had_the_last() -> None:
    lines = proposed(TURN, standing(turn={UNIT: BEN}), 3)
    assert [line.to for line in lines] == [ADA, CLEO, BEN]
    assert lines[0].why == "is next in turn after Ben Groß"


def test_turn_begins_by_name_and_passes_over_who_is_not_here() -> None:
    assert proposed(TURN, standing())[0] == Proposed(CLEO, "is the first in turn by name")
    here = [CLEO, ADA]
    assert proposed(TURN, standing(turn={UNIT: BEN}), people=here)[0].to == ADA


@pytest.mark.parametrize("rule", [LOAD, SERVICE, TURN])
def test_who_is_excluded_is_never_proposed(rule: str) -> None:
    known = standing(of_service={(ADA.pk, PARKING): 1})
    barred = {(0, CLEO.pk), (0, ADA.pk), (1, CLEO.pk), (1, BEN.pk), (1, ADA.pk)}
    first, second = proposed(rule, known, 2, barred=barred)
    assert first.to == BEN
    assert second.to is None
    assert second.why == "Nobody who works there can have it: absent or excluded."


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        proposed("whim", standing())

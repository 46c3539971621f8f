"""The calculus against a slow second one, and what must hold for every deadline."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from legal.deadlines import Deadline, FictionSetting, Place, compute, is_working_day
from legal.deadlines.words import LAENDER, spell
from tests.legal.slow_deadlines import Question, solve

FICTIONS = {
    "vwvfg": ("none", "post", "electronic", "registered", "retrieval", "ozg"),
    "sgbx": ("none", "post", "electronic", "registered", "sgbx-portal", "ozg"),
    "ao": ("none", "post", "electronic", "registered", "ao-portal"),
}
COUNTS = {"d": 400, "w": 60, "m": 40, "y": 5}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    regime = draw(st.sampled_from(sorted(FICTIONS)))
    unit = draw(st.sampled_from("dwmy"))
    land = draw(st.sampled_from(sorted(LAENDER)))
    places = [None, "catholic", *(["augsburg"] if land == "BY" else [])]
    mode = draw(st.sampled_from(["plain", "plain", "plain", "beginning", "backwards"]))
    plain = mode == "plain"
    fiction = draw(st.sampled_from(FICTIONS[regime])) if plain else "none"
    return Question(
        event=draw(st.dates(date(1998, 1, 1), date(2080, 12, 31)) | near_the_reform()),
        count=draw(st.integers(1, COUNTS[unit])),
        unit=unit,
        land=land,
        place=draw(st.sampled_from(places)),
        regime=regime,
        fiction=fiction,
        shift=draw(st.booleans()),
        beginning=mode == "beginning",
        backwards=mode == "backwards",
        own_days=draw(st.none() | st.integers(1, 10)) if fiction != "none" else None,
    )


def near_the_reform() -> st.SearchStrategy[date]:
    return st.dates(date(2024, 12, 20), date(2025, 1, 10))


def place_of(asked: Question) -> Place:
    subdivision = "Augsburg" if asked.place == "augsburg" else None
    return Place(asked.land, catholic=asked.place == "catholic", subdivision=subdivision)


def quick(asked: Question) -> Deadline:
    return compute(
        event=asked.event,
        period=f"{asked.count}{asked.unit}",
        regime=asked.regime,
        place=place_of(asked),
        fiction=asked.fiction,
        setting=FictionSetting(asked.own_days, "Art. 41 BayVwVfG") if asked.own_days else None,
        shift=asked.shift,
        beginning=asked.beginning,
        backwards=asked.backwards,
    )


@settings(max_examples=2000, deadline=None)
@given(questions())
def test_the_slow_calculus_agrees(asked: Question) -> None:
    found = quick(asked)
    assert (found.due, found.notified_on, found.disputed) == solve(asked)


@settings(max_examples=500, deadline=None)
@given(questions())
def test_a_deadline_explains_itself(asked: Question) -> None:
    found = quick(asked)
    told = " ".join(found.because)
    days = [day for day in (asked.event, found.due, found.notified_on, found.disputed) if day]
    assert [day for day in days if spell(day) not in told] == []
    assert [norm for norm in found.norms if norm not in told and "§ 18" not in norm] == []
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in found.because)


@settings(max_examples=500, deadline=None)
@given(questions())
def test_due_is_the_safe_day(asked: Question) -> None:
    found = quick(asked)
    assert found.disputed is None or found.due <= found.disputed
    if asked.shift and not asked.backwards:
        assert is_working_day(found.due, place_of(asked))
        assert found.disputed is None or is_working_day(found.disputed, place_of(asked))

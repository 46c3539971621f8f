"""Letter styles: the most specific that says something wins; issued letters stay as they are."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.access.models import Unit
from casework.audit.models import Entry
from casework.cases.errors import InvalidData, NotAllowed
from casework.decisions.actions import draft_for
from casework.notices import rendering
from casework.notices.actions import issue_decision, preview
from casework.notices.models import LetterStyle, Notice
from casework.notices.style_entry import Place, contrast_on_white, enter_style
from casework.notices.styles import CLOSING, choose, style_facts, styles_for
from tests.factories import NOW, Office, entries, make_case, work_on
from tests.notices.logos import SVG

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def enter(
    office: Office, place: Place | None = None, day: date = TODAY, **values: Any
) -> LetterStyle:
    place = place or Place(office.authority)
    return enter_style(place=place, valid_from=day, values=values, by=office.adm, now=NOW)


def chosen(office: Office, name: str, kind: str = "hearing", day: date = TODAY) -> str:
    styles = styles_for(
        authority=office.authority, unit=office.unit, service=office.service, kind=kind, on=day
    )
    return choose(styles)[name].value


def places(office: Office) -> list[Place]:
    """From the widest place to the most specific."""
    top = Unit.objects.get(authority=office.authority, parent=None)
    widest = [{}, {"unit": top}, {"unit": office.unit}, {"service": office.service}]
    return [
        Place(office.authority, kind=kind, **place) for place in widest for kind in ("", "hearing")
    ]


def test_the_most_specific_place_wins_whatever_was_entered_first(office: Office) -> None:
    order = places(office)
    for place in (*order[4:], *order[:4]):
        enter(office, place, letterhead=str(places(office).index(place)))
    assert chosen(office, "letterhead") == "7"
    assert chosen(office, "letterhead", kind="decision") == "6"


@pytest.mark.parametrize("number", range(8))
def test_each_place_is_wider_than_the_next(office: Office, number: int) -> None:
    for place in places(office)[: number + 1]:
        enter(office, place, letterhead=str(places(office).index(place)))
    assert chosen(office, "letterhead") == str(number)


def test_each_field_is_taken_by_itself(office: Office) -> None:
    enter(office, closing="Freundliche Grüße", foot="Bus 3")
    enter(office, Place(office.authority, unit=office.unit), foot="Bus 7")
    assert (chosen(office, "closing"), chosen(office, "foot")) == ("Freundliche Grüße", "Bus 7")


def test_a_hyphen_means_nothing_also_from_above(office: Office) -> None:
    enter(office, letterhead="Stadt am Fluss", closing="Tschüss")
    enter(office, Place(office.authority, service=office.service), letterhead="-", closing="-")
    assert (chosen(office, "letterhead"), chosen(office, "closing")) == ("", CLOSING)


def test_versions_hold_from_their_day_and_the_later_entry_wins(office: Office) -> None:
    enter(office, closing="Erste")
    enter(office, day=TODAY + timedelta(days=10), closing="Zweite")
    enter(office, day=TODAY + timedelta(days=10), closing="Dritte")
    assert chosen(office, "closing", day=TODAY - timedelta(days=1)) == CLOSING
    assert chosen(office, "closing", day=TODAY + timedelta(days=9)) == "Erste"
    assert chosen(office, "closing", day=TODAY + timedelta(days=10)) == "Dritte"


def test_other_units_services_and_authorities_have_no_say(
    office: Office, other_office: Office
) -> None:
    enter(office, Place(office.authority, unit=office.other_unit), closing="Andere Einheit")
    enter(other_office, closing="Andere Behörde")
    assert chosen(office, "closing") == CLOSING


def test_the_database_keeps_versions_as_they_are(office: Office) -> None:
    style = enter(office, closing="Erste")
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterStyle.objects.filter(pk=style.pk).update(closing="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        style.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterStyle.objects.create(
            authority=office.authority, valid_from=TODAY, entered_by=office.adm, entered_at=NOW,
            logo=b"x", logo_type="image/png",
        )  # fmt: skip


def test_entering_is_logged(office: Office) -> None:
    enter(office, closing="Erste")
    assert Entry.objects.filter(act="letter.style", actor=office.adm).exists()


@pytest.mark.parametrize("person", ["ada", "lea", "rolf"])
def test_others_enter_nothing(office: Office, person: str) -> None:
    with pytest.raises(NotAllowed):
        enter_style(
            place=Place(office.authority),
            valid_from=TODAY,
            values={"closing": "x"},
            by=getattr(office, person),
            now=NOW,
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("closing", "{{ addressee.nickname }}"),
        ("after", "{{ fee.amount }}"),
        ("before", "{{ case.received_on | shout }}"),
        ("before", "{% now %}"),
        ("before", "{{ addressee.name"),
        ("colour", "red"),
        ("colour", "#eeeeee"),
        ("foot", "1\n2\n3\n4\n5"),
    ],
)
def test_what_no_letter_could_print_is_refused_at_entry(
    office: Office, name: str, value: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        enter(office, **{name: value})
    assert set(caught.value.errors) == {name}


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.fixture
def draft(office: Office) -> Any:
    return draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)


def issue(draft: Any, office: Office) -> Notice:
    return issue_decision(
        decision=draft, version=draft.version, by=office.ada, now=NOW, **entries(draft.step)
    )


def test_an_issued_letter_carries_its_style_and_never_changes(office: Office, draft: Any) -> None:
    enter(
        office,
        letterhead="Stadt am Fluss",
        greeting="Guten Morgen {{ addressee.polite_name }},",
        closing="Freundliche Grüße aus {{ authority.city }}",
        foot="Bus 3\nBus 7",
        before="Erster Absatz.\n\nZweiter vom {{ case.received_on | date }}.",
        colour="#0b6b5d",
        logo=SVG,
        logo_type="image/svg+xml",
        logo_alt="Eine Linde",
    )
    notice = issue(draft, office)
    for words in (
        "Stadt am Fluss",
        "Guten Morgen",
        "Freundliche Grüße aus Lindenfurt",
        "Bus 3 · Bus 7",
        "Erster Absatz.\n\nZweiter vom 3. März 2026.",
    ):
        assert words in notice.text
    enter(office, letterhead="Stadt am Berg", closing="Tschüss", colour="#000000")
    assert rendering.render(notice.facts).pdf_sha256 == notice.pdf_sha256


def test_a_placeholder_without_a_value_stops_the_letter_and_is_named(
    office: Office, draft: Any
) -> None:
    enter(office, closing="Ihre {{ contact.room }}")
    for act in (
        lambda: issue(draft, office),
        lambda: preview(step=draft.step, by=office.ada, now=NOW, entered={}),
    ):
        with pytest.raises(InvalidData) as caught:
            act()
        (message,) = caught.value.errors.values()
        for words in ("Stadt Lindenfurt", "Grußformel", "{{ contact.room }}"):
            assert words in message
    assert not Notice.objects.exists()


def test_without_any_style_a_letter_is_as_the_product_has_it(office: Office) -> None:
    assert style_facts([], {}) == {
        "letterhead": None,
        "logo": None,
        "colour": None,
        "closing": CLOSING,
        "foot": [],
        "before": [],
        "after": [],
    }

"""The law beside a step: passage and guidance, what changed, and what the office knows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from casework.access.models import User
from casework.cases.models import Case
from casework.desk.case.law_panel import LawEntry, Place, law_panel
from casework.lawwatch.notes import write_note
from casework.services.package import LawBinding
from legal.importer import import_law
from legal.models import Norm, NormVersion
from tests.desk.conftest import SignIn
from tests.desk.law_changes import CHANGED, ELSEWHERE, load_again
from tests.factories import NOW, Office, make_case
from tests.law import PARKING, SEEN, load_law
from tests.lawwatch.test_earlier import decided
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
CITE = "§ 45 Abs. 1b Satz 1 Nr. 2a StVO"


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


def entries(case: Case, user: User, *cites: str, on: date = DAY) -> list[LawEntry]:
    place = Place(case, "antrag_pruefen", user, on)
    return law_panel([LawBinding(cite, f"Warum {cite}.") for cite in cites], place)


def panel(client: Client, case: Case) -> str:
    text = client.get(f"/cases/{case.file_number}/").content.decode()
    return text.partition('<aside class="case__law"')[2].partition("</aside>")[0]


def test_passage_is_marked_inside_its_norm(office: Office, case: Case, sign_in: SignIn) -> None:
    load_law()
    text = panel(sign_in(office.ada), case)
    excerpt = text.partition('<blockquote class="law__text"')[2].partition("</blockquote>")[0]
    assert "im Zusammenhang mit der Kennzeichnung" in excerpt
    assert "zu anderem" not in excerpt
    whole = text.partition('<div class="law__norm"')[2]
    assert "zu anderem" in whole
    assert "<mark>" in whole
    assert "Unofficial version" in text
    assert text.index("Nur für Bewohner") < text.index("im Zusammenhang mit")


def test_entries_keep_the_order_of_the_package(office: Office, case: Case) -> None:
    load_law()
    found = entries(case, office.ada, "§ 1 BGB", CITE)
    assert [(entry.cite, entry.passage is not None) for entry in found] == [
        ("§ 1 BGB", False),
        (CITE, True),
    ]
    assert found[0].official_url.startswith("https://www.gesetze-im-internet.de/bgb/")


def test_stand_is_said_once_where_a_statute_ends(office: Office, case: Case) -> None:
    load_law()
    found = entries(case, office.ada, CITE, "§ 45 Abs. 1b StVO", "§ 1 BGB")
    assert [entry.ends_statute for entry in found] == [False, True, False]


def test_law_of_the_town_has_no_official_page(office: Office, case: Case) -> None:
    (entry,) = entries(case, office.ada, "§ 2 Abs. 1 BPA-GebO")
    assert (entry.passage, entry.official_url) == (None, "")


def test_a_step_without_law(office: Office, case: Case) -> None:
    assert entries(case, office.ada) == []


def test_a_norm_that_is_not_there_is_told_from_a_law_that_is_not(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    load_law()
    load_again("", 1, {"§ 44": PARKING})
    gone, unknown, unloaded = entries(case, office.ada, CITE, "§ 99 StVO", "§ 1 BGB")
    assert gone.absent is not None
    assert gone.absent.norm.key == "45"
    assert (gone.is_unknown, unknown.is_unknown, unloaded.is_unknown) == (False, True, False)
    text = panel(sign_in(office.ada), case)
    assert "No text of this norm is in force today." in text
    assert "The text of this law is not loaded." in text


def test_what_the_panel_keeps_is_not_shown_when_the_law_arrives_or_goes(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    client, not_loaded = sign_in(office.ada), "The text of this law is not loaded."
    before = panel(client, case).count(not_loaded)
    load_law()
    load_again("", 1, {"§ 44": PARKING})
    text = panel(client, case)
    assert "No text of this norm is in force today." in text
    assert text.count(not_loaded) < before


class TestChanges:
    """The badge of a norm whose text is another than on the day that counts."""

    def test_since_arrival_and_review_with_a_link_to_both_texts(
        self, office: Office, case: Case, sign_in: SignIn
    ) -> None:
        load_law()
        load_again(CHANGED, 2)
        text = panel(sign_in(office.ada), case)
        assert text.count("since the application arrived on") == 1
        assert "since it was reviewed here on" in text
        assert "the cited part reads as before" not in text
        old, new = NormVersion.objects.filter(norm__key="45").order_by("observed_at")
        address = f"/law/stvo_2013/45/compare/?old={old.pk}&amp;new={new.pk}"
        assert address in text
        answer = sign_in(office.ada).get(address.replace("&amp;", "&")).content.decode()
        assert "Bewohnerinnen und" in answer.partition("<ins>")[2].partition("</ins>")[0]

    def test_the_part_around_the_cited_one(self, office: Office, case: Case) -> None:
        load_law()
        load_again(ELSEWHERE, 2)
        (entry,) = entries(case, office.ada, CITE)
        assert [one.part_changed for one in entry.changes] == [False]
        load_again(CHANGED, 3)
        (entry,) = entries(case, office.ada, CITE)
        assert [one.part_changed for one in entry.changes] == [True]

    def test_nothing_for_who_applied_after_the_change(
        self, office: Office, case: Case, sign_in: SignIn
    ) -> None:
        load_law()
        load_again(CHANGED, -10)
        assert "law__change" not in panel(sign_in(office.ada), case)

    def test_a_text_still_to_come(self, office: Office, case: Case, sign_in: SignIn) -> None:
        load_law()
        load_again(CHANGED, 2)
        NormVersion.objects.filter(norm__key="45", is_current=True).update(
            valid_from=date(2999, 1, 1), valid_source="BGBl. 2998 I Nr. 1"
        )
        text = panel(sign_in(office.ada), case)
        assert "will change" in text
        assert "01/01/2999" in text
        assert "Parkplätzen für Bewohner," in text


class TestOffice:
    """Notes on the norm and earlier decisions, folded with their number."""

    def test_notes_and_decisions(self, office: Office, sign_in: SignIn) -> None:
        load_law()
        earlier = decided(office, "earlier")
        case = make_case(office, "now")
        norm = Norm.objects.get(key="45")
        due = date(2026, 3, 9)
        write_note(norm=norm, text="Mietvertrag <genügt>.", review_on=due, by=office.ben, now=NOW)
        text = panel(sign_in(office.ada), case)
        assert "<p>Mietvertrag &lt;genügt&gt;.</p>" in text
        assert "Ben Groß, 03/03/2026" in text
        assert "review overdue" in text
        assert "to be reviewed since 03/09/2026" in text
        assert f'href="/cases/{earlier.file_number}/"' in text
        assert "1 × grant" in text
        assert earlier.file_number not in panel(sign_in(office.ada), earlier)

    def test_others_see_nothing_of_it(
        self, office: Office, other_office: Office, sign_in: SignIn
    ) -> None:
        load_law()
        decided(office, "earlier")
        write_note(
            norm=Norm.objects.get(key="45"), text="Intern", review_on=None, by=office.ada, now=NOW
        )
        text = panel(sign_in(other_office.ada), make_case(other_office))
        assert "law__office" not in text

    def test_nothing_known_shows_nothing(self, office: Office, case: Case, sign_in: SignIn) -> None:
        load_law()
        assert "law__office" not in panel(sign_in(office.ada), case)


def test_references_in_text_and_guidance_are_links(
    office: Office, case: Case, sign_in: SignIn
) -> None:
    import_law(
        "stvo_2013",
        small_law({"§ 45": "<P>(1b) Nach § 12 gilt das.</P>"}, name="StVO"),
        SEEN,
    )
    (entry,) = entries(case, office.ada, "§ 45 Abs. 1b StVO")
    text = panel(sign_in(office.ada), case)
    assert entry.passage is not None
    assert 'href="/law/cited/?cite=%C2%A7+12+StVO" data-law-preview>§ 12</a>' in text


def test_number_of_queries_does_not_grow(
    office: Office,
    case: Case,
    sign_in: SignIn,
    queries: Callable[[Client, str], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The panel costs one query; what it cites is looked up with the rest of the page."""
    load_law()
    ada, url = sign_in(office.ada), f"/cases/{case.file_number}/"
    full = queries(ada, url)
    for norm in Norm.objects.all():
        write_note(norm=norm, text="Notiz", review_on=None, by=office.ada, now=NOW)
    decided(office, "earlier")
    load_again(CHANGED, 2)
    assert queries(ada, url) == full
    monkeypatch.setattr("casework.desk.case.step_panel.law_panel", lambda bindings, place: [])
    assert queries(ada, url) == full - 1

"""The pages of the law an office keeps: changes to review, by-laws, days in force, notes."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.lawwatch.changes import watch
from casework.lawwatch.models import NormNote, Review
from legal.importer import import_law
from legal.models import NormVersion, Statute
from legal.passages import lookup
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office
from tests.legal.laws import DRAGONS, small_law

pytestmark = pytest.mark.django_db

LAW = "<P>(1b) Anordnungen<DL><DT>2a.</DT><DD><LA>für {0},</LA></DD></DL></P>"
BYLAW = "§ 1 Zweck\n\nSchutz.\n\n§ 2 Gebühr\n\n(1) Sie beträgt 60 Euro.\n\n§ 4 Ende\n\nSchluss."
HEAD = {
    "abbreviation": "TeichS",
    "title": "Satzung über Teiche",
    "kind": "municipal",
    "valid_from": "2024-01-01",
    "source": "Amtsblatt Nr. 1",
    "link": "",
}


def load(text: str, build: str) -> None:
    day = NOW.replace(year=2025 if build == "1" else 2027)
    import_law("stvo_2013", small_law({"§ 45": LAW.format(text)}, name="StVO", build=build), day)


@pytest.fixture
def changed(office: Office) -> Office:
    load("Bewohner", "1")
    load("alle Bewohner", "2")
    return office


@pytest.fixture
def admin(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.adm)


PAGES = ["/law-review/", "/bylaws/", "/bylaws/new/", "/norms/stvo_2013/45/dates/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_administrators(changed: Office, sign_in: SignIn, page: str) -> None:
    assert sign_in(changed.adm).get(page).status_code == 200
    for person in (changed.ada, changed.lea, changed.rolf):
        assert sign_in(person).get(page).status_code == 403


class TestReview:
    def test_shows_the_change_and_what_cites_it(self, changed: Office, admin: Client) -> None:
        text = admin.get("/law-review/").content.decode()
        assert "[inserted: </span>alle" in text
        assert "§ 45 Abs. 1b Satz 1 Nr. 2a StVO" in text
        assert "Antrag prüfen" in text
        assert "the day it came into force is not recorded" in text

    def test_ticked_places_are_reviewed(self, changed: Office, admin: Client) -> None:
        answer = admin.get("/law-review/")
        values = [row["value"] for _, rows in answer.context["changed"] for row in rows]
        sent = {"use": values, "finding": "right", "note": "nur Sprache"}
        assert admin.post("/law-review/mark/", sent).status_code == 302
        assert Review.objects.count() == len(values)
        text = admin.get("/law-review/").content.decode()
        assert "nur Sprache" in text
        assert not watch(changed.authority).changed

    def test_nothing_to_review_says_when_the_law_was_read(
        self, office: Office, admin: Client
    ) -> None:
        assert "No law is loaded yet" in admin.get("/law-review/").content.decode()
        import_law("drachg", DRAGONS, NOW.replace(year=2025))
        text = admin.get("/law-review/").content.decode()
        assert "Nothing to review" in text
        assert "last read on 03/03/2025" in text

    def test_a_norm_that_vanished_is_listed_once(self, changed: Office, admin: Client) -> None:
        law = small_law({"§ 46": "<P>Neu.</P>"}, name="StVO", build="3")
        import_law("stvo_2013", law, NOW.replace(year=2028))
        text = admin.get("/law-review/").content.decode()
        assert "The law has this norm no longer." in text
        assert "The text it had" in text
        assert text.count('aria-label="§ 45 Abs. 1b Satz 1 Nr. 2a StVO, Antrag prüfen') == 1

    def test_a_text_that_is_not_in_force_yet(self, changed: Office, admin: Client) -> None:
        NormVersion.objects.filter(norm__key="45", is_current=True).update(
            valid_from=date(2999, 1, 1), valid_source="BGBl. 2998 I Nr. 1"
        )
        text = admin.get("/law-review/").content.decode()
        assert "Not in force before 01/01/2999 (BGBl. 2998 I Nr. 1)." in text

    def test_what_was_reviewed_tells_its_place(self, changed: Office, admin: Client) -> None:
        (_, rows), *_rest = admin.get("/law-review/").context["changed"]
        values = [row["value"] for row in rows]
        admin.post("/law-review/mark/", {"use": values, "finding": "right"})
        text = admin.get("/law-review/").content.decode().partition("Reviewed lately")[2]
        assert "Antrag prüfen, Bewohnerparkausweis" in text

    def test_what_was_sent_comes_back(self, changed: Office, admin: Client) -> None:
        (_, rows), *_rest = admin.get("/law-review/").context["changed"]
        sent = {"use": rows[0]["value"], "finding": "adapted", "note": "", "form": "1"}
        answer = admin.post("/law-review/mark/", sent)
        assert answer.status_code == 422
        (_, again), *_rest = answer.context["changed"]
        assert [row["ticked"] for row in again] == [True, *[False] * (len(rows) - 1)]
        assert "Please say what was adapted" in answer.content.decode()

    @pytest.mark.parametrize("use", ["", "x", "[1]", '["binding", 1, "", "§ 1", "x"]', "[" * 900])
    def test_made_up_places_change_nothing(self, changed: Office, admin: Client, use: str) -> None:
        assert admin.post("/law-review/mark/", {"use": use, "finding": "right"}).status_code in (
            302,
            422,
        )
        assert not Review.objects.exists()

    def test_nobody_else_reviews(self, changed: Office, admin: Client, sign_in: SignIn) -> None:
        (_, rows), *_rest = admin.get("/law-review/").context["changed"]
        sent = {"use": rows[0]["value"], "finding": "right"}
        assert sign_in(changed.ada).post("/law-review/mark/", sent).status_code == 403
        assert not Review.objects.exists()

    def test_the_number_of_queries_does_not_grow_with_the_changes(
        self, changed: Office, admin: Client, queries: Callable[[Client, str], int]
    ) -> None:
        few = queries(admin, "/law-review/")
        for number, key in enumerate(("1", "26", "41")):
            for build in ("1", "2"):
                day = NOW.replace(year=2025 if build == "1" else 2027, day=number + 1)
                text = {f"§ {key}": f"<P>(1) Text {build}. Zwei. Drei.</P>"}
                name = ("BMG", "VwVfG", "FZV")[number]
                import_law(name.lower(), small_law(text, name=name, build=build), day)
        assert queries(admin, "/law-review/") == few <= 25


class TestByLaw:
    def test_preview_then_save(self, admin: Client) -> None:
        answer = admin.post("/bylaws/new/", {**HEAD, "text": BYLAW})
        text = answer.content.decode()
        assert answer.status_code == 200
        assert not Statute.objects.exists()
        assert "line 9:" in text
        assert "§ 4 does not follow the number before it." in text
        assert admin.post("/bylaws/new/", {**HEAD, "text": BYLAW, "save": "1"}).status_code == 302
        passage = lookup("§ 2 Abs. 1 TeichS", date(2026, 1, 1), "lindenfurt")
        assert passage is not None
        assert passage.excerpt_text == "(1) Sie beträgt 60 Euro."
        assert "TeichS" in admin.get("/bylaws/").content.decode()

    def test_a_file_brings_text_and_head(self, admin: Client) -> None:
        lines = [f'{key} = "{value}"' for key, value in HEAD.items() if key != "valid_from"]
        content = "\n".join(["+++", *lines, "valid_from = 2024-01-01", "+++", BYLAW])
        file = SimpleUploadedFile("teich.md", content.encode())
        answer = admin.post("/bylaws/new/", {"file": file, "kind": "municipal"})
        assert answer.status_code == 200
        form = answer.context["form"]
        assert (form["abbreviation"].value(), form["valid_from"].value()) == (
            "TeichS",
            "2024-01-01",
        )
        assert "(1) Sie beträgt 60 Euro." in form["text"].value()

    def test_a_new_text(self, admin: Client) -> None:
        admin.post("/bylaws/new/", {**HEAD, "text": BYLAW, "save": "1"})
        page = "/bylaws/text/lindenfurt-teichs/"
        assert admin.get(page).context["form"]["title"].value() == "Satzung über Teiche"
        later = {**HEAD, "valid_from": "2027-01-01", "text": BYLAW.replace("60", "80")}
        assert admin.post(page, {**later, "save": "1"}).status_code == 302
        assert NormVersion.objects.filter(norm__key="2").count() == 2
        early = admin.post(page, {**HEAD, "valid_from": "2020-01-01", "text": "§ 1 A\n\nx"})
        assert early.status_code == 422
        assert "01.01.2027" in early.content.decode()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"text": "§ 1 A\n\nx\n\n§ 1 B\n\ny"}, "Line 5: § 1 is there twice."),
            ({"text": ""}, "Please enter the text or choose a file."),
            ({"source": ""}, "Gazette: This field is required."),
            ({"valid_from": "morgen"}, "valid date"),
            ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "This is no text file (PDF)"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_lost(
        self, admin: Client, changes: dict[str, object], words: str
    ) -> None:
        answer = admin.post("/bylaws/new/", {**HEAD, "text": BYLAW, "save": "1", **changes})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert 'value="TeichS"' in answer.content.decode()
        assert not Statute.objects.exists()

    def test_another_towns_law_is_not_there(
        self, admin: Client, other_office: Office, sign_in: SignIn
    ) -> None:
        admin.post("/bylaws/new/", {**HEAD, "text": BYLAW, "save": "1"})
        other = sign_in(other_office.adm)
        assert "TeichS" not in other.get("/bylaws/").content.decode()
        assert other.get("/bylaws/text/lindenfurt-teichs/").status_code == 404
        assert other.get("/norms/lindenfurt-teichs/2/dates/").status_code == 404

    def test_a_link_by_celex_number(self, admin: Client) -> None:
        sent = {
            "abbreviation": "DSGVO",
            "title": "Datenschutz",
            "kind": "eu",
            "celex": "32016R0679",
        }
        assert admin.post("/bylaws/links/", sent).status_code == 302
        assert "CELEX:32016R0679" in admin.get("/bylaws/").content.decode()
        wrong = admin.post("/bylaws/links/", {**sent, "celex": "x"})
        assert wrong.status_code == 422
        assert "A CELEX number looks like" in wrong.content.decode()


class TestNorm:
    def test_days_are_entered(self, changed: Office, admin: Client) -> None:
        new = NormVersion.objects.get(norm__key="45", is_current=True)
        key = f"v{new.pk}"
        sent = {"version": str(new.pk), f"{key}-valid_from": "2027-02-01"}
        page = "/norms/stvo_2013/45/dates/"
        missing = admin.post(page, sent)
        assert missing.status_code == 422
        assert "Please name the gazette" in missing.content.decode()
        assert admin.post(page, {**sent, f"{key}-source": "BGBl. 2027 I Nr. 1"}).status_code == 302
        new.refresh_from_db()
        assert new.valid_from == date(2027, 2, 1)

    def test_a_typed_citation_leads_there(self, changed: Office, admin: Client) -> None:
        found = admin.get("/norms/", {"citation": "§ 45 Abs. 1 StVO"})
        assert found.headers["Location"] == "/norms/stvo_2013/45/dates/"
        for text in ("§ 99 StVO", "x", "\x00"):
            assert admin.get("/norms/", {"citation": text}).headers["Location"] == "/law-review/"

    def test_notes_are_written_changed_and_withdrawn(
        self, changed: Office, sign_in: SignIn
    ) -> None:
        page, ada = "/norms/stvo_2013/45/notes/", sign_in(changed.ada)
        assert ada.post(page, {"text": "Der Mietvertrag genügt."}).status_code == 302
        note = NormNote.objects.get()
        own = {"note": str(note.pk), "version": "1"}
        assert ada.post(page, {**own, "text": ""}).status_code == 422
        assert ada.post(page, {**own, "text": "Neu."}).status_code == 302
        assert "Neu." in sign_in(changed.ben).get(page).content.decode()
        assert sign_in(changed.ben).post(page, {**own, "text": "B"}).status_code == 403
        assert ada.post(page, {**own, "text": "veraltet"}, follow=True).status_code == 200
        ada.post(page, {**own, "version": "2", "withdraw": "1"})
        assert "Neu." not in ada.get(page).content.decode()

    def test_notes_of_another_authority_do_not_exist(
        self, changed: Office, other_office: Office, sign_in: SignIn
    ) -> None:
        page = "/norms/stvo_2013/45/notes/"
        sign_in(changed.ada).post(page, {"text": "Nur für uns."})
        other = sign_in(other_office.ada)
        assert "Nur für uns." not in other.get(page).content.decode()
        sent = {"note": str(NormNote.objects.get().pk), "version": "1", "text": "x"}
        assert other.post(page, sent).status_code == 404


def test_a_mark_is_what_the_page_wrote(changed: Office, admin: Client) -> None:
    (_, rows), *_rest = admin.get("/law-review/").context["changed"]
    kind, _pk, _key, citation, seen = json.loads(rows[0]["value"])
    assert kind in ("binding", "text", "draft")
    assert citation.startswith("§ 45")
    assert len(seen) == 64


def test_administrators_find_the_place(office: Office, sign_in: SignIn) -> None:
    link = 'href="/law-review/"'
    assert link in sign_in(office.adm).get("/office/").content.decode()
    assert link not in sign_in(office.lea).get("/office/").content.decode()
    assert "/office/" not in sign_in(office.ada).get("/services/").content.decode()

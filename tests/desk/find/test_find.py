"""The search in one box: straight there, in groups, for whom the case exists, page by page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from casework.audit.models import Entry
from casework.cases.actions import add_note
from casework.cases.models import Case, Exclusion
from casework.desk.find import handbook
from casework.desk.find.cases import PAGE, find_cases
from casework.desk.help.chapters import Chapter
from casework.services.models import ServiceVersion
from legal.search.hits import Results
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case
from tests.law import load_law

pytestmark = pytest.mark.django_db


def found(client: Client, query: str) -> list[str]:
    hits = client.get(f"/find/?{query}").context["cases"].cases
    return [hit.case.file_number for hit in hits]


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office)


@pytest.mark.parametrize(
    "typed", ["{number}", "bpa {year}/{short}", "{lower}", "  {number}  ", "BPA-{year}-{short}"]
)
def test_a_file_number_leads_to_its_case(
    case: Case, office: Office, sign_in: SignIn, typed: str
) -> None:
    _, year, number = case.file_number.split("-")
    text = typed.format(
        number=case.file_number, lower=case.file_number.lower(), year=year, short=int(number)
    )
    answer = sign_in(office.ada).get("/find/", {"q": text})
    assert answer.headers["Location"] == f"/cases/{case.file_number}/"
    assert "Location" not in sign_in(office.cleo).get("/find/", {"q": text}).headers


def test_a_citation_leads_to_its_norm(office: Office, sign_in: SignIn) -> None:
    load_law()
    ada = sign_in(office.ada)
    for text in ("§ 45 Abs. 1b StVO", "45 stvo"):
        assert ada.get("/find/", {"q": text}).headers["Location"].startswith("/law/stvo_2013/45/")
    page = ada.get("/find/", {"q": "§ 45 StVO", "all": "1"})
    assert page.status_code == 200
    assert "§ 45 StVO" in page.content.decode()
    assert "Location" not in ada.get("/find/", {"q": "§ 46 StVO"}).headers


def test_only_for_whom_the_case_exists(case: Case, office: Office, sign_in: SignIn) -> None:
    name = f"q={case.applicant_name}"
    assert found(sign_in(office.ada), name) == [case.file_number]
    for person in (office.cleo, office.adm):
        assert found(sign_in(person), name) == []
        options = sign_in(person).get(f"/find/suggest/?{name}").content.decode()
        assert case.file_number not in options
    Exclusion.objects.create(
        case=case, user=office.ben, norm="§ 20", reason="x", entered_by=office.lea, entered_at=NOW
    )
    assert found(sign_in(office.ben), name) == []


def test_a_hit_says_where_the_words_stand(case: Case, office: Office) -> None:
    add_note(case=case, text="Häuser am Kanal besichtigt", by=office.ada, now=NOW)

    def places(text: str) -> list[str]:
        (hit,) = find_cases(text, office.ada).cases
        return [str(one) for one in hit.places]

    assert places("kanal") == ["Notizen und Gespräche"]
    assert places(case.applicant_name.split()[-1]) == []  # that is shown


def test_a_slip_is_forgiven_and_said(case: Case, office: Office, sign_in: SignIn) -> None:
    Case.objects.filter(pk=case.pk).update(applicant_name="Greta Lehmann")
    for typed in ("lehmnan", "Leehmann", "Greta Lehmanm"):
        page = sign_in(office.ada).get("/find/", {"q": typed})
        assert [hit.case for hit in page.context["cases"].cases] == [case], typed
        assert "<strong>Lehmann</strong>" in page.content.decode()
    assert found(sign_in(office.cleo), "q=lehmnan") == []
    assert found(sign_in(office.ada), "q=lohmnan") == []


def test_no_other_word_of_the_law_where_cases_were_found(
    case: Case, office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Results([], {"heine": "sein"})
    monkeypatch.setattr("casework.desk.find.views.search", lambda *_, **__: other)
    Case.objects.filter(pk=case.pk).update(applicant_name="Greta Heine")
    assert sign_in(office.ada).get("/find/", {"q": "heine"}).context["law"] is None
    assert sign_in(office.cleo).get("/find/", {"q": "heine"}).context["law"] is other


def test_nothing_of_what_is_covered_is_found_or_suggested(
    case: Case, office: Office, sign_in: SignIn
) -> None:
    ServiceVersion.objects.update(covered={"iban": True})
    Case.objects.filter(pk=case.pk).update(data={"iban": "DE02120300000000202051"})
    ada = sign_in(office.ada)
    assert found(ada, "q=DE02120300000000202051") == []
    options = ada.get("/find/suggest/?q=DE0212030000000020205").content.decode()
    assert case.file_number not in options


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type what you are looking for"),
        ("   ", "Type what you are looking for"),
        ("a b", "Please type at least two."),
        ("?!", "signs alone are in no text"),
        ("nirgendwo", "Nothing was found for “nirgendwo”."),
        ("'\";&|!():*<b>", "Please type at least two."),
    ],
)
def test_says_why_nothing_is_shown(office: Office, sign_in: SignIn, typed: str, said: str) -> None:
    page = sign_in(office.ada).get("/find/", {"q": typed})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert sign_in(office.ada).get("/find/suggest/", {"q": typed}).content.decode().strip() == ""


@pytest.mark.parametrize(("few", "ids"), [(0, 3), (10, 3), (10, 1000)])
def test_goes_on_where_the_page_ended(
    case: Case, office: Office, sign_in: SignIn, few: int, ids: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.desk.find.cases.FEW_UNITS", few)
    monkeypatch.setattr("casework.desk.find.cases.MOST_IDS", ids)
    copies(case, PAGE + 2)
    ada = sign_in(office.ada)
    first = ada.get("/find/", {"q": case.applicant_name})
    numbers = [hit.case.file_number for hit in first.context["cases"].cases]
    second = ada.get("/find/" + first.context["more"])
    numbers += [hit.case.file_number for hit in second.context["cases"].cases]
    newest_first = Case.objects.order_by("-pk").values_list("file_number", flat=True)
    assert numbers == list(newest_first)
    assert second.context["more"] == ""
    assert "law" not in second.context


def test_queries_do_not_grow(
    case: Case, office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    ada, url = sign_in(office.ada), f"/find/?q={case.applicant_name}"
    before = queries(ada, url)
    copies(case, 30)
    assert queries(ada, url) == before
    assert queries(ada, f"/find/suggest/?q={case.applicant_name}") <= 16


def test_each_search_is_logged_without_what_was_typed(
    case: Case, office: Office, sign_in: SignIn
) -> None:
    sign_in(office.ada).get("/find/", {"q": "Zebra"})
    entry = Entry.objects.filter(act="case.search").latest("pk")
    assert (entry.actor, entry.additional_data["hits"]) == (office.ada, 0)
    assert "zebra" not in str(entry.additional_data).lower()


def test_the_handbook_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "# Der Arbeitskorb\n\nAlles **Neue**.\n\n## Wiedervorlage setzen\n\nDer Tag.\n"
    (tmp_path / "inbox.md").write_text(page)
    only = {"inbox": Chapter("inbox", "Der Arbeitskorb", "Liste")}
    monkeypatch.setattr(handbook, "FOLDER", tmp_path)
    monkeypatch.setattr(handbook, "chapters", lambda: only)
    monkeypatch.setattr(handbook, "sections", handbook.sections.__wrapped__)
    (hit,) = handbook.find_help("Wiedervorlage tag", 5)
    assert hit.section.url == "/help/inbox/#wiedervorlage-setzen"
    assert "Der Tag." in hit.passage
    assert handbook.find_help("neue arbeitskorb", 5)[0].section.url == "/help/inbox/"
    assert handbook.find_help("bescheid", 5) == []

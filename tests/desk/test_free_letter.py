"""Writing a letter without a step on the desk: kind, text, preview, issue."""

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.models import Case, Deadline
from casework.notices.free_letters import FREE_KINDS, propose
from casework.notices.models import Notice
from tests.desk.conftest import SignIn
from tests.factories import Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> Case:
    return make_case(office, documents=[])


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(case: Case, rest: str = "") -> str:
    return f"/cases/{case.file_number}/letters/new/{rest}"


def typed(case: Case, kind: str, **changes: str) -> dict[str, str]:
    found = propose(case, kind, timezone.localdate())
    return {
        "to": found.to,
        "subject": found.subject,
        "text": found.text.replace("[…]", "etwas"),
        "response_due": found.response_due.isoformat() if found.response_due else "",
        "reply_by": found.reply_by.isoformat() if found.reply_by else "",
        **changes,
    }


def test_the_case_page_leads_to_every_kind(ada: Client, case: Case) -> None:
    assert url(case) in ada.get(f"/cases/{case.file_number}/").content.decode()
    text = ada.get(url(case)).content.decode()
    for kind in FREE_KINDS:
        assert url(case, f"{kind}/") in text


@pytest.mark.parametrize("kind", FREE_KINDS)
def test_every_form_shows_its_proposal(ada: Client, case: Case, kind: str) -> None:
    answer = ada.get(url(case, f"{kind}/"))
    assert answer.status_code == 200
    assert answer.context["form"].values["subject"] in answer.content.decode()


def test_from_the_form_to_the_issued_letter(ada: Client, case: Case) -> None:
    answer = ada.post(url(case, "hearing/"), typed(case, "hearing", subject="Ihr Antrag, anders"))
    assert "Issue this letter?" in answer.content.decode()
    assert not Notice.objects.exists()
    draft = ada.get(url(case, "hearing/draft/"))
    assert draft.headers["Content-Type"] == "application/pdf"
    seen = {"seen": str(answer.context["seen"])}
    text = ada.post(url(case, "hearing/issue/"), seen, follow=True).content.decode()
    assert "“Ihr Antrag, anders” is issued." in text
    notice = Notice.objects.get()
    assert (notice.subject, notice.kind) == ("Ihr Antrag, anders", "hearing")
    assert "The answer is here" in text
    ada.post(url(case, "hearing/issue/"), seen)  # a second click
    assert Notice.objects.count() == 1


def test_an_answer_that_came_is_settled(ada: Client, case: Case) -> None:
    ada.post(url(case, "hearing/"), typed(case, "hearing"))
    ada.post(url(case, "hearing/issue/"), {"seen": "0"})
    deadline = case.deadlines.get(kind=Deadline.Kind.RESPONSE)
    ada.post(f"/cases/{case.file_number}/deadlines/{deadline.pk}/settle/")
    deadline.refresh_from_db()
    assert deadline.done_at is not None


def test_what_is_wrong_comes_back_with_the_text(ada: Client, case: Case) -> None:
    sent = typed(case, "interim", reply_by="", text="Es dauert […].")
    answer = ada.post(url(case, "interim/"), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'id="reply_by-error"' in text
    assert 'id="text-error"' in text
    assert "Es dauert […]." in text
    preview = ada.post(url(case, "interim/draft/"), sent)
    assert preview.status_code == 422
    assert "Es dauert […]." in ada.get(url(case, "interim/")).content.decode()  # kept


def test_typed_preview_is_a_pdf(ada: Client, case: Case) -> None:
    answer = ada.post(url(case, "interim/draft/"), typed(case, "interim"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert not Notice.objects.exists()


def test_readability_of_the_typed_text(ada: Client, case: Case) -> None:
    sent = {"text": "Es geschieht seitens der Stadt."}
    answer = ada.post(url(case, "interim/readability/"), sent, headers={"HX-Request": "true"})
    assert "Better: von" in answer.content.decode()


@pytest.mark.parametrize(("person", "status"), [("rolf", 403), ("cleo", 404), ("adm", 404)])
def test_others_write_no_letters(
    office: Office, case: Case, sign_in: SignIn, person: str, status: int
) -> None:
    client = sign_in(getattr(office, person))
    for path in ("", "interim/", "interim/draft/"):
        assert client.get(url(case, path)).status_code == status
    assert client.post(url(case, "interim/issue/")).status_code == status
    if status == 403:
        text = client.get(f"/cases/{case.file_number}/").content.decode()
        assert url(case) not in text


def test_no_letter_of_an_unknown_kind(ada: Client, case: Case) -> None:
    for kind in ("decision", "poem"):
        assert ada.get(url(case, f"{kind}/")).status_code == 404


def test_enclosures_belong_to_the_form_that_issues(
    office: Office, sign_in: SignIn, ada: Client
) -> None:
    with_papers = make_case(office, "second")
    answer = ada.post(url(with_papers, "interim/"), typed(with_papers, "interim"))
    text = answer.content.decode()
    document = with_papers.documents.get()
    assert f'form="issue-form" id="enclosed-{document.pk}"' in text
    sent = {"seen": "0", "enclosed": str(document.pk)}
    ada.post(url(with_papers, "interim/issue/"), sent)
    assert [one["title"] for one in Notice.objects.get().facts["attachments"]] == [document.title]

"""The pages of the mail: who sees them, what they do, what they say to who comes second."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casework.cases.actions import take
from casework.cases.models import Case, Party
from casework.delivery import tasks
from casework.delivery.actions.batches import make_batches
from casework.delivery.actions.returns import enter_return
from casework.delivery.models import Attempt, Delivery, Objection, PostBatch
from casework.delivery.planning import plan
from casework.desk.mail.views import post as post_views
from tests.delivery.making import make_batch, make_delivery, make_notice, post
from tests.desk.conftest import SignIn
from tests.factories import Office

pytestmark = pytest.mark.django_db
WEEK_AGO = timezone.now() - timedelta(days=7)
MOST_QUERIES = 16


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def waiting(office: Office, reference: str = "", **changes: object) -> Delivery:
    return make_delivery(office, reference, issued=WEEK_AGO, **changes)


def posted(office: Office, reference: str = "", **changes: object) -> Delivery:
    delivery = waiting(office, reference, **changes)
    now = timezone.now()
    post(office, delivery, on=timezone.localdate(now) - timedelta(days=6), now=now)
    return delivery


def page_of(delivery: Delivery, act: str = "") -> str:
    path = f"/cases/{delivery.case.file_number}/deliveries/{delivery.pk}/"
    return f"{path}{act}/" if act else path


def day(days_ago: int) -> str:
    return (timezone.localdate() - timedelta(days=days_ago)).isoformat()


# the out-tray


def test_out_tray_is_for_people_who_work(office: Office, sign_in: SignIn) -> None:
    for person in (office.ada, office.lea):
        assert sign_in(person).get("/post/").status_code == 200
    for person in (office.rolf, office.adm):
        assert sign_in(person).get("/post/").status_code == 403


def test_letters_of_other_units_are_not_there(office: Office, sign_in: SignIn) -> None:
    delivery = waiting(office)
    assert delivery.notice.number in sign_in(office.ada).get("/post/").content.decode()
    assert delivery.notice.number not in sign_in(office.cleo).get("/post/").content.decode()


def test_ticked_letters_become_a_batch(office: Office, ada: Client) -> None:
    one, two = waiting(office, "1"), waiting(office, "2")
    answer = ada.post("/post/print/", {"delivery": [one.pk], "two_sided": "on"})
    batch = PostBatch.objects.get()
    assert answer.headers["Location"] == f"/post/batches/{batch.pk}/"
    assert (batch.state, batch.letters, batch.two_sided) == ("ready", 1, True)
    two.refresh_from_db()
    assert two.state == Delivery.State.PLANNED


def test_nothing_ticked_and_too_late_are_told_apart(office: Office, ada: Client) -> None:
    assert ada.post("/post/print/", {}).status_code == 422
    delivery = waiting(office)
    make_batches(chosen=[delivery.pk], by=office.ben, now=timezone.now())
    answer = ada.post("/post/print/", {"delivery": [delivery.pk]})
    assert answer.status_code == 409
    assert delivery.notice.number in answer.content.decode()


def test_double_click_makes_one_batch(office: Office, ada: Client) -> None:
    delivery = waiting(office)
    sent = {"delivery": [delivery.pk]}
    assert [ada.post("/post/print/", sent).status_code for _click in range(2)] == [302, 409]
    assert PostBatch.objects.count() == Attempt.objects.count() == 1


def test_large_batch_is_left_to_the_worker(
    office: Office, ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post_views, "AT_ONCE", 0)
    delivery = waiting(office)
    ada.post("/post/print/", {"delivery": [delivery.pk]})
    batch = PostBatch.objects.get()
    page = ada.get(f"/post/batches/{batch.pk}/").content.decode()
    assert "0 of 1 letters" in page
    assert 'hx-trigger="every 1s"' in page
    tasks.print_batch(batch_id=batch.pk)
    part = ada.get(f"/post/batches/{batch.pk}/", headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="progress"')
    assert "Handed to the post" in part


def test_pdf_of_a_batch_and_who_gets_it(office: Office, ada: Client, sign_in: SignIn) -> None:
    batch = make_batch(office, waiting(office), now=timezone.now())
    assert ada.get(f"/post/batches/{batch.pk}/pdf/").content.startswith(b"%PDF")
    assert sign_in(office.cleo).get(f"/post/batches/{batch.pk}/pdf/").status_code == 404
    (making,) = make_batches(chosen=[waiting(office, "2").pk], by=office.ada, now=timezone.now())
    assert ada.get(f"/post/batches/{making.pk}/pdf/").status_code == 404


def test_posting_is_noted_for_what_is_ticked(office: Office, ada: Client) -> None:
    gone, left = waiting(office, "1"), waiting(office, "2")
    batch = make_batch(office, gone, left, now=timezone.now())
    url = f"/post/batches/{batch.pk}/posted/"
    assert ada.post(url, {"posted_on": "", "delivery": [gone.pk]}).status_code == 422
    assert ada.post(url, {"posted_on": day(-1), "delivery": [gone.pk]}).status_code == 422
    assert ada.post(url, {"posted_on": day(1), "delivery": [gone.pk]}).status_code == 302
    gone.refresh_from_db()
    left.refresh_from_db()
    assert (gone.sent_on.isoformat() if gone.sent_on else None, left.sent_on) == (day(1), None)
    assert ada.post(url, {"posted_on": day(1), "delivery": [gone.pk]}).status_code == 409


def test_day_of_posting_is_corrected_with_a_reason(office: Office, ada: Client) -> None:
    delivery = posted(office)
    url = f"/post/batches/{PostBatch.objects.get().pk}/correct/"
    assert ada.post(url, {"posted_on": day(5), "reason": ""}).status_code == 422
    assert ada.post(url, {"posted_on": day(5), "reason": "Fahrer"}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.sent_on is not None
    assert delivery.sent_on.isoformat() == day(5)
    page = ada.get(page_of(delivery)).content.decode()
    assert "corrected later" in page
    assert "Fahrer" in page


def test_batch_is_dissolved(office: Office, ada: Client) -> None:
    batch = make_batch(office, waiting(office), now=timezone.now())
    assert ada.post(f"/post/batches/{batch.pk}/dissolve/").status_code == 302
    assert ada.post(f"/post/batches/{batch.pk}/dissolve/").status_code == 409


def test_nothing_changes_by_looking(office: Office, ada: Client) -> None:
    delivery = waiting(office)
    batch = make_batch(office, delivery, now=timezone.now())
    for path in ("print/", f"batches/{batch.pk}/posted/", f"batches/{batch.pk}/dissolve/"):
        assert ada.get(f"/post/{path}").status_code == 302
    assert ada.get(page_of(delivery, "cancel")).status_code == 302
    batch.refresh_from_db()
    assert batch.state == PostBatch.State.READY


@pytest.mark.parametrize("view", ["print", "proofs", "counter", "portal", "trouble", "batches"])
def test_query_count_does_not_grow(
    office: Office, ada: Client, queries: Callable[[Client, str], int], view: str
) -> None:
    channels = ("post", "counter", "portal")
    for n, channel in enumerate(channels):
        waiting(office, f"{n}", channel=channel)
    few = queries(ada, f"/post/?view={view}")
    for n in range(5):
        for channel in channels:
            waiting(office, f"{n}{channel}", channel=channel)
    assert queries(ada, f"/post/?view={view}") == few <= MOST_QUERIES


# the way of one letter


def test_issued_letter_has_its_delivery_at_once(office: Office, ada: Client) -> None:
    notice = make_notice(office, issued=WEEK_AGO)
    plan(notice=notice, now=timezone.now(), by=office.ada)
    page = ada.get(f"/cases/{notice.case.file_number}/").content.decode()
    assert "Waits to be posted." in page
    assert "Print it with the next batch" in page


def test_case_page_explains_the_dates(office: Office, ada: Client) -> None:
    delivery = posted(office)
    page = ada.get(f"/cases/{delivery.case.file_number}/").content.decode()
    assert "Counts as notified since" in page
    assert "§ 41 Abs. 2 Satz 1 VwVfG" in page
    assert "Widerspruchsfrist" in page
    assert "if nobody objects" in page


def test_letters_cost_a_fixed_number_of_queries(
    office: Office, ada: Client, queries: Callable[[Client, str], int]
) -> None:
    delivery = posted(office)
    url = f"/cases/{delivery.case.file_number}/"
    few = queries(ada, url)
    for _more in range(4):
        plan(notice=make_notice(office, case=delivery.case, issued=WEEK_AGO), now=WEEK_AGO)
    assert queries(ada, url) == few


def test_delivery_is_hidden_from_other_units(office: Office, sign_in: SignIn) -> None:
    delivery = waiting(office)
    assert sign_in(office.cleo).get(page_of(delivery)).status_code == 404
    assert sign_in(office.cleo).post(page_of(delivery, "cancel")).status_code == 404


def test_auditor_reads_and_changes_nothing(office: Office, sign_in: SignIn) -> None:
    delivery, rolf = posted(office), sign_in(office.rolf)
    main = (
        rolf.get(page_of(delivery)).content.decode().partition("<main")[2].partition("</main>")[0]
    )
    assert "<form" not in main
    answer = rolf.post(page_of(delivery, "return"), {"returned_on": day(0), "reason": "x"})
    assert answer.status_code == 403


def test_service_record_is_entered_with_its_scan(office: Office, ada: Client) -> None:
    delivery = posted(office, channel="formal")
    scan = SimpleUploadedFile("pzu.pdf", b"%PDF-1.7 Urkunde")
    sent = {"kind": "service_record", "happened_on": day(4), "happened_at": "10:15", "scan": scan}
    assert ada.post(page_of(delivery, "proof"), sent).status_code == 302
    delivery.refresh_from_db()
    proof = delivery.proofs.get(kind="service_record")
    assert proof.document is not None
    assert proof.sha256 == proof.document.sha256
    assert str(proof.happened_at) == "10:15:00"
    assert delivery.notified_on is not None
    assert delivery.notified_on.isoformat() == day(4)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"happened_on": ""}, "proof-happened_on"),
        ({"text": ""}, "Please say what shows it"),
        ({"happened_on": "2020-01-01"}, "cannot have been before"),
        ({"scan": SimpleUploadedFile("x.exe", b"MZ")}, "Only PDF, PNG or JPEG"),
        ({"kind": "retrieval"}, "proof-kind"),
    ],
)
def test_proof_that_cannot_be_comes_back(
    office: Office, ada: Client, changes: dict[str, object], says: str
) -> None:
    delivery = waiting(office, channel="counter")
    sent = {"kind": "handed_over", "happened_on": day(0), "text": "an sie selbst", **changes}
    answer = ada.post(page_of(delivery, "proof"), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not delivery.proofs.exists()


def test_handed_over_twice_is_handed_over_once(office: Office, ada: Client) -> None:
    delivery = waiting(office, channel="counter")
    sent = {"kind": "handed_over", "happened_on": day(0), "text": "an sie selbst"}
    assert ada.post(page_of(delivery, "proof"), sent).status_code == 302
    assert delivery.proofs.count() == 1
    page = ada.get(page_of(delivery)).content.decode()
    assert "Counts as notified since" in page


def test_wrong_proof_is_taken_back(office: Office, ada: Client) -> None:
    delivery = waiting(office, channel="counter")
    sent = {"kind": "handed_over", "happened_on": day(0), "text": "an sie selbst"}
    ada.post(page_of(delivery, "proof"), sent)
    proof = delivery.proofs.get()
    url = page_of(delivery, f"proofs/{proof.pk}/correct")
    assert ada.post(url, {"reason": ""}).status_code == 422
    assert ada.post(url, {"reason": "Verwechslung"}).status_code == 302
    delivery.refresh_from_db()
    assert (delivery.state, delivery.notified_on) == (Delivery.State.UNDER_WAY, None)
    assert ada.post(url, {"reason": "Verwechslung"}).status_code == 409


def test_letter_is_called_off_or_goes_another_way(office: Office, ada: Client) -> None:
    one, two = waiting(office, "1"), waiting(office, "2")
    way = {"channel": "formal", "service_form": "registered"}
    assert ada.post(page_of(one, "way"), way).status_code == 302
    assert ada.post(page_of(two, "cancel"), {"reason": "doppelt"}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.channel, one.service_form, two.state) == ("formal", "registered", "cancelled")
    assert ada.post(page_of(two, "cancel"), {"reason": "doppelt"}).status_code == 409


def test_unknown_act_is_not_there(office: Office, ada: Client) -> None:
    assert ada.post(page_of(waiting(office), "burn")).status_code == 404


def test_information_is_judged_on_the_page(office: Office, ada: Client) -> None:
    delivery = posted(office)
    sent = {"informed": "no", "reason": "Frist falsch"}
    assert ada.post(page_of(delivery, "information"), sent).status_code == 302
    assert "§ 58 Abs. 2 VwGO" in ada.get(page_of(delivery)).content.decode()


# returned mail


def test_returned_letter_is_found_and_noted(office: Office, ada: Client) -> None:
    delivery = posted(office)
    url = f"/post/returned/?number={delivery.notice.number}"
    assert delivery.case.file_number in ada.get(url).content.decode()
    assert ada.post(url, {"returned_on": day(0), "reason": ""}).status_code == 422
    assert ada.post(url, {"returned_on": day(0), "reason": "verzogen"}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.RETURNED
    assert ada.get(url).status_code == 422
    assert ada.get("/post/returned/?number=XYZ-1").status_code == 422
    trouble = ada.get("/post/?view=trouble").content.decode()
    assert "Clear the address and send anew" in trouble


def test_closed_case_comes_back_into_the_inbox(office: Office, sign_in: SignIn) -> None:
    delivery = posted(office)
    take(case=delivery.case, by=office.ada, now=timezone.now())
    Case.objects.filter(pk=delivery.case_id).update(status="closed", closed_at=WEEK_AGO)
    delivery.case.steps.filter(status="open").update(status="withdrawn")
    ada = sign_in(office.ada)
    assert ada.get("/").context["rows"] == []
    enter_return(
        delivery=delivery,
        returned_on=timezone.localdate(),
        reason="verzogen",
        by=office.ben,
        now=timezone.now(),
    )
    response = ada.get("/")
    (row,) = response.context["rows"]
    assert (row.case, row.unread) == (delivery.case, True)
    assert [reason.text for reason in row.reasons] == ["Letter came back", "Closed"]
    assert row.urgency.due is not None
    assert response.context["views"][0].count == 1
    assert sign_in(office.ben).get("/").context["rows"] == []
    page = ada.get(f"/cases/{delivery.case.file_number}/").content.decode()
    assert "But something came back" in page
    address = {"street": "Neu 1", "postal_code": "67999", "city": "X", "country": "DE"}
    again = {"channel": "post", "given_name": "Mira", "family_name": "Brandes", **address}
    assert ada.post(page_of(delivery, "again"), again).status_code == 302
    assert ada.get("/").context["rows"] == []
    assert (
        "Nothing is left to do" in ada.get(f"/cases/{delivery.case.file_number}/").content.decode()
    )


def test_sent_anew_leads_to_the_new_delivery(office: Office, ada: Client) -> None:
    delivery = posted(office)
    ada.post(page_of(delivery, "return"), {"returned_on": day(0), "reason": "verzogen"})
    address = {"street": "Neu 1", "postal_code": "67999", "city": "X", "country": "DE"}
    again = {"channel": "post", "family_name": "Brandes", **address}
    answer = ada.post(page_of(delivery, "again"), again)
    assert answer.headers["Location"] == page_of(delivery.successor)
    assert ada.post(page_of(delivery, "again"), again).status_code == 409


# objections


def objection_url(delivery: Delivery) -> str:
    return f"/cases/{delivery.case.file_number}/notices/{delivery.notice_id}/objection/"


def entered(delivery: Delivery, **changes: object) -> dict[str, object]:
    return {
        "party": delivery.party_id,
        "received_on": day(0),
        "form": "written",
        "text": "Widerspruch",
        **changes,
    }


def test_objection_is_checked_before_it_is_entered(office: Office, ada: Client) -> None:
    delivery = posted(office)
    url = objection_url(delivery)
    assert ada.get(url).status_code == 200
    answer = ada.post(url, entered(delivery, form="email"))
    assert answer.context["judged"].timing == "in_time"
    assert "Eine einfache E-Mail" in answer.content.decode()
    assert not Objection.objects.exists()
    assert ada.post(url, {**entered(delivery), "save": "1"}).status_code == 302
    assert Objection.objects.get().timing == "in_time"
    assert ada.post(url, {**entered(delivery), "save": "1"}).status_code == 409
    page = ada.get(f"/cases/{delivery.case.file_number}/").content.decode()
    assert "Please tell the administrator" in page
    assert "Note its withdrawal" in page


def test_each_party_objects_once_unless_it_withdrew(office: Office, ada: Client) -> None:
    delivery = posted(office)
    url, page = objection_url(delivery), f"/cases/{delivery.case.file_number}/"
    ada.post(url, {**entered(delivery), "save": "1"})
    assert url not in ada.get(page).content.decode()
    second = Party.objects.create(case=delivery.case, role="third", family_name="Nachbarin")
    assert url in ada.get(page).content.decode()
    ada.post(url, {**entered(delivery, party=second.pk), "save": "1"})
    assert url not in ada.get(page).content.decode()
    first = Objection.objects.get(party=delivery.party)
    withdrawal = {"ended_on": day(0), "reason": "Schreiben"}
    ada.post(f"{page}objections/{first.pk}/withdraw/", withdrawal)
    assert url in ada.get(page).content.decode()


def test_late_objection_asks_for_reinstatement(office: Office, ada: Client) -> None:
    issued = timezone.now() - timedelta(days=70)
    delivery = make_delivery(office, issued=issued)
    on = timezone.localdate(issued)
    post(office, delivery, on=on, now=timezone.now())
    url = objection_url(delivery)
    refused = ada.post(url, {**entered(delivery), "save": "1"})
    assert refused.status_code == 422
    assert "reinstatement" in refused.content.decode()
    late = {"reinstatement": "applied", "obstacle": "Krankenhaus", "obstacle_ended_on": day(3)}
    assert ada.post(url, {**entered(delivery, **late), "save": "1"}).status_code == 302
    assert Objection.objects.get().reinstatement_due_on is not None


def test_objection_is_withdrawn_on_its_page(office: Office, ada: Client) -> None:
    delivery = posted(office)
    ada.post(objection_url(delivery), {**entered(delivery), "save": "1"})
    objection = Objection.objects.get()
    url = f"/cases/{delivery.case.file_number}/objections/{objection.pk}/withdraw/"
    assert ada.get(url).status_code == 200
    assert ada.post(url, {"ended_on": day(0), "reason": ""}).status_code == 422
    assert ada.post(url, {"ended_on": day(0), "reason": "Brief"}).status_code == 302
    assert ada.post(url, {"ended_on": day(0), "reason": "Brief"}).status_code == 409


def test_objections_are_for_people_who_work_there(office: Office, sign_in: SignIn) -> None:
    delivery = posted(office)
    assert sign_in(office.rolf).get(objection_url(delivery)).status_code == 403
    assert sign_in(office.cleo).get(objection_url(delivery)).status_code == 404


def test_log_tells_it_in_words(office: Office, ada: Client) -> None:
    delivery = posted(office)
    story = ada.get(f"/cases/{delivery.case.file_number}/history/").content.decode()
    assert f"handed the letter {delivery.notice.number} to the post." in story
    assert "delivery." not in json.dumps(story)

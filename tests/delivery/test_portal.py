"""Letters through FIT-Connect, against a service that plays it: sent once, whatever breaks."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from casework.cases.errors import Conflict
from casework.delivery import sending, tasks
from casework.delivery.actions.changes import change_portal_rule, try_again
from casework.delivery.actions.proofs import Entry, enter_proof
from casework.delivery.fitconnect.client import FitConnect
from casework.delivery.fitconnect.config import config
from casework.delivery.models import Attempt, Delivery
from casework.delivery.passing import let_days_pass
from casework.intake.models import Submission
from tests.delivery.fake_fitconnect import Key, Service, running
from tests.delivery.making import make_delivery, moment
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
CASE_ID = "9eec7d3e-dc66-4f82-9f52-1520bf96a32e"


@pytest.fixture(scope="module")
def keys() -> tuple[Key, Key]:
    return (
        Key.make("service-key", "PS512", "verify"),
        Key.make("reply-key-1", "RSA-OAEP-256", "wrapKey"),
    )


@pytest.fixture
def service(keys: tuple[Key, Key], settings: Settings) -> Iterator[Service]:
    with running(Service(*keys)) as found:
        settings.FITCONNECT = {
            "api": f"{found.url}/api/",
            "token_url": f"{found.url}/token",
            "client_id": "amt",
            "client_secret": "geheim",
        }
        yield found


@pytest.fixture
def delivery(office: Office, service: Service) -> Delivery:
    return with_way_back(make_delivery(office, channel="portal"), service.receiving)


def with_way_back(delivery: Delivery, key: Key, kind: str = "fitConnect") -> Delivery:
    """Let the application have come with a reply channel."""
    submission = Submission.objects.get(case=delivery.case)
    details = {"processStandards": ["urn:xbau:2.3"], "encryptionPublicKey": key.jwk}
    reply = {"case_id": CASE_ID, "channel": {kind: details}}
    raw = {**json.loads(bytes(submission.raw)), "reply": reply}
    Submission.objects.filter(pk=submission.pk).update(raw=json.dumps(raw).encode())
    return delivery


def run(now: datetime = NOW) -> None:
    """One turn of the worker."""
    access = config()
    assert access is not None
    sending.send_due(FitConnect(access), now)


def state(delivery: Delivery) -> tuple[str, list[str], datetime | None]:
    delivery.refresh_from_db()
    results = [attempt.result for attempt in delivery.attempts.order_by("number")]
    return delivery.state, results, delivery.next_try_at


def test_letter_arrives_encrypted_and_whole(delivery: Delivery, service: Service) -> None:
    assert tasks.send_through_portals(int(NOW.timestamp())) == 1
    ((name, reply),) = service.replies.items()
    metadata, data, pdf = service.opened(name)
    assert pdf == bytes(delivery.notice.pdf)
    assert data["noticeNumber"] == delivery.notice.number
    assert metadata["contentStructure"]["attachments"][0]["mimeType"] == "application/pdf"
    assert metadata["contentStructure"]["data"]["submissionSchema"]["schemaUri"] == "urn:xbau:2.3"
    assert reply.case_id == CASE_ID
    assert state(delivery) == ("under_way", ["sent"], NOW + sending.LOOK_AGAIN)
    assert delivery.attempts.get().reference == name


def test_acceptance_is_a_proof_that_notifies_nobody(delivery: Delivery, service: Service) -> None:
    run()
    service.accept(next(iter(service.replies)))
    run(NOW + timedelta(hours=1))
    proof = delivery.proofs.get()
    assert (proof.kind, proof.happened_on) == ("accepted", date(2026, 3, 3))
    assert proof.text.count(".") == 2  # the token itself
    delivery.refresh_from_db()
    assert (delivery.notified_on, delivery.next_try_at) == (None, None)
    assert delivery.state == "under_way"


def test_rejection_ends_the_way(delivery: Delivery, service: Service) -> None:
    run()
    service.tell(next(iter(service.replies)), "reject-reply", problems=[{"title": "Unlesbar"}])
    run(NOW + timedelta(hours=1))
    found, results, again = state(delivery)
    assert (found, results, again) == ("failed", ["sent"], None)
    assert "Unlesbar" in delivery.ended_because


@pytest.mark.parametrize("lost", ["announce", "upload", "submit"])
def test_lost_answer_never_sends_twice(delivery: Delivery, service: Service, lost: str) -> None:
    """The service did its part, the answer got lost: the next turn goes on where it was."""
    service.lose_answer = lost
    run()
    assert state(delivery)[:2] == ("under_way", [""])
    run(NOW + timedelta(minutes=11))
    assert state(delivery)[:2] == ("under_way", ["sent"])
    sent = [reply for reply in service.replies.values() if reply.metadata]
    assert len(sent) == 1
    run(NOW + timedelta(hours=2))
    assert len([reply for reply in service.replies.values() if reply.metadata]) == 1


def test_crash_between_attempt_and_sending_goes_on_with_the_attempt(
    delivery: Delivery, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "build", crash)
        with pytest.raises(SystemExit):
            run()
    assert state(delivery)[:2] == ("under_way", [""])
    first = delivery.attempts.get().reference
    assert first
    run(NOW + timedelta(minutes=5))  # another worker: the lease still holds
    assert state(delivery)[:2] == ("under_way", [""])
    run(NOW + timedelta(minutes=11))
    assert state(delivery)[:2] == ("under_way", ["sent"])
    assert delivery.attempts.get().reference == first
    assert list(service.replies) == [first]


def test_service_that_is_away_is_tried_again_and_again_later(
    delivery: Delivery, service: Service
) -> None:
    now, waits = NOW, []
    for _turn in sending.PAUSES:
        service.fail = [503]
        run(now)
        again = state(delivery)[2]
        assert again is not None
        waits.append(again - now)
        now = again
    assert tuple(waits) == sending.PAUSES
    run(now)
    assert state(delivery)[:2] == ("under_way", ["sent"])


def test_after_many_tries_nobody_claims_to_know(
    office: Office, delivery: Delivery, service: Service
) -> None:
    service.lose_answer = "upload"
    run()
    now = NOW
    while (again := state(delivery)[2]) is not None:
        now, service.fail = again, [503] * 3
        run(now)
    assert state(delivery)[:2] == ("under_way", ["uncertain"])
    service.fail = []
    try_again(delivery=delivery, by=office.ada, now=now)
    run(now)
    assert state(delivery)[:2] == ("under_way", ["uncertain", "sent"])
    with pytest.raises(Conflict):
        try_again(delivery=delivery, by=office.ada, now=now)


def test_never_reached_is_surely_not_sent(delivery: Delivery, service: Service) -> None:
    now = NOW
    while (again := state(delivery)[2]) is not None:
        now, service.fail = max(again, now), [503]
        run(now)
    assert state(delivery)[:2] == ("failed", ["failed"])
    assert not service.replies


@pytest.mark.parametrize("kind", ["eMail", "idBundDeMailbox"])
def test_other_mailboxes_cannot_be_reached(office: Office, service: Service, kind: str) -> None:
    made = with_way_back(make_delivery(office, channel="portal"), service.receiving, kind)
    run()
    assert state(made)[:2] == ("failed", ["failed"])
    assert "Rückkanal" in made.ended_because
    assert service.calls == []


def test_short_key_is_refused(office: Office, service: Service) -> None:
    weak = Key.make("reply-key-1", "RSA-OAEP-256", "wrapKey", bits=2048)
    made = with_way_back(make_delivery(office, channel="portal"), weak)
    run()
    assert state(made)[0] == "failed"
    assert "4096" in made.ended_because
    assert not any(reply.metadata for reply in service.replies.values())


def test_event_signed_by_a_stranger_proves_nothing(delivery: Delivery, service: Service) -> None:
    service.lose_answer = "submit"
    run()
    service.signing = replace(service.signing, private=service.receiving.private)
    run(NOW + timedelta(minutes=11))  # the log cannot be believed, and the reply is there: 409
    assert state(delivery) == ("under_way", ["uncertain"], None)


def test_accepting_other_content_is_not_ours(delivery: Delivery, service: Service) -> None:
    run()
    other = {"metadata": "x", "data": "y", "attachments": {}}
    service.tell(next(iter(service.replies)), "accept-reply", authenticationTags=other)
    run(NOW + timedelta(hours=1))
    assert not delivery.proofs.exists()


def test_nothing_is_sent_where_nothing_is_set_up(office: Office, settings: Settings) -> None:
    settings.FITCONNECT = dict.fromkeys(("api", "token_url", "client_id", "client_secret"), "")
    made = make_delivery(office, channel="portal")
    assert tasks.send_through_portals(int(NOW.timestamp())) == 0
    assert state(made)[:2] == ("planned", [])


def test_unencrypted_address_is_refused(settings: Settings) -> None:
    settings.FITCONNECT = {
        "api": "http://fit.example",
        "token_url": "https://fit.example/token",
        "client_id": "amt",
        "client_secret": "geheim",
    }
    with pytest.raises(ValueError, match="https"):
        config()


def message(office: Office, delivery: Delivery, kind: str = "message") -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state="under_way", next_try_at=None)
    entry = Entry(kind=kind, happened_on=date(2026, 3, 3), text="Benachrichtigung")
    enter_proof(delivery=delivery, entry=entry, by=office.ada, now=NOW)


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 3, 13), False), (date(2026, 3, 14), True)])
def test_not_retrieved_in_ten_days_goes_by_post(
    office: Office, delivery: Delivery, day: date, ended: bool
) -> None:
    message(office, delivery)
    let_days_pass(moment(day))
    delivery.refresh_from_db()
    assert (delivery.state == Delivery.State.FAILED) == ended
    if ended:
        assert "§ 41 Abs. 2a Satz 5 VwVfG" in delivery.ended_because
        assert (delivery.successor.channel, delivery.successor.state) == ("post", "planned")
        assert let_days_pass(moment(day)) == 0
        assert Delivery.objects.count() == 2


def test_retrieved_in_time_stays(office: Office, delivery: Delivery) -> None:
    message(office, delivery)
    entry = Entry(kind="retrieval", happened_on=date(2026, 3, 3), text="Protokoll")
    enter_proof(delivery=delivery, entry=entry, by=office.ada, now=NOW)
    let_days_pass(moment(date(2026, 3, 20)))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.notified_on) == ("delivered", date(2026, 3, 4))


def test_user_account_has_no_ten_days(office: Office, delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(portal_rule="ozg")
    message(office, delivery, "provision")
    let_days_pass(moment(date(2026, 3, 20)))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.notified_on) == ("delivered", date(2026, 3, 7))


def test_rule_can_be_set_with_a_reason(office: Office, delivery: Delivery) -> None:
    message(office, delivery)
    change_portal_rule(
        delivery=delivery, rule="ozg", reason="Postfach im Konto", by=office.ada, now=NOW
    )
    delivery.refresh_from_db()
    assert delivery.portal_rule == "ozg"
    assert delivery.notified_on is None  # the message is not the provision


def test_attempts_are_kept_apart_from_proofs(delivery: Delivery, service: Service) -> None:
    run()
    assert Attempt.objects.count() == 1
    assert not delivery.proofs.exists()

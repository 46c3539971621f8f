"""The chain page: its state, a check in slices that names the broken entry, and the way out."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from casework.access import roles
from casework.audit.log import acting
from casework.audit.models import Entry, Link
from casework.audit.sealing import seal_all
from casework.desk.audit_room import checking
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
CHECK = "/audit/chain/check/"


@pytest.fixture(autouse=True)
def sealed(office: Office, settings: Settings, tmp_path: Path) -> None:
    """A chain of some entries, sealed."""
    settings.SEAL_FOLDER = tmp_path / "seals"
    write(office, 12)
    seal_all(NOW)


def write(office: Office, times: int) -> None:
    for number in range(times):
        with acting(by=office.ada, act="case.x", subject=office.unit, reason=f"{number}"):
            pass


def spoil(entry: int) -> None:
    """Change an entry as the owner of the table could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET reason = 'better' WHERE id = %s", [entry])
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_state(office: Office, sign_in: SignIn) -> None:
    write(office, 2)
    state = sign_in(office.rolf).get("/audit/chain/").context["state"]
    assert state.entries == Link.objects.filter(chain=office.authority.pk).count()
    assert state.waiting == 2
    assert state.seal.number == state.entries
    assert state.stamped_until is None


def test_only_who_audits_everything_sees_the_chain(office: Office, sign_in: SignIn) -> None:
    roles.grant(user=office.ben, role=roles.AUDIT, unit=office.unit)
    for person in (office.ada, office.lea, office.adm, office.ben):
        client = sign_in(person)
        for page in ("", "check/", "seals/", "bundle/"):
            assert client.get(f"/audit/chain/{page}").status_code == 403
        assert client.post(CHECK).status_code == 403


def test_whole_chain_is_checked_slice_by_slice(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SLICE", 5)
    rolf = sign_in(office.rolf)
    check = rolf.post(CHECK).context["check"]
    assert (check.first, check.at, check.is_done) == (1, 6, False)
    slices = 1
    while not check.is_done:
        fields = {"first": check.first, "last": check.last, "at": check.at}
        check, slices = rolf.post(CHECK, fields).context["check"], slices + 1
    assert check.fault is None
    assert check.checked == check.total >= 12
    assert slices > 2
    done = Entry.objects.filter(act="audit.check").order_by("id")
    assert [one.additional_data.get("whole") for one in done] == [None, True]


def test_the_page_goes_on_by_itself_and_has_a_button_besides(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SLICE", 5)
    answer = sign_in(office.rolf).post(CHECK, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in answer
    assert 'hx-trigger="load, submit"' in answer
    assert 'name="at" value="6"' in answer
    assert "Go on" in answer


def test_first_broken_entry_is_named_and_linked(office: Office, sign_in: SignIn) -> None:
    link = Link.objects.get(chain=office.authority.pk, number=7)
    spoil(link.entry_id)
    page = sign_in(office.rolf).post(CHECK)
    assert page.context["check"].fault.number == 7
    assert "The entry is not as it was when it was linked." in page.content.decode()
    assert f"/audit/?entry={link.entry_id}" in page.content.decode()
    ended = Entry.objects.filter(act="audit.check").latest("id")
    assert ended.additional_data["whole"] is False


def test_a_range_is_checked_alone(office: Office, sign_in: SignIn) -> None:
    spoil(Link.objects.get(chain=office.authority.pk, number=7).entry_id)
    rolf = sign_in(office.rolf)
    before = rolf.post(CHECK, {"first": "2", "last": "6"}).context["check"]
    assert (before.fault, before.checked, before.is_done) == (None, 5, True)
    assert rolf.post(CHECK, {"first": "3", "last": "9"}).context["check"].fault.number == 7
    nothing = rolf.post(CHECK, {"first": "9999"}).context["check"]
    assert (nothing.fault, nothing.total) == (None, 0)


def test_a_tail_that_was_cut_off_is_found(office: Office, sign_in: SignIn) -> None:
    last = Link.objects.filter(chain=office.authority.pk).count()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_link DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_link WHERE chain = %s", [office.authority.pk])
        cursor.execute("ALTER TABLE audit_link ENABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_unchained")
    check = sign_in(office.rolf).post(CHECK).context["check"]
    assert check.fault is not None
    assert last > 0


def test_seals_and_bundle_can_be_taken_away(office: Office, sign_in: SignIn) -> None:
    rolf = sign_in(office.rolf)
    seals = rolf.get("/audit/chain/seals/").content.decode().splitlines()
    assert json.loads(json.loads(seals[0])["statement"])["chain"] == office.authority.pk
    answer = rolf.get("/audit/chain/bundle/")
    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        lines = bundle.read("entries.jsonl").splitlines()
        assert {"verify.py", "seals.jsonl", "about.json"} <= set(bundle.namelist())
        assert bundle.testzip() is None
    acts = Entry.objects.filter(actor=office.rolf).values_list("act", flat=True)
    assert {"audit.seals", "audit.bundle"} <= set(acts)
    noted = Entry.objects.get(act="audit.bundle")
    assert noted.additional_data == {"entries": len(lines)}


def test_query_count_does_not_grow(
    office: Office, sign_in: SignIn, queries: Callable[[Client, str], int]
) -> None:
    rolf = sign_in(office.rolf)
    few = queries(rolf, "/audit/chain/")
    for _ in range(3):
        write(office, 5)
        seal_all(NOW)
    assert queries(rolf, "/audit/chain/") == few

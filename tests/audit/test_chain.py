"""The chain: complete, in the order of commits, without writers waiting for each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from casework.access.models import Authority
from casework.audit.canonical import FIELDS, canonical, moment
from casework.audit.chain import START, extend, link_hash
from casework.audit.log import acting
from casework.audit.models import Entry, Link, Unchained
from casework.audit.tasks import chain as chain_task
from casework.audit.verification import verify
from tests.audit.conftest import write
from tests.factories import Office

pytestmark = pytest.mark.django_db


def test_every_entry_gets_one_link(office: Office) -> None:
    write(office, 5)
    waiting = Unchained.objects.count()
    assert waiting == Entry.objects.count() > 5
    assert extend() == waiting
    assert Link.objects.count() == Entry.objects.count()
    assert not Unchained.objects.exists()
    assert extend() == 0


def test_each_authority_has_a_chain_of_its_own(office: Office, other_office: Office) -> None:
    write(office, 3)
    write(other_office, 2)
    extend()
    for one in (office, other_office):
        links = Link.objects.filter(chain=one.authority.pk).order_by("number")
        assert [link.number for link in links] == list(range(1, len(links) + 1))
        assert {link.entry.authority_id for link in links} == {one.authority.pk}


def test_the_hash_covers_content_and_predecessor(office: Office) -> None:
    write(office, 4)
    extend()
    before = START
    for link in Link.objects.filter(chain=office.authority.pk).order_by("number"):
        before = link_hash(before, _content(link.entry_id))
        assert bytes(link.hash) == before


def test_every_column_is_covered() -> None:
    columns = {field.column for field in Entry._meta.concrete_fields}
    assert columns == {*FIELDS, "timestamp"}


def test_the_moment_is_read_from_the_content(office: Office) -> None:
    write(office, 1)
    entry = Entry.objects.latest("id")
    assert moment(_content(entry.pk)) == entry.timestamp.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_the_content_does_not_depend_on_the_session(office: Office) -> None:
    write(office, 1)
    entry = Entry.objects.latest("id").pk
    before = _content(entry)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Tokyo'; SET LOCAL datestyle = 'German'")
    assert _content(entry) == before


def test_the_worker_chains_what_was_written(office: Office) -> None:
    write(office, 2)
    assert chain_task(timestamp=0) > 2
    assert chain_task(timestamp=0) == 0


@pytest.mark.django_db(transaction=True)
def test_a_slow_transaction_comes_later_and_nothing_is_put_between(
    office: Office, seals: Path
) -> None:
    extend()
    with _slow_writer(office) as slow:
        write(office, 3, "case.quick")
        extend()
        slow.set()
    assert extend() == 1
    links = Link.objects.filter(chain=office.authority.pk).order_by("-number")[:4]
    assert [link.entry.act for link in links] == ["case.slow", *["case.quick"] * 3]
    assert links[0].entry_id < links[1].entry_id
    assert verify(office.authority.pk).is_whole


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_and_a_linker(office: Office, seals: Path) -> None:
    authority, writers, acts = office.authority, 8, 25
    start, before = threading.Barrier(writers + 1), Entry.objects.count()

    def write_some() -> None:
        start.wait()
        for _ in range(acts):
            _append(authority, "case.many")
        connection.close()

    threads = [threading.Thread(target=write_some) for _ in range(writers)]
    for thread in threads:
        thread.start()
    start.wait()
    while any(thread.is_alive() for thread in threads):
        extend()
    verdict = verify(authority.pk)
    assert verdict.is_whole, verdict.fault
    assert Link.objects.count() == Entry.objects.count() == before + writers * acts


def _append(authority: Authority, act: str) -> None:
    with (
        transaction.atomic(),
        acting(by=None, act=act, subject=authority, authority_id=authority.pk),
    ):
        pass


@contextmanager
def _slow_writer(office: Office) -> Iterator[threading.Event]:
    """A transaction that writes its entry now and commits once the event is set."""
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            with acting(
                by=None, act="case.slow", subject=office.unit, authority_id=office.authority.pk
            ):
                pass
            written.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=write_slowly)
    thread.start()
    written.wait(20)
    try:
        yield go_on
    finally:
        go_on.set()
        thread.join()


def _content(entry: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {canonical('e')} FROM audit_entry e WHERE id = %s",
            [entry],
        )
        content: str = cursor.fetchone()[0]
    return content

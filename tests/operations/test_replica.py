"""Lists come from the replica, but never without what somebody just did, and never not at all."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from casework.cases.models import Case
from casework.operations import replica
from tests.factories import Office


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server itself in the replica's place; it says that it is none."""
    monkeypatch.setattr(replica, "ALIAS", "default")
    monkeypatch.setattr(replica, "_down_until", 0.0)


def where(request: HttpRequest) -> HttpResponse:
    """A view that says whether it may read from the replica."""
    return HttpResponse("replica" if replica._reading.get() else "server")


def asked(view: replica.View, method: str = "GET") -> str:
    return view(RequestFactory().generic(method, "/")).content.decode()


def test_only_what_is_read_within_a_marked_view_comes_from_the_replica(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replica, "_usable", lambda request: True)
    router, marked = replica.ReadRouter(), replica.from_replica(where)

    assert asked(marked) == "replica"
    assert asked(marked, "POST") == asked(where) == "server"
    assert router.db_for_read(Case) == "default"
    token = replica._reading.set(True)
    assert (router.db_for_read(Case), router.db_for_write(Case)) == ("replica", "default")
    replica._reading.reset(token)
    assert router.allow_migrate("default", "cases") and not router.allow_migrate("replica", "cases")


def test_a_replica_that_fails_under_way_is_replaced_by_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        if replica._reading.get():
            raise OperationalError("gone")
        return where(request)

    monkeypatch.setattr(replica, "_usable", lambda request: True)
    monkeypatch.setattr(replica, "_down_until", 0.0)

    assert asked(replica.from_replica(view)) == "server"
    assert replica._down_until > 0


def test_without_a_replica_or_with_one_that_does_not_follow_the_server_answers(
    db: None, there: None
) -> None:
    assert asked(replica.from_replica(where)) == "server"


@pytest.mark.parametrize(("wrote", "usable"), [("0/1", True), ("FFFFFFF0/0", False), ("x", False)])
def test_it_must_have_got_as_far_as_the_person(
    db: None, there: None, monkeypatch: pytest.MonkeyPatch, wrote: str, usable: bool
) -> None:
    state = "SELECT %s > 0 AND pg_current_wal_lsn() >= %s::pg_lsn"  # as if it followed
    monkeypatch.setattr(replica, "_STATE", state)
    response = HttpResponse()
    response.set_signed_cookie(replica.COOKIE, wrote)
    request = RequestFactory().get("/")
    request.COOKIES[replica.COOKIE] = response.cookies[replica.COOKIE].value

    assert replica._usable(request) is usable


def test_whoever_wrote_something_takes_the_place_in_the_log_along(office: Office) -> None:
    def write(request: HttpRequest) -> HttpResponse:
        office.ada.save(update_fields=["room"])
        return HttpResponse()

    def read(request: HttpRequest) -> HttpResponse:
        office.ada.refresh_from_db()
        return HttpResponse()

    request = RequestFactory().get("/")
    wrote, only_read = (replica.ReplicaMiddleware(view)(request) for view in (write, read))

    assert replica.COOKIE not in only_read.cookies
    request.COOKIES[replica.COOKIE] = wrote.cookies[replica.COOKIE].value
    place = request.get_signed_cookie(replica.COOKIE)
    assert replica.LSN.fullmatch(place)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::pg_lsn <= pg_current_wal_insert_lsn()", [place])
        assert cursor.fetchone() == (True,)

"""Lists and search from a streaming replica (`REPLICA_URL`), all else from the server itself.

Nobody misses what they just did themselves: an answer to a request that wrote something carries a
cookie with the place in the server's log (LSN) behind it, and lists come from the replica only once
it has got that far. It is also left out while it cannot be reached, is cut off from the server or
more than `MAX_LAG` behind; the page then comes from the server, only slower.
"""

import functools
import logging
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, connections
from django.http import HttpRequest, HttpResponse

ALIAS = "replica"
COOKIE = "wrote"
MAX_LAG = 10  # seconds; the cookie is kept far longer
KEPT = 60
PAUSE = 10.0  # seconds a replica that failed is left alone
LSN = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")
WRITES = ("INSERT", "UPDATE", "DELETE")
_STATE = """
    SELECT pg_is_in_recovery()
       AND EXISTS (SELECT FROM pg_stat_wal_receiver)
       AND (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
            OR now() - pg_last_xact_replay_timestamp() < %s * interval '1 second')
       AND pg_last_wal_replay_lsn() >= %s::pg_lsn
"""
logger = logging.getLogger(__name__)
_reading: ContextVar[bool] = ContextVar("reading_from_replica", default=False)
_down_until = 0.0
View = Callable[..., HttpResponse]


class ReadRouter:
    """Sends what is read within a view marked with `from_replica` to the replica."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return ALIAS if _reading.get() else "default"

    def db_for_write(self, model: type, **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True  # it is the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


def from_replica(view: View) -> View:
    """Mark a view that may show a list a moment old; only its GET, and only what it reads."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not _usable(request):
            return view(request, *args, **kwargs)
        token = _reading.set(True)
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError) as error:
            _leave_alone(error)
        finally:
            _reading.reset(token)
        return view(request, *args, **kwargs)

    return answer


class ReplicaMiddleware:
    """Remembers with whoever wrote something how far the server's log was then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wrote: list[bool] = []

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if not wrote and str(sql).lstrip()[:6].upper() in WRITES:
                wrote.append(True)
            return execute(sql, params, many, context)

        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(watch))
            response = self.get_response(request)
        if wrote:
            _remember(response)
        return response


def _remember(response: HttpResponse) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        (reached,) = cursor.fetchone()
    response.set_signed_cookie(
        COOKIE,
        reached,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _usable(request: HttpRequest) -> bool:
    """Whether the replica is there, follows, and holds what this person wrote."""
    if ALIAS not in settings.DATABASES or time.monotonic() < _down_until:
        return False
    wrote = str(request.get_signed_cookie(COOKIE, default="0/0", max_age=KEPT))
    if not LSN.fullmatch(wrote):
        return False
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(_STATE, [MAX_LAG, wrote])
            (usable,) = cursor.fetchone()
    except (DatabaseError, InterfaceError) as error:
        _leave_alone(error)
        return False
    return bool(usable)


def _leave_alone(error: Exception) -> None:
    global _down_until
    _down_until = time.monotonic() + PAUSE
    logger.warning("the replica is left alone for %s seconds: %s", PAUSE, error)

"""Walks every page for everybody, with GET and with POST, and notes what came of it."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils.safestring import SafeString

from casework.accounts.session import KEY, RECORDS
from casework.cases.models import Case
from casework.desk.gate.table import POLICIES
from casework.kept import Kept
from tests.matrix.payloads import payloads
from tests.matrix.people import Person
from tests.matrix.world import World

METHODS = ("GET", "POST")
REFUSED = {401: "no token", 403: "403", 404: "404", 405: "405", 409: "409"}
LETTERS = "casework.notices.rendering.render_pdf"
TEMPLATES = "django.template.backends.django.Template.render"
AN_HOUR = 3600
ALLOWED = (200, 201, 202, 400, 422)
Outcomes = dict[tuple[str, str], str]  # (role, relation) -> what came


def pages() -> dict[str, list[str]]:
    """The name of every page, with the parts its address has."""
    return dict(_walk(get_resolver(), "", []))


def _walk(resolver: URLResolver, space: str, before: list[str]) -> Iterator[tuple[str, list[str]]]:
    for pattern in resolver.url_patterns:
        parts = [*before, *_parts(pattern.pattern)]
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, parts)
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{space}{pattern.name}", parts


def _parts(pattern: Any) -> list[str]:
    if isinstance(pattern, RoutePattern):
        return list(pattern.converters)
    return list(pattern.regex.groupindex) if hasattr(pattern, "regex") else []


class Walker:
    """Sends requests as each person and takes back all they change."""

    def __init__(self, world: World) -> None:
        self.world, self.sent, self.pages = world, payloads(world), pages()
        self.factory, self.handler = RequestFactory(SERVER_NAME="localhost"), BaseHandler()
        self.handler.load_middleware()
        self.sessions = {person: _session(person) for person in world.people}

    def row(self, name: str, method: str) -> Outcomes:
        """What comes of a page for everybody.

        What a page never takes is answered before anybody is looked at: there one relation
        stands for all.
        """
        url = self.address(name)
        found: Outcomes = {}
        with _quick(), transaction.atomic():
            before = transaction.savepoint()
            for person in self.world.people:
                role, relation = person.role, person.relation
                if (role, "own") in found and not _taken(name, method):
                    found[role, relation] = found[role, "own"]
                else:
                    found[role, relation] = self._ask(name, method, url, person, before)
        return found

    def address(self, name: str) -> str:
        """The address of a page; KeyError names a part that the world has nothing for."""
        parts = self.world.parts | self.world.parts_of.get(name, {})
        return reverse(name, kwargs={part: parts[part] for part in self.pages[name]})

    def _ask(self, name: str, method: str, url: str, person: Person, before: str) -> str:
        """What comes of one request; everything is then put back to the savepoint `before`."""
        data = self.sent.get(name, {}) if method == "POST" else {}
        request: HttpRequest = getattr(self.factory, method.lower())(url, data)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        # As if the session had just told who it is; nothing the last request knew of them is left.
        request._cached_user = copy(person.user) if person.user else AnonymousUser()  # type: ignore[attr-defined]
        if person.relation == "deputy":  # else the cases are nobody's
            ids = [case.pk for case in self.world.cases]
            Case.objects.filter(pk__in=ids).update(assignee=self.world.office.ada)
        response = self.handler.get_response(request)
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)
        response.close()
        return outcome(request, response)


def _taken(name: str, method: str) -> bool:
    declared = POLICIES.get(name)
    return declared is None or bool(declared.change if method == "POST" else declared.see)


def outcome(request: HttpRequest, response: HttpResponse) -> str:
    """An answer in a word; ValueError for one that nobody expects."""
    status = response.status_code
    if status in REFUSED:
        return REFUSED[status]
    if status in (301, 302):
        place = response["Location"]
        if place.startswith(reverse("account_login")):
            return "sign in"
        if place.startswith(reverse("account_reauthenticate")):
            return "confirm"
        return "leads on" if request.method == "GET" else "yes"
    if status in ALLOWED:
        return "yes"
    raise ValueError(f"{request.method} {request.path}: {status}")


def _session(person: Person) -> str:
    client = Client()
    if person.user is not None:
        client.force_login(person.user)
        session = client.session  # as after typing the password: nothing is to be confirmed first
        session[RECORDS] = [{"method": "password", "at": time.time()}]
        session[KEY]["seen"] = time.time() + AN_HOUR  # else every request notes that it was here
        session.save()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


@contextmanager
def _quick() -> Iterator[None]:
    """Errors come through; pages and letters are fetched with all they show, but not drawn, and
    what is kept is not made anew each time to compare it, as in the tests of those pages.
    """

    log = logging.getLogger("django.request")
    level = log.level
    log.setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        stack.enter_context(override_settings(DEBUG_PROPAGATE_EXCEPTIONS=True))
        stack.enter_context(mock.patch.object(Kept, "checked", False))
        stack.enter_context(mock.patch(LETTERS, return_value=b"%PDF-1.7"))
        stack.enter_context(mock.patch(TEMPLATES, return_value=SafeString("<p>So ist es.</p>")))
        request_finished.disconnect(close_old_connections)  # as Django's own test client does
        stack.callback(request_finished.connect, close_old_connections)
        stack.callback(log.setLevel, level)
        yield

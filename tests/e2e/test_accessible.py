"""Every page of the application, light and dark, wide and at 320 px: axe-core finds nothing.

The pages are those of the gate's table, with the addresses of the matrix: a new page is looked at
without anybody thinking of it. States that need doing something first (errors, dialogs, open
parts) are looked at in the files of their rooms.
"""

import time

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from casework.access.models import User
from casework.accounts.session import RECORDS
from casework.desk.gate import rules
from casework.desk.gate.table import POLICIES
from tests.e2e.accessibility import all_barriers
from tests.factories import Office
from tests.matrix.walk import Walker
from tests.matrix.world import World, make_world

SHARES = 2


def opener(office: Office, rule: rules.Rule) -> User:
    """Somebody of the office who may open pages of this rule."""
    others = {
        rules.ADMINISTERS: office.adm,
        rules.KEEPS_ALL: office.adm,
        rules.KEEPS: office.adm,
        rules.AUDITS: office.rolf,
        rules.AUDITS_ALL: office.rolf,
        rules.AUDITS_CASE: office.rolf,
        rules.CONSULTS: office.cleo,
    }
    return others.get(rule, office.lea)


def pages_of(world: World) -> list[tuple[User, str]]:
    """Who opens which address: every whole page of the table, by person."""
    walker, clients = Walker(world), dict[int, Client]()
    found = []
    for name, policy in POLICIES.items():
        if policy.see is None:
            continue
        try:
            url = walker.address(name)
        except KeyError:  # the matrix says what its world lacks
            continue
        person = opener(world.office, policy.see)
        answer = clients.setdefault(person.pk, signed_in(person)).get(url)
        if answer.status_code == 200 and b"</html>" in b"".join(answer):
            found.append((person, url))
    return sorted(found, key=lambda one: (one[0].pk, one[1]))


def signed_in(person: User) -> Client:
    """A client of `person`, who has just typed the password."""
    client = Client()
    client.force_login(person)
    session = client.session
    session[RECORDS] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


# Each share makes the world anew, so that the processes of a run divide the work.
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible(page: Page, live_server: LiveServer, share: int) -> None:
    found = pages_of(make_world())
    assert len(found) > 70
    person, wrong = None, []
    for who, url in found[share::SHARES]:
        if who != person:
            person = who
            become(page, live_server, who)
        page.goto(url)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        wrong += [f"{who} {url} {one}" for one in all_barriers(page)]
    assert not wrong, "\n".join(wrong)


def become(page: Page, live_server: LiveServer, person: User) -> None:
    """The browser is that of `person` from now on."""
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

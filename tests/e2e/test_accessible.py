"""Every page of the application, light and dark, wide and at 320 px: axe-core finds nothing.

The pages are those of the gate's table, with the addresses of the matrix: a new page is looked at
without anybody thinking of it. States that need doing something first (errors, dialogs, open
parts) are looked at in the files of their rooms.
"""

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from casework.access.models import User
from casework.desk.gate import rules
from casework.desk.gate.table import POLICIES
from tests.e2e.accessibility import all_barriers
from tests.e2e.people import become, signed_in
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


def addresses_of(world: World, share: int) -> list[tuple[User, str]]:
    """Who opens which address of this share: every page of the table, by person."""
    walker, found = Walker(world), []
    for name, policy in [*POLICIES.items()][share::SHARES]:
        if policy.see is None:
            continue
        try:
            url = walker.address(name)
        except KeyError:  # the matrix says what its world lacks
            continue
        found.append((opener(world.office, policy.see), url))
    return sorted(found, key=lambda one: (one[0].pk, one[1]))


def whole_pages(addresses: list[tuple[User, str]]) -> list[tuple[User, str]]:
    """Those that are answered with a whole page, not a part of one or a file."""
    clients, found = dict[int, Client](), []
    for person, url in addresses:
        answer = clients.setdefault(person.pk, signed_in(person)).get(url)
        if answer.status_code == 200 and b"</html>" in b"".join(answer):
            found.append((person, url))
    return found


# Each share makes the world anew, so that the processes of a run divide the work.
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible(page: Page, live_server: LiveServer, share: int) -> None:
    found = whole_pages(addresses_of(make_world(), share))
    assert len(found) > 70 / SHARES
    person, wrong = None, []
    for who, url in found:
        if who != person:
            person = who
            become(page, who)
        page.goto(url)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        wrong += [f"{who} {url} {one}" for one in all_barriers(page)]
    assert not wrong, "\n".join(wrong)

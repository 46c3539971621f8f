"""The navigation: it leads everybody to pages they may open, and administrators to the office."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.desk.places import DAILY, OFFICE
from tests.desk.conftest import SignIn
from tests.factories import Office

pytestmark = pytest.mark.django_db


def links(client: Client, url: str) -> list[str]:
    """The links of the navigation and, in the office, of the page."""
    text = client.get(url, follow=True).content.decode()
    shown = text.partition('aria-label="Main"')[2].partition("</nav>")[0]
    shown += "".join(text.partition('<div class="office">')[1:]).partition("</main>")[0]
    return re.findall(r'href="([^"]+)"', shown)


@pytest.mark.parametrize("name", ["ada", "lea", "rolf", "adm"])
def test_every_link_opens(office: Office, sign_in: SignIn, name: str) -> None:
    client = sign_in(getattr(office, name))
    for url in {*links(client, "/"), *links(client, "/law/search/")}:
        assert client.get(url).status_code == 200, url


def test_administrators_start_in_the_office_and_find_everything_there(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.adm)
    assert client.get("/").headers["Location"] == reverse("desk:office")
    found = links(client, "/")
    for _title, places in OFFICE:
        for place in places:
            assert reverse(place.name) in found


def test_leads_find_there_what_concerns_them(office: Office, sign_in: SignIn) -> None:
    found = links(sign_in(office.lea), "/office/")
    assert reverse("desk:retention") in found
    assert reverse("desk:signing") not in found


def test_caseworkers_have_no_office(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.ada)
    assert reverse("desk:office") not in links(client, "/")
    assert client.get("/office/").status_code == 403


def test_a_page_of_the_office_marks_the_office(office: Office, sign_in: SignIn) -> None:
    text = sign_in(office.adm).get(reverse("desk:signing")).content.decode()
    assert f'<a href="{reverse("desk:office")}" aria-current="page">' in text


def test_no_page_stands_twice() -> None:
    names = [place.name for place in DAILY] + [p.name for _t, places in OFFICE for p in places]
    assert len(names) == len(set(names))

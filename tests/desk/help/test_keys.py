"""All keys stand in the overview, and no two keys of a page are the same."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from casework.desk.help.keys import OVERVIEW
from tests.desk.conftest import SignIn
from tests.factories import Office

ROOT = Path(settings.BASE_DIR)
SHOWN = {key for part in OVERVIEW for line in part.keys for key in line.pressed}


def test_every_key_of_a_page_stands_in_the_overview() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    used = {key for page in pages for key in re.findall(r'data-key="([^"{]+)"', page)}
    assert used and used <= SHOWN


def test_every_key_a_script_takes_stands_there_too() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "static/desk").glob("*.js")]
    taken = {
        key
        for script in scripts
        for keys in re.findall(r"deskKeys(?: =|,) \{(.*?)\n?\}\)?;", script, re.DOTALL)
        for key in re.findall(r'^\s*"?([^\s":])"?: \(', keys, re.MULTILINE)
    }
    assert {"j", "k", "v", "x", "/"} <= taken <= SHOWN


def test_no_key_means_two_things_on_one_page() -> None:
    everywhere = [key for line in OVERVIEW[0].keys for key in line.pressed]
    for part in OVERVIEW[1:]:
        letters = [key for line in part.keys for key in line.pressed if len(key) == 1]
        assert len(letters) == len(set(letters))
        assert not set(letters) & set(everywhere), part.place


@pytest.mark.django_db
def test_the_overview_is_on_every_page_and_in_the_handbook(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.ada)
    for url in ("/services/", "/help/keys/"):
        assert "next / previous case" in client.get(url).content.decode()

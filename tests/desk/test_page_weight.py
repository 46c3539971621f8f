"""How much a page weighs as it travels: the first visit with all it needs, then the page alone."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from casework.cases.models import Case
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import Office, make_case, open_step, work_on
from tests.law import load_law

pytestmark = pytest.mark.django_db
FIRST_VISIT, LATER_VISIT = 250_000, 40_000  # bytes, compressed
ASSET = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"?]+)"')
FONT = re.compile(r'url\("?(?:\.\./)*([^")]+\.woff2)"?\)')
TRAVELS_AS_IT_IS = (".woff2", ".png", ".webp")


def weight_of(name: str) -> int:
    """The bytes of a static file as it is sent, with the fonts that our stylesheet names."""
    path = Path(str(finders.find(name)))
    content = path.read_bytes()
    if path.suffix in TRAVELS_AS_IT_IS:
        return len(content)
    return len(brotli.compress(content))


def assets_of(page: str) -> set[str]:
    found = set(ASSET.findall(page))
    assert any(name.endswith(".css") for name in found) and any(".js" in name for name in found)
    css = Path(str(finders.find("desk/sachstand.css"))).read_text(encoding="utf-8")
    return found | {f"desk/{font}" for font in FONT.findall(css)}


def visited(client: object, url: str) -> tuple[int, int]:
    """What comes on the first visit of a page, and what on a later one."""
    get = client.get  # type: ignore[attr-defined]
    plain = get(url).content.decode()
    page = len(get(url, headers={"accept-encoding": "gzip"}).content)
    return page + sum(map(weight_of, assets_of(plain))), page


@pytest.mark.parametrize("place", ["inbox", "check", "decide"])
def test_first_and_later_visits_are_small(office: Office, sign_in: SignIn, place: str) -> None:
    load_law()
    case = make_case(office)
    if place == "inbox":
        copies(case, 60)
    if place == "decide":
        work_on(case, office.ada)
        assert open_step(Case.objects.get(pk=case.pk)).kind == "decide"
    url = "/" if place == "inbox" else f"/cases/{case.file_number}/"
    first, later = visited(sign_in(office.ada), url)
    assert first < FIRST_VISIT
    assert later < LATER_VISIT

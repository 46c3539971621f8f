"""The pictures of the handbook, taken from the real application with the demo's data.

Every page that a picture shows is opened; one that is gone fails the test. The files under
docs/handbook/pictures/ are written anew only on purpose:

    HANDBOOK_PICTURES=write .venv/bin/pytest -n0 tests/e2e/test_handbook_pictures.py
"""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import CoSignature
from casework.demo.town import Town
from casework.notices.models import Notice
from tests.e2e.demo_town import NEEDED, SHOWN, case_at, load
from tests.e2e.people import become

FOLDER = Path(settings.BASE_DIR) / "docs/handbook"
SIZE = {"width": 1280, "height": 760}
MOST_BYTES = 60_000
COLOURS = (48, 24, 16, 8)  # as many as fit
PLACE = Callable[[Town], tuple[User, str]]


class Picture(NamedTuple):
    """Which page, seen by whom, and the heading that must be on it."""

    name: str
    place: PLACE
    heading: str


def at(person: str, page: str, query: str = "") -> PLACE:
    """A page that needs no case."""
    return lambda town: (town.people[person], reverse(page) + query)


def in_case(task: str, page: str = "desk:case", *parts: str) -> PLACE:
    """A page of a case whose open step is `task`, seen by whoever works on it."""

    def found(_: Town) -> tuple[User, str]:
        case = case_at(task)
        assert case.assignee is not None
        return case.assignee, reverse(page, args=[case.file_number, *parts])

    return found


def signing(_: Town) -> tuple[User, str]:
    asked = CoSignature.objects.filter(settled_at=None).order_by("pk")[0]
    assert asked.asked is not None
    return asked.asked, reverse("desk:cosign", args=[asked.decision.case.file_number, asked.pk])


def contesting(_: Town) -> tuple[User, str]:
    notice = Notice.objects.filter(case__status=Case.Status.CLOSED, kind="decision").order_by("pk")[
        0
    ]
    case = notice.case
    assert case.assignee is not None
    return case.assignee, reverse("desk:objection", args=[case.file_number, notice.pk])


PICTURES = (
    Picture("inbox", at("demir", "desk:inbox"), "Arbeitskorb"),
    Picture("case", in_case("antrag_pruefen"), "prüfen"),
    Picture("decide", in_case("ausweis_erteilen"), "Ausweis erteilen"),
    Picture("request", in_case("ausweis_erteilen", "desk:letter-write", "document_request"), ""),
    Picture("hearing", in_case("ausweis_erteilen", "desk:letter-write", "hearing"), ""),
    Picture("letters", in_case("ausweis_erteilen", "desk:letter-new"), "Schreiben"),
    Picture("access", in_case("antrag_pruefen", "desk:case-access"), "Zugang"),
    Picture("co-signature", signing, "Mitzeichnung"),
    Picture("objections", contesting, "Widerspruch"),
    Picture("mail", at("demir", "desk:post"), "Postausgang"),
    Picture("deadlines", at("demir", "desk:calculator"), "Fristenrechner"),
    Picture("law-search", at("demir", "legal:search", "?q=Parkplätze"), ""),
    Picture("contacts", at("demir", "desk:call-backs"), "Rückrufe"),
    Picture("search", at("demir", "desk:find", "?q=Ausweis"), "Ausweis"),
    Picture("notifications", at("demir", "desk:alerts"), "Benachrichtigungen"),
    Picture("absences", at("demir", "desk:absences"), "Abwesenheit"),
    Picture("team", at("brandt", "desk:team"), "Team"),
    Picture("figures", at("brandt", "desk:figures"), "Kennzahlen"),
    Picture("audit", at("sander", "desk:audit"), "Protokoll"),
    Picture("services", at("petersen", "desk:services"), "Leistungen"),
    Picture("law", at("petersen", "desk:law-review"), "Rechtsänderungen"),
    Picture("bylaws", at("petersen", "desk:bylaws"), "Ortsrecht"),
    Picture("units", at("petersen", "desk:units"), "Organisationseinheiten"),
    Picture("people", at("petersen", "desk:staff"), "Personen"),
    Picture("signing", at("petersen", "desk:signing"), "Zeichnungsbefugnisse"),
    Picture("styles", at("petersen", "desk:letter-styles"), "Briefvorlagen"),
    Picture("intake", at("petersen", "desk:intake"), "Eingang"),
    Picture("retention", at("petersen", "desk:retention"), ""),
)


def test_every_picture_is_of_a_page_that_is_there(page: Page, live_server: LiveServer) -> None:
    writes = os.environ.get("HANDBOOK_PICTURES") == "write"
    town = load(live_server, SHOWN if writes else NEEDED)
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce")
    signed_in = ""
    for picture in PICTURES:
        person, url = picture.place(town)
        if person.username != signed_in:
            become(page, person)
            signed_in = person.username
        answer = page.goto(url)
        assert answer is not None and answer.status == 200, f"{picture.name}: {url}"
        heading = page.get_by_role("heading", name=picture.heading).first
        expect(heading, picture.name).to_be_visible()
        if writes:
            page.wait_for_load_state("networkidle")
            (FOLDER / f"pictures/{picture.name}.png").write_bytes(_small(page.screenshot()))


def test_chapters_show_the_pictures_there_are_and_they_are_small() -> None:
    shown = {
        name
        for chapter in FOLDER.glob("*.md")
        for name in re.findall(r"!\[[^\]]+\]\(pictures/([a-z-]+)\.png\)", chapter.read_text())
    }
    files = {path.stem: path.stat().st_size for path in (FOLDER / "pictures").glob("*.png")}
    assert shown == set(files) == {picture.name for picture in PICTURES}
    assert {name: size for name, size in files.items() if size > MOST_BYTES} == {}


def _small(screenshot: bytes) -> bytes:
    """The picture with as many colours as its size allows."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        reduced = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        reduced.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    return out.getvalue()

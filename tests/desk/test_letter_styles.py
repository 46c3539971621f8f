"""Letter styles in the browser: seen, tried, saved by those who administer the place."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.access import roles
from casework.notices.models import LetterStyle
from tests.factories import Office
from tests.notices.logos import PNG, SVG

pytestmark = pytest.mark.django_db
LIST, EDIT, PREVIEW = "/letter-styles/", "/letter-styles/edit/", "/letter-styles/preview/"


@pytest.fixture
def admin(office: Office, client: Client) -> Client:
    client.force_login(office.adm)
    return client


def sent(**changes: Any) -> dict[str, Any]:
    return {"valid_from": date.today().isoformat(), "logo_choice": "keep", **changes}


def text_of(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return str(page.get_textpage().get_text_bounded())


def test_the_list_names_authority_units_and_services(admin: Client, office: Office) -> None:
    content = admin.get(LIST).content.decode()
    for name in ("Stadt Lindenfurt", "Straßenverkehrsbehörde", "Bewohnerparkausweis"):
        assert name in content


@pytest.mark.parametrize("person", ["ada", "lea", "rolf"])
@pytest.mark.parametrize("address", [LIST, EDIT, PREVIEW])
def test_only_administrators_see_them(
    office: Office, client: Client, person: str, address: str
) -> None:
    client.force_login(getattr(office, person))
    assert client.get(address).status_code == 403


def test_saving_makes_a_version_and_goes_back(admin: Client, office: Office) -> None:
    answer = admin.post(EDIT, sent(closing="Freundliche Grüße", save="1"))
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    style = LetterStyle.objects.get()
    assert (style.closing, style.unit, style.entered_by) == ("Freundliche Grüße", None, office.adm)


def test_trying_keeps_nothing_and_shows_it(admin: Client) -> None:
    answer = admin.post(EDIT, sent(letterhead="Stadt am Fluss"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert not LetterStyle.objects.exists()
    version = re.findall(r"v=(\w+)#", answer.content.decode())[0]
    seen = text_of(admin.get(PREVIEW, {"v": version}).content)
    assert "Stadt am Fluss" in seen
    assert "Erika Mustermann" in seen
    assert "Stadt am Fluss" not in text_of(admin.get(PREVIEW).content)


def test_what_is_wrong_is_said_at_its_field(admin: Client) -> None:
    answer = admin.post(EDIT, sent(closing="Ihr {{ addressee.shoe_size }}", colour="#ffff00"))
    assert answer.status_code == 422
    content = answer.content.decode()
    assert "{{ addressee.shoe_size }} ist kein Platzhalter" in content
    assert "zu blass" in content
    assert not LetterStyle.objects.exists()


def test_a_placeholder_without_a_value_is_named(admin: Client, office: Office) -> None:
    office.adm.room = ""
    office.adm.save()
    answer = admin.post(EDIT, sent(after="Zimmer {{ contact.room }}"))
    assert answer.status_code == 422
    assert "für {{ contact.room }} gibt es keinen Wert" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "media_type"), [(SVG, "image/svg+xml"), (PNG, "image/png")], ids=["svg", "png"]
)
def test_a_logo_tried_first_is_the_one_saved(
    admin: Client, content: bytes, media_type: str
) -> None:
    upload = SimpleUploadedFile("wappen", content)
    assert admin.post(EDIT, sent(logo=upload, logo_alt="Eine Linde")).status_code == 200
    admin.post(EDIT, sent(logo_alt="Eine Linde", save="1"))
    style = LetterStyle.objects.get()
    assert (style.logo_type, style.logo_alt) == (media_type, "Eine Linde")
    assert style.logo


def test_a_logo_can_be_taken_away(admin: Client) -> None:
    upload = SimpleUploadedFile("wappen", SVG)
    admin.post(EDIT, sent(logo=upload, logo_alt="Eine Linde", save="1"))
    admin.post(EDIT, sent(logo_choice="none", logo_alt="Eine Linde", save="1"))
    latest = LetterStyle.objects.last()
    assert latest is not None and latest.logo is not None
    assert (bytes(latest.logo), latest.logo_alt) == (b"", "")


def test_a_logo_needs_words(admin: Client) -> None:
    answer = admin.post(EDIT, sent(logo=SimpleUploadedFile("wappen", SVG), save="1"))
    assert answer.status_code == 422
    assert "in Worten" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["unit=999999", "service=abc", "kind=postcard", "unit={unit}&service={service}"]
)
def test_places_that_are_none_do_not_exist(admin: Client, office: Office, query: str) -> None:
    query = query.format(unit=office.unit.pk, service=office.service.pk)
    assert admin.get(f"{EDIT}?{query}").status_code == 404


def test_places_of_another_authority_do_not_exist(admin: Client, other_office: Office) -> None:
    assert admin.get(f"{EDIT}?unit={other_office.unit.pk}").status_code == 404


def test_who_administers_one_unit_changes_only_its_style(office: Office, client: Client) -> None:
    roles.withdraw(user=office.adm, role=roles.ADMINISTER, unit=office.unit.parent)  # type: ignore[arg-type]
    roles.grant(user=office.adm, role=roles.ADMINISTER, unit=office.unit)
    client.force_login(office.adm)
    assert client.get(f"{EDIT}?unit={office.unit.pk}").status_code == 200
    assert client.get(f"{EDIT}?service={office.service.pk}").status_code == 200
    assert client.get(f"{EDIT}?unit={office.other_unit.pk}").status_code == 403
    assert client.get(EDIT).status_code == 403
    assert client.post(EDIT, sent(closing="Hallo", save="1")).status_code == 403


def test_what_comes_from_above_is_shown(admin: Client, office: Office) -> None:
    admin.post(EDIT, sent(closing="Freundliche Grüße aus Lindenfurt", save="1"))
    content = admin.get(f"{EDIT}?unit={office.unit.pk}").content.decode()
    assert "Freundliche Grüße aus Lindenfurt" in content


def test_every_kind_can_be_tried(admin: Client, office: Office) -> None:
    for kind in LetterStyle._meta.get_field("kind").choices or ():
        answer = admin.get(f"{PREVIEW}?service={office.service.pk}&kind={kind[0]}")
        assert answer.status_code == 200, kind
        assert BytesIO(answer.content).read(4) == b"%PDF"


def test_the_number_of_queries_does_not_grow(
    admin: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        admin.post(EDIT, sent(closing=f"Gruß {number}", save="1"))
    with django_assert_max_num_queries(16):
        admin.get(LIST)

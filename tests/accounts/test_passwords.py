"""Which passwords are refused: short, common, like the person, of the office, used before."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from casework.accounts.adapter import AccountAdapter
from casework.accounts.models import PastPassword
from tests.factories import PASSWORD, Office

pytestmark = pytest.mark.django_db
GOOD = "vier Pferde lesen Akten"


def refused(password: str, office: Office) -> list[str]:
    try:
        validate_password(password, office.ada)
    except ValidationError as error:
        return sorted(one.code for one in error.error_list)
    return []


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        (GOOD, []),
        ("abcdefghijkl", []),  # no rule about digits or signs
        ("kurzes Wort", ["password_too_short"]),
        ("zwölf Zeichen", []),
        ("password1234", ["password_office_word", "password_too_common"]),
        ("ada@lindenfurt", ["password_office_word", "password_too_similar"]),
        ("Lindenfurt2026", ["password_office_word", "password_too_similar"]),
        ("Sachstand!!2026", ["password_office_word"]),
        ("Lindenfurt im Herbst", []),  # a word of the office within a long one
        (
            "lindenfurt-demo",
            ["password_demo", "password_office_word", "password_too_similar"],
        ),
        (PASSWORD, ["password_used_before"]),
    ],
)
def test_what_is_refused(office: Office, password: str, codes: list[str]) -> None:
    assert [code for code in refused(password, office) if code] == codes


def test_the_last_five_passwords_are_not_taken_again(office: Office, rf: RequestFactory) -> None:
    adapter = AccountAdapter(rf.get("/"))
    for number in range(6):
        adapter.set_password(office.ada, f"{GOOD} {number}")
    assert PastPassword.objects.filter(user=office.ada).count() == 5
    assert refused(f"{GOOD} 5", office)  # the one in use
    assert refused(f"{GOOD} 0", office)
    assert not refused(PASSWORD, office)  # longer ago

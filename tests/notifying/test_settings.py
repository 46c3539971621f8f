"""The settings of the mail server: what is missing is named before anything starts."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from casework.environment import mail_settings

SENDER, SITE = "sachstand@lindenfurt.example", "https://sachstand.example.org"


def test_the_address_of_a_mail_server() -> None:
    found = mail_settings("smtp+tls://name:word@mail.example:587", SENDER, SITE)
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
    assert found["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize(
    ("url", "sender", "site", "named"),
    [
        ("mail.example:25", SENDER, SITE, "SACHSTAND_MAIL_URL must name a mail server"),
        ("https://mail.example", SENDER, SITE, "SACHSTAND_MAIL_URL must name a mail server"),
        ("smtp://mail.example:25", "", SITE, "SACHSTAND_MAIL_FROM must name the sender"),
        ("smtp://mail.example:25", SENDER, "", "SACHSTAND_URL the address of the pages"),
    ],
)
def test_what_does_not_do(url: str, sender: str, site: str, named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        mail_settings(url, sender, site)

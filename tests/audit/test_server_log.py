"""The server's log says what broke and where, not on whose data."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string
from django.views.debug import ExceptionReporter

from casework.audit.server_log import DiscreetFormatter
from casework.cases import actions
from tests.factories import Office, make_case

SECRET = "Frau Geheimnis-Wichtig"


@pytest.fixture
def server_log() -> Iterator[io.StringIO]:
    """What the handler of the settings would write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    name = settings.LOGGING["handlers"]["console"]["formatter"]
    form = settings.LOGGING["formatters"][name]
    handler.setFormatter(import_string(form["()"])(form["format"], style=form["style"]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_server_error_logs_neither_what_was_sent_nor_what_it_broke_on(
    office: Office, server_log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*, text: str, **_given: object) -> None:
        try:
            raise IntegrityError(f"Key (family_name)=({text}) exists")
        except IntegrityError as error:
            raise KeyError(text) from error

    case = make_case(office)
    monkeypatch.setattr(actions, "add_note", broken)
    client = Client(raise_request_exception=False)
    client.force_login(office.ada)
    answer = client.post(f"/cases/{case.file_number}/notes/?q={SECRET}", {"note": SECRET})
    assert answer.status_code == 500
    written = server_log.getvalue()
    assert "Internal Server Error" in written
    assert "builtins.KeyError" in written
    assert "django.db.utils.IntegrityError" in written
    assert "in broken" in written
    for text in (SECRET, case.applicant_name, "Wichtig", "family_name"):
        assert text not in written
        assert text not in answer.content.decode()


def test_an_exception_among_the_arguments_is_only_named(server_log: io.StringIO) -> None:
    logging.getLogger("x").error("refused: %s", ValueError(SECRET))
    logging.getLogger("x").error(ValueError(SECRET))
    logging.getLogger("x").error("no file: %s", FileNotFoundError(2, "gone", "seal.key"))
    assert SECRET not in server_log.getvalue()
    assert "refused: builtins.ValueError" in server_log.getvalue()
    assert "seal.key" in server_log.getvalue()


def test_a_traceback_another_formatter_kept_is_not_written(server_log: io.StringIO) -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", None, None)
    record.exc_text = SECRET
    assert DiscreetFormatter().format(record) == "failed"


def test_nothing_is_mailed_to_anybody() -> None:
    names = ("", "django", "django.request", "django.security")
    found = [one for name in names for one in logging.getLogger(name).handlers]
    assert not [one for one in found if type(one).__name__ == "AdminEmailHandler"]


def test_an_error_report_shows_no_form_and_no_variables(office: Office) -> None:
    request = RequestFactory().post("/?q=x", {"note": SECRET}, HTTP_REFERER=f"/?q={SECRET}")
    try:
        told = SECRET
        raise ValueError(len(told))
    except ValueError as error:
        report = ExceptionReporter(request, type(error), error, error.__traceback__)
    assert report.filter.__class__.__name__ == "DiscreetReport"
    assert SECRET not in report.get_traceback_text()
    frames = str(report.get_traceback_data()["frames"][-1]["vars"])
    assert SECRET not in frames

"""The log as JSON: one object a line, with the request's number, without what was searched for."""

import json
import logging
import sys

import pytest
from django.test import Client

from casework.operations import request_id
from casework.operations.logs import JsonFormatter
from tests.factories import Office


def written(record: logging.LogRecord) -> dict[str, str]:
    line = JsonFormatter().format(record)
    assert "\n" not in line
    found: dict[str, str] = json.loads(line)
    return found


def record(message: str, *args: object, error: bool = False) -> logging.LogRecord:
    info = sys.exc_info() if error else None
    return logging.LogRecord("casework", logging.ERROR, __file__, 1, message, args, info)


def test_a_line_says_when_where_and_in_which_request() -> None:
    request_id.begin("proxy-number-1")
    line = written(record("went %s", "well"))
    assert line["message"] == "went well"
    assert (line["level"], line["logger"]) == ("ERROR", "casework")
    assert line["request"] == "proxy-number-1"
    assert line["time"].endswith("+00:00")


def test_an_error_names_its_place_and_not_whom_it_was_about() -> None:
    try:
        raise ValueError("Frau Vogt")
    except ValueError:
        line = written(record("broke", error=True))
    assert line["message"] == "broke"
    assert "test_logs.py" in line["error"] and "ValueError" in line["error"]
    assert "Vogt" not in json.dumps(line)


def test_a_request_keeps_the_number_of_the_proxy_and_is_named_by_its_view(
    office: Office, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(office.ada)
    with caplog.at_level(logging.INFO, "casework.requests"):
        answer = client.get("/?q=Vogt", headers={"X-Request-ID": "proxy-number-2"})
    assert answer["X-Request-ID"] == "proxy-number-2"
    line = written(caplog.records[-1])
    assert (line["view"], line["status"]) == ("desk:inbox", 200)
    assert "Vogt" not in json.dumps(line)


@pytest.mark.parametrize(
    "given", ["short", "with space in it", "x" * 65, "line\nbreak-in-it", None]
)
def test_a_number_that_is_none_is_replaced(given: str | None) -> None:
    assert request_id.begin(given) != given

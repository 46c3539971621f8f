"""Calendar files as RFC 5545 has them."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from casework.cases.calendar import calendar_file, escaped, folded
from casework.cases.models import Appointment

BERLIN = ZoneInfo("Europe/Berlin")


def appointment(**changes: object) -> Appointment:
    given: dict[str, object] = {
        "uid": UUID(int=7),
        "due_on": date(2026, 7, 1),
        "from_time": time(14),
        "to_time": time(16),
        "changed_at": datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
        "phone": "06999 4711",
        "about": "Krankheit",
    }
    return Appointment(**{**given, **changes})


def text_of(one: Appointment) -> str:
    return calendar_file(one, summary="Rückruf P-1", url="https://a.example/", zone=BERLIN).decode()


def test_whole_file_with_hours_in_utc_and_nothing_of_the_person() -> None:
    assert text_of(appointment()).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sachstand//Appointments//DE",
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000007",
        "DTSTAMP:20260303T093000Z",
        "SEQUENCE:0",
        "DTSTART:20260701T120000Z",  # summer time is two hours ahead
        "DTEND:20260701T140000Z",
        "SUMMARY:Rückruf P-1",
        "URL:https://a.example/",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_without_an_end_half_an_hour_without_hours_the_day() -> None:
    winter = text_of(appointment(due_on=date(2026, 12, 31), from_time=time(23, 45), to_time=None))
    assert "DTSTART:20261231T224500Z\r\nDTEND:20261231T231500Z" in winter
    day = text_of(appointment(due_on=date(2026, 12, 31), from_time=None, to_time=None))
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101" in day


def test_moved_it_stays_the_same_to_calendars() -> None:
    assert "UID:00000000-0000-0000-0000-000000000007" in text_of(appointment(moves=2))
    assert "SEQUENCE:2" in text_of(appointment(moves=2))


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    line = "SUMMARY:" + "ä" * 100 + "€" * 30
    lines = folded(line).split(b"\r\n")
    assert lines.pop() == b"" and len(lines) > 3
    assert max(map(len, lines)) <= 75 and all(one.decode() for one in lines)
    assert folded(line).replace(b"\r\n ", b"") == line.encode() + b"\r\n"
    assert folded("a" * 75) == b"a" * 75 + b"\r\n"
    assert folded("a" * 76) == b"a" * 75 + b"\r\n a\r\n"


def test_what_would_end_a_value_is_escaped() -> None:
    assert escaped("a\\b;c,d\r\ne\nf:g") == "a\\\\b\\;c\\,d\\ne\\nf:g"

"""An appointment as a calendar file (RFC 5545); pure. Nothing of a person is in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from casework.cases.models import Appointment

MOST_OCTETS = 75  # of a line, without its end (RFC 5545, 3.1)
USUAL = timedelta(minutes=30)  # of an appointment whose end nobody said


def calendar_file(appointment: Appointment, *, summary: str, url: str, zone: tzinfo) -> bytes:
    """The file for one appointment, whose hours are those of `zone`.

    `summary` and `url` are all it says of the case. The same appointment gives the same bytes; one
    that was moved has the same UID and a higher SEQUENCE, so that calendars replace it.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sachstand//Appointments//DE",
        "BEGIN:VEVENT",
        f"UID:{appointment.uid}",
        f"DTSTAMP:{_moment(appointment.changed_at)}",
        f"SEQUENCE:{appointment.moves}",
        *_when(appointment, zone),
        f"SUMMARY:{escaped(summary)}",
        f"URL:{url}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """The text as a value (RFC 5545, 3.3.11)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line with its end, cut into pieces of at most 75 octets, no character in two."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _when(appointment: Appointment, zone: tzinfo) -> Iterator[str]:
    """Beginning and end in UTC; without hours the whole day."""
    day, begins, ends = appointment.due_on, appointment.from_time, appointment.to_time
    if begins is None:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        return
    start = datetime.combine(day, begins, zone).astimezone(UTC)
    end = datetime.combine(day, ends, zone).astimezone(UTC) if ends else start + USUAL
    yield f"DTSTART:{_moment(start)}"
    yield f"DTEND:{_moment(end)}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"

"""A list of the inbox as CSV, for spreadsheets."""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.models import Case
from casework.desk.inbox import queue
from casework.desk.inbox.rows import Row, row_of

MOST = 10_000
CHUNK = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins like this


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(cases: QuerySet[Case], user: User, today: date) -> Iterator[str]:
    """The cases with a head, separated by semicolons, as German spreadsheets read it."""
    writer = csv.writer(_Line(), delimiter=";")
    head = (
        _("File number"), _("Applicant"), _("Service"), _("Unit"), _("Step"), _("Why"),
        _("Received"), _("Due"), _("Follow-up"), _("Who"),
    )  # fmt: skip
    yield "\ufeff" + str(writer.writerow(head))
    shown = queue.for_rows(cases, user)[:MOST].iterator(chunk_size=CHUNK)
    while chunk := list(islice(shown, CHUNK)):
        queue.with_open_steps(chunk)
        for case in chunk:
            yield str(writer.writerow(map(cell, _values(row_of(case, user, today)))))


def cell(text: str) -> str:
    """The text so that a spreadsheet takes it for text, whatever it begins with."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _values(row: Row) -> list[str]:
    case = row.case
    days = (case.received_on, case.due_on, case.follow_up_on)
    received, due, follow_up = (day.isoformat() if day else "" for day in days)
    return [
        case.file_number,
        case.applicant_name,
        case.service.name,
        case.unit.name,
        ", ".join(row.steps),
        "; ".join(map(str, row.reasons)),
        received,
        due,
        follow_up,
        row.who,
    ]

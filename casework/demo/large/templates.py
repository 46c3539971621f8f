"""A mould as text for COPY: its rows with gaps for what differs from copy to copy.

A template holds every row of one table in PostgreSQL's text format; its gaps are filled by the
`%` operator. Ids, dates, the file number, the unit, the caseworker and the applicant's name,
address and date of birth differ; everything else is as the product wrote it. Letters are the
exception: a million different PDFs would fill the disk, so a copy's letter has one empty page for
its PDF and no frozen facts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from casework.access.models import Unit, User
from casework.audit.models import Entry
from casework.cases.models import Case, Deadline, Document, Party
from casework.decisions.models import CoSignature, Decision, FindingAnswer
from casework.delivery.models import Delivery
from casework.intake.models import Submission
from casework.notices.models import Notice
from casework.process.models import Process, Step

D = TypeVar("D", date, datetime)

# In the order of their keys: a row names only rows before it.
TABLES: tuple[tuple[type[models.Model], str], ...] = (
    (Case, "pk"),
    (Submission, "case"),
    (Party, "case"),
    (Document, "case"),
    (Process, "case"),
    (Step, "case"),
    (Deadline, "case"),
    (Decision, "case"),
    (FindingAnswer, "decision__case"),
    (CoSignature, "decision__case"),
    (Notice, "case"),
    (Delivery, "case"),
)
PERSONAL = ("organisation", "given_name", "family_name", "street", "birth_date", "email")
PAGE = (  # the smallest PDF there is: one empty page
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
SHORT: dict[type[models.Model], dict[str, Any]] = {
    Notice: {"facts": {}, "html": "<p>Schreiben</p>", "text": "Schreiben", "pdf": PAGE},
    Submission: {"raw": b"{}"},
}
STAYS = ("next_timer_at",)  # what the engine's own state says as well


@dataclass
class Template:
    """One mould: a text for each table, and what its gaps are filled from."""

    weight: int
    service: int
    prefix: str
    is_open: bool
    organisation: bool
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    slack: int = 0  # days by which it may be younger without anything happening in the future


def table_of(model: type[models.Model]) -> str:
    return model._meta.db_table


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns to write; what the database generates itself is left out."""
    return [one for one in model._meta.concrete_fields if not getattr(one, "generated", False)]


def template_of(case: Case, weight: int, now: datetime, *, log: bool) -> Template:
    """The case with everything that hangs on it, as text with gaps."""
    made = Template(
        weight=weight,
        service=case.service_id,
        prefix=case.service.file_number_prefix,
        is_open=case.status == Case.Status.OPEN,
        organisation=bool(_applicant(case).organisation),
    )
    writer = _Writer(case, made)
    for model, path in TABLES:
        found = model._default_manager.filter(**{path: case.pk}).order_by("pk")
        writer.write(model, list(found))
    if log:
        writer.write(Entry, list(_acts(case)))
    made.slack = (now - max(one for one in made.moments.values() if one <= now)).days
    return made


def escaped(text: str) -> str:
    """A value in COPY's text format, also safe for the `%` operator."""
    for sign, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("%", "%%")):
        text = text.replace(sign, code)
    return text


def _applicant(case: Case) -> Party:
    return case.parties.filter(role=Party.Role.APPLICANT).get()


def _acts(case: Case) -> Iterator[Entry]:
    """The acts in the log about the case itself, without the field changes they caused."""
    found = Entry.objects.filter(case_id=case.pk, action=Entry.Action.ACT).order_by("pk")
    return (one for one in found if one.object_id == case.pk)


class _Writer:
    """Writes the rows of one mould and remembers which gap stands for which row and date."""

    def __init__(self, case: Case, made: Template) -> None:
        self.case, self.made = case, made
        self.known: dict[tuple[type[models.Model], Any], str] = {}
        applicant = _applicant(case)
        # Only whole values of the JSON text are replaced, never a part of a longer one.
        self.personal = {
            json.dumps(str(value), ensure_ascii=False): f'"%(p_{name})s"'
            for name in PERSONAL
            if (value := getattr(applicant, name))
        }

    def write(self, model: type[models.Model], rows: list[models.Model]) -> None:
        if not rows:
            return
        table = table_of(model)
        for number, row in enumerate(rows):
            self.known[model, row.pk] = f"%({table}_{number})s"
        lines = ["\t".join(self._value(row, one) for one in columns(model)) for row in rows]
        self.made.texts[table] = "".join(line + "\n" for line in lines)
        self.made.rows[table] = len(rows)

    def _value(self, row: models.Model, column: "models.Field[Any, Any]") -> str:
        name, value = column.name, getattr(row, column.attname)
        if name in SHORT.get(type(row), {}):
            value = SHORT[type(row)][name]
        if gap := self._gap(row, column, value):
            return gap
        if value is None:
            return "\\N"
        if isinstance(column, models.JSONField):
            return self._json(value)
        return _plain(value).replace(escaped(self.case.file_number), "%(file_number)s")

    def _gap(self, row: models.Model, column: "models.Field[Any, Any]", value: Any) -> str:
        if column.primary_key:
            return self.known[type(row), value]
        if isinstance(row, Entry) and column.name in ("case_id", "object_pk", "object_id"):
            return self.known[Case, self.case.pk]
        if value is None or column.name in STAYS:
            return ""
        if isinstance(column, models.ForeignKey):
            return self._key(row, column, value)
        if isinstance(value, date):
            personal = isinstance(row, Party) and column.name == "birth_date"
            return "%(p_birth_date)s" if personal else self._date(value)
        return self._own(row, column.name, value)

    def _key(self, row: models.Model, column: "models.Field[Any, Any]", value: Any) -> str:
        model = column.related_model
        if model is User and value == self.case.assignee_id:
            return "%(assignee)s"
        if model is Unit and isinstance(row, Case):
            return "%(unit)s"
        return self.known.get((model, value), "")  # type: ignore[arg-type]

    def _own(self, row: models.Model, name: str, value: Any) -> str:
        if isinstance(row, Submission) and name == "reference":
            return "bench-" + self.known[Submission, row.pk]
        if isinstance(row, Case) and name == "applicant_name":
            return "%(p_name)s"
        return f"%(p_{name})s" if isinstance(row, Party) and name in PERSONAL and value else ""

    def _date(self, value: date) -> str:
        if isinstance(value, datetime):
            return _gap_for(value, self.made.moments, "m")
        return _gap_for(value, self.made.days, "d")

    def _json(self, value: Any) -> str:
        text = escaped(json.dumps(value, ensure_ascii=False))
        for own, gap in self.personal.items():
            text = text.replace(escaped(own), gap)
        return text


def _gap_for(value: D, known: dict[str, D], prefix: str) -> str:
    """The gap of a date: the same date has the same gap wherever it stands."""
    key = next((key for key, one in known.items() if one == value), f"{prefix}{len(known)}")
    known[key] = value
    return f"%({key})s"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes | memoryview):
        return "\\\\x" + bytes(value).hex()
    if isinstance(value, str | int | Decimal | UUID):
        return escaped(str(value))
    raise TypeError(f"no text for {type(value)}")

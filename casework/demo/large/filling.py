"""Writes the copies with COPY, batch by batch: memory stays the same however many there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from psycopg.sql import SQL, Identifier

from casework.audit.models import Entry
from casework.cases.models import Case, CaseText, FileNumberSequence, Note, Party
from casework.demo.large.dice import Copy
from casework.demo.large.templates import TABLES, columns, table_of

BATCH = 5000
ALL: tuple[type[models.Model], ...] = (*(model for model, _path in TABLES), Note, Entry)
NOTES = (
    "Telefonat geführt, Unterlagen angekündigt.",
    "Rückruf am Nachmittag erbeten; wegen der Nachweise noch einmal erklärt.",
    "Akte geprüft, Angaben plausibel.",
    "Mit der Meldebehörde abgestimmt: Hauptwohnung bestätigt.",
)
_WORDS = (
    "INSERT INTO cases_casetext (case_id, vector) "
    "SELECT id, cases_words(id) FROM cases_case WHERE id >= %s"
)


class Counters:
    """The next free id of each table, and the next running number of each service and year."""

    def __init__(self) -> None:
        self.next = {table_of(model): _highest(model) + 1 for model in ALL}
        self.numbers: dict[tuple[int, int], int] = defaultdict(int)
        for row in FileNumberSequence.objects.all():
            self.numbers[row.service_id, row.year] = row.last

    def take(self, table: str, rows: int) -> int:
        first = self.next[table]
        self.next[table] += rows
        return first

    def file_number(self, service: int, prefix: str, year: int) -> str:
        self.numbers[service, year] += 1
        return f"{prefix}-{year}-{self.numbers[service, year]:05d}"

    def save(self) -> None:
        """Let the database go on behind what was written."""
        with connection.cursor() as cursor:
            for table, following in self.next.items():
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(%s, 1))",
                    [table, following - 1],
                )
        for (service, year), last in self.numbers.items():
            FileNumberSequence.objects.update_or_create(
                service_id=service, year=year, defaults={"last": last}
            )


def fill(copies: Iterable[Copy], done: Callable[[int], object]) -> None:
    """Write all copies; `done` with the number of each batch. Every batch is committed."""
    with _index_at_the_end():
        _fill(copies, done)


def _fill(copies: Iterable[Copy], done: Callable[[int], object]) -> None:
    counters, source = Counters(), iter(copies)
    while batch := list(islice(source, BATCH)):
        texts: dict[str, list[str]] = defaultdict(list)
        for copy in batch:
            _add(texts, copy, counters)
        with transaction.atomic(), _at_once(counters.next[table_of(Case)] - len(batch)):
            for model in ALL[:-1]:
                _copy(model, texts[table_of(model)])
        _copy(Entry, texts[table_of(Entry)])  # with its triggers: the chain waits for it
        done(len(batch))
    counters.save()


@contextmanager
def _index_at_the_end() -> Iterator[None]:
    """The index of the words is made once, over all of them."""
    index = next(one for one in CaseText._meta.indexes if one.name == "case_text_idx")
    with connection.schema_editor() as editor:
        editor.remove_index(CaseText, index)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
            editor.add_index(CaseText, index)


@contextmanager
def _at_once(first: int) -> Iterator[None]:
    """Leave out the work row by row, and write the words of the cases from `first` on together.

    Who owns the server may have keys unchecked (the copies name only what was written with them);
    otherwise the triggers of the words alone are off. All of it ends with the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (unchecked,) = cursor.fetchone()
        if unchecked:
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            _triggers(cursor, "DISABLE")
        yield
        cursor.execute(_WORDS, [first])
        if not unchecked:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # before a table can be altered
            _triggers(cursor, "ENABLE")


def _triggers(cursor: Any, how: str) -> None:
    for model in (Case, Party, Note):
        cursor.execute(f"ALTER TABLE {table_of(model)} {how} TRIGGER keep_words")


def _add(texts: dict[str, list[str]], copy: Copy, counters: Counters) -> None:
    template, older = copy.template, timedelta(days=copy.older)
    gaps: dict[str, Any] = {
        **copy.person,
        "unit": copy.team.unit,
        "assignee": copy.worker,
        **{key: (day - older).isoformat() for key, day in template.days.items()},
        **{key: (moment - older).isoformat() for key, moment in template.moments.items()},
    }
    for table, rows in template.rows.items():
        first = counters.take(table, rows)
        for number in range(rows):
            gaps[f"{table}_{number}"] = first + number
    year = int(gaps["d0"][:4])  # the first date of a mould is the day it was received
    gaps["file_number"] = counters.file_number(template.service, template.prefix, year)
    for table, text in template.texts.items():
        texts[table].append(text % gaps)
    if copy.noted:
        texts[table_of(Note)].append(_note(copy, gaps, counters))


def _note(copy: Copy, gaps: dict[str, Any], counters: Counters) -> str:
    number = counters.take(table_of(Note), 1)
    values = {
        "id": number,
        "case_id": gaps[f"{table_of(Case)}_0"],
        "text": NOTES[number % len(NOTES)],
        "written_by_id": copy.worker,
        "written_at": gaps["m0"],
    }
    return "\t".join(str(values[column.attname]) for column in columns(Note)) + "\n"


def _copy(model: type[models.Model], lines: list[str]) -> None:
    if not lines:
        return
    names = SQL(", ").join(Identifier(str(column.column)) for column in columns(model))
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table_of(model)), names)
    with connection.cursor() as cursor, cursor.copy(statement) as writer:
        writer.write("".join(lines))


def _highest(model: type[models.Model]) -> int:
    found: int | None = model._default_manager.aggregate(top=models.Max("pk"))["top"]
    return found or 0

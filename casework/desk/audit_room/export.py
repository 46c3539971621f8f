"""Entries of the log as CSV and JSON Lines, line by line."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from casework.archive.proofs import deleted_numbers
from casework.audit.models import Entry
from casework.cases.models import Case
from casework.desk.story import sentence_of

CHUNK = 1000
COLUMNS = (
    "entry",
    "at",
    "actor_id",
    "actor",
    "on_behalf_of",
    "act",
    "sentence",
    "case",
    "object",
    "changes",
    "further",
    "reason",
    "norm",
    "address",
    "act_id",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins like this


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(entries: QuerySet[Entry]) -> Iterator[str]:
    """The entries as CSV with a head, separated by semicolons, as German spreadsheets read it."""
    writer = csv.writer(_Line(), delimiter=";")
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for row in _rows(entries):
        yield str(writer.writerow([_cell(row[key]) for key in COLUMNS]))


def as_jsonl(entries: QuerySet[Entry]) -> Iterator[str]:
    """The entries as JSON Lines."""
    for row in _rows(entries):
        yield json.dumps(row, ensure_ascii=False) + "\n"


FORMATS: dict[str, tuple[Callable[[QuerySet[Entry]], Iterable[str]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_jsonl, "application/jsonl"),
}


def _rows(entries: QuerySet[Entry]) -> Iterator[dict[str, Any]]:
    """Each entry as plain values; memory does not grow with their number."""
    numbers: dict[int, str] = {}
    for entry in entries.select_related("on_behalf_of").iterator(chunk_size=CHUNK):
        yield {
            "entry": entry.pk,
            "at": entry.timestamp.isoformat(),
            "actor_id": entry.actor_id,
            "actor": entry.actor_name,
            "on_behalf_of": str(entry.on_behalf_of or ""),
            "act": entry.act,
            "sentence": sentence_of(entry),
            "case": _file_number(entry.case_id, numbers),
            "object": entry.object_repr,
            "changes": entry.changes,
            "further": entry.additional_data,
            "reason": entry.reason,
            "norm": entry.norm,
            "address": entry.remote_addr,
            "act_id": entry.cid,
        }


def _file_number(case: int | None, known: dict[int, str]) -> str:
    if case is None:
        return ""
    if case not in known:
        if len(known) >= CHUNK:
            known.clear()
        found = Case.objects.filter(pk=case).values_list("file_number", flat=True).first()
        known[case] = found or deleted_numbers([case]).get(case, f"#{case}")
    return known[case]


def _cell(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else _json(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _json(value: Any) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)

"""The audit log in lines a person can read: one for each act, the changes it made within it."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from casework.archive.proofs import deleted_numbers
from casework.audit.models import Entry
from casework.cases.models import Case
from casework.desk.story import SENTENCES, sentence_of

MAX_SHOWN = 300
CHANGES = {Entry.Action.CREATE, Entry.Action.UPDATE, Entry.Action.DELETE}


@dataclass(frozen=True)
class Field:
    """A changed field with its value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """An object an act made, changed or deleted, with its fields."""

    number: int
    text: str
    fields: list[Field]


@dataclass(frozen=True)
class Line:
    """An act with what it changed; `file_number` where it belongs to a case, `deleted` if that is
    no longer there.
    """

    entry: Entry
    sentence: str
    file_number: str
    changes: list[Change]
    deleted: bool = False

    @property
    def is_reading(self) -> bool:
        """Whether somebody only looked."""
        return bool(self.entry.action == Entry.Action.ACCESS)


def log_lines(entries: Sequence[Entry]) -> list[Line]:
    """The lines of entries in their order; one query whatever their number, two with deleted cases.

    Entries that share their correlation id are one act; it is named by its own entry.
    """
    ids = {entry.case_id for entry in entries if entry.case_id}
    numbers = dict(Case.objects.filter(pk__in=ids).values_list("pk", "file_number"))
    gone = deleted_numbers(ids - numbers.keys())
    numbers |= gone
    acts = groupby(entries, key=lambda entry: entry.cid or f"entry {entry.pk}")
    return [_line(list(group), numbers, gone) for _cid, group in acts]


def act_names() -> list[tuple[str, str]]:
    """Every act the log knows with its words, for the filter."""
    return [(key, str(text) % {"what": "…"}) for key, text in SENTENCES.items()]


def _line(group: list[Entry], numbers: dict[int, str], gone: Container[int]) -> Line:
    acts = [entry for entry in group if entry.action not in CHANGES]
    head = acts[0] if acts else group[0]
    return Line(
        entry=head,
        sentence=sentence_of(head) if acts else _change_text(head),
        file_number=numbers.get(head.case_id or 0, ""),
        changes=list(_changes(group)),
        deleted=head.case_id in gone,
    )


def _changes(group: Iterable[Entry]) -> Iterable[Change]:
    for entry in group:
        if entry.action in CHANGES:
            yield Change(entry.pk, _change_text(entry), _fields(entry))


def _change_text(entry: Entry) -> str:
    words = {
        Entry.Action.CREATE: _("created: %(what)s"),
        Entry.Action.UPDATE: _("changed: %(what)s"),
        Entry.Action.DELETE: _("deleted: %(what)s"),
    }
    return words[entry.action] % {"what": _object(entry)}


def _object(entry: Entry) -> str:
    """Kind and name of the object; a name that only repeats its number is left out."""
    model = _model(entry)
    kind = str(model._meta.verbose_name) if model else _("object")
    return (
        kind if entry.object_repr.endswith(f"#{entry.object_pk}") else f"{kind} {entry.object_repr}"
    )


def _model(entry: Entry) -> type[Model] | None:
    """The model an entry speaks of, from Django's cache of them; None if it no longer exists."""
    return ContentType.objects.get_for_id(entry.content_type_id).model_class()


def _fields(entry: Entry) -> list[Field]:
    model = _model(entry)
    known = {field.name: field for field in model._meta.get_fields()} if model else {}
    changes: dict[str, Any] = entry.changes_dict or {}
    found = []
    for key, value in changes.items():
        if key in known and not known[key].concrete:
            continue  # the other end of a reference holds nothing
        name = str(getattr(known.get(key), "verbose_name", key))
        pair = value if isinstance(value, list | tuple) and len(value) == 2 else (None, value)
        found.append(Field(name, _short(pair[0]), _short(pair[1])))
    return found


def _short(value: Any) -> str:
    text = "" if value in (None, "None") else str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + " …"

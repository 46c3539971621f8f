"""What a line of the audit log shows: sentence, case, and changed fields in readable names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.audit.models import Entry
from casework.cases.models import Case
from casework.desk.story import SENTENCES, sentence_of

MAX_SHOWN = 300


@dataclass(frozen=True)
class Change:
    """A changed field with its value before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An entry as the audit room shows it; `file_number` where it belongs to a case."""

    entry: Entry
    sentence: str
    file_number: str
    changes: list[Change]


def log_lines(entries: Sequence[Entry]) -> list[Line]:
    """The lines of some entries; two queries whatever their number."""
    ids = {entry.case_id for entry in entries if entry.case_id}
    numbers = dict(Case.objects.filter(pk__in=ids).values_list("pk", "file_number"))
    return [
        Line(entry, _sentence(entry), numbers.get(entry.case_id or 0, ""), _changes(entry))
        for entry in entries
    ]


def act_names() -> list[tuple[str, str]]:
    """Every act the log knows with its words, for the filter."""
    return sorted(((key, str(text) % {"what": "…"}) for key, text in SENTENCES.items()))


def _sentence(entry: Entry) -> str:
    if entry.action in (Entry.Action.ACT, Entry.Action.ACCESS):
        return sentence_of(entry)
    words = {
        Entry.Action.CREATE: _("created: %(what)s"),
        Entry.Action.UPDATE: _("changed: %(what)s"),
        Entry.Action.DELETE: _("deleted: %(what)s"),
    }
    return words[entry.action] % {"what": f"{_kind(entry)} {entry.object_repr}"}


def _kind(entry: Entry) -> str:
    model = entry.content_type.model_class()
    return str(model._meta.verbose_name) if model else entry.content_type.model


def _changes(entry: Entry) -> list[Change]:
    changes: dict[str, Any] = entry.changes_dict or {}
    model = entry.content_type.model_class()
    names = {field.name: field for field in model._meta.get_fields()} if model else {}
    found = []
    for key, value in changes.items():
        name = str(getattr(names.get(key), "verbose_name", key))
        if isinstance(value, list | tuple) and len(value) == 2:
            found.append(Change(name, _short(value[0]), _short(value[1])))
        else:
            found.append(Change(name, "", _short(value)))
    return found


def _short(value: Any) -> str:
    text = "" if value in (None, "None") else str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + " …"

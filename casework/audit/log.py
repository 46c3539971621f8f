"""How the application writes the log: `acting` around every act, `record` for a single line."""

import contextlib
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models

from casework.access.models import User
from casework.audit.models import Entry
from casework.audit.pending import under_way


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act under way: who does what, why and on which norm. `by` None means the system."""

    by: User | None
    name: str
    case_id: int | None = None
    authority_id: int | None = None
    reason: str = ""
    norm: str = ""
    on_behalf_of: User | None = None
    address: str | None = None
    cid: str = field(default_factory=lambda: str(uuid.uuid4()))


_current: ContextVar[Act | None] = ContextVar("audit_act", default=None)
_standing_in: ContextVar[User | None] = ContextVar("audit_standing_in", default=None)
_address: ContextVar[str | None] = ContextVar("audit_address", default=None)


@contextlib.contextmanager
def acting(
    *,
    by: User | None,
    act: str,
    subject: models.Model,
    case_id: int | None = None,
    authority_id: int | None = None,
    reason: str = "",
    norm: str = "",
    on_behalf_of: User | None = None,
    further: dict[str, Any] | None = None,
) -> Iterator[Act]:
    """Do something and have it logged: one entry for the act, one for each changed object.

    `on_behalf_of` is the absent person whom `by` stands in for; by default the one of
    `standing_in_for`. `further`: see `record`.

    Call it inside the transaction of the act, so that the entry and the change stand or fall
    together. Acts within an act keep their own name and share nothing.
    """
    current = Act(
        by=by,
        name=act,
        case_id=case_id,
        authority_id=authority_id,
        reason=reason,
        norm=norm,
        on_behalf_of=on_behalf_of,
    )
    token = _current.set(current)
    try:
        with _written_at_the_end():
            record(subject, further=further)
            yield current
    finally:
        _current.reset(token)


class _Entries:
    """The entries of the outermost act and of those within it, in their order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        fill_in(entry)
        self.entries.append(entry)

    def write(self) -> None:
        Entry.objects.bulk_create(self.entries)


@contextlib.contextmanager
def _written_at_the_end() -> Iterator[None]:
    """One statement for all entries instead of one for each.

    Only within a transaction: it alone makes sure that no change stays without its entry. Also
    where the act fails, in case somebody catches that and goes on.
    """
    if under_way.get() is not None or not connection.in_atomic_block:
        yield
        return
    kept = _Entries()
    token = under_way.set(kept)
    try:
        yield
    except BaseException:
        under_way.reset(token)
        with contextlib.suppress(DatabaseError):  # a broken transaction keeps no changes either
            kept.write()
        raise
    under_way.reset(token)
    kept.write()


def record(
    subject: models.Model,
    *,
    action: int = Entry.Action.ACT,
    further: dict[str, Any] | None = None,
) -> Entry:
    """Append one line about `subject` in the name of the act under way (see `acting`).

    `further` is what else must be known of the act; never what a record says of a person.
    """
    if _current.get() is None:
        raise RuntimeError("record() needs an act under way: use acting()")
    entry: Entry = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(subject),
        object_pk=str(subject.pk),
        object_id=subject.pk if isinstance(subject.pk, int) else None,
        object_repr=str(subject)[:200],
        action=action,
        additional_data=further,
    )
    return entry


def read(
    *,
    by: User,
    what: str,
    subject: models.Model,
    case_id: int | None = None,
    reason: str = "",
    further: dict[str, Any] | None = None,
) -> None:
    """Log that a person opened, searched or carried something off (`what` like "case.read")."""
    token = _current.set(Act(by=by, name=what, case_id=case_id, reason=reason))
    try:
        record(subject, action=Entry.Action.ACCESS, further=further)
    finally:
        _current.reset(token)


@contextlib.contextmanager
def standing_in_for(absent: User | None) -> Iterator[None]:
    """Note the absent person in whose place everything within is done; None for nobody."""
    token = _standing_in.set(absent)
    try:
        yield
    finally:
        _standing_in.reset(token)


def note_standing_in(absent: User | None) -> None:
    """The same from now on, within the nearest `standing_in_for`: for a request, once it is known
    whose case it is about.
    """
    _standing_in.set(absent)


@contextlib.contextmanager
def from_address(address: str | None) -> Iterator[None]:
    """Note the network address of a request for the entries written within it."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def fill_in(entry: Entry) -> None:
    """Write the act under way into a new entry (also into those of django-auditlog)."""
    entry.remote_addr = entry.remote_addr or _address.get()
    act = _current.get()
    if act is None:
        return
    entry.actor = act.by
    entry.actor_name = str(act.by) if act.by else ""
    entry.case_id = act.case_id
    entry.authority_id = act.authority_id or (act.by.authority_id if act.by else None)
    entry.act = act.name
    entry.reason = act.reason
    entry.norm = act.norm
    entry.on_behalf_of = act.on_behalf_of or _standing_in.get()
    entry.cid = act.cid

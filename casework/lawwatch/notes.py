"""Notes of the office on norms: seen and written by the people of one authority only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.lawwatch.models import NormNote
from legal.models import Norm

MAX_TEXT = 5000


def notes_on(norm_ids: Iterable[int], authority: Authority) -> dict[int, list[NormNote]]:
    """The notes of an office on each of these norms, oldest first; one query for all."""
    found: dict[int, list[NormNote]] = {norm: [] for norm in norm_ids}
    notes = NormNote.objects.filter(
        authority=authority, norm__in=list(found), withdrawn_at__isnull=True
    )
    for note in notes.select_related("written_by", "changed_by"):
        found[note.norm_id].append(note)
    return found


def why_not(user: User, note: NormNote | None = None) -> str | None:
    """The reason why `user` may not write a note (or change this one), None when they may."""
    if policy.why_not(user, policy.WRITE_NOTES, None):
        return _("Notes on norms are written by those who work with them.")
    if note is None:
        return None
    if note.authority_id != user.authority_id:
        return _("This note belongs to another authority.")
    if note.written_by_id != user.pk and policy.why_not(user, policy.KEEP, None):
        return _("Notes of colleagues are changed by the team lead.")
    return None


@transaction.atomic
def write_note(
    *, norm: Norm, text: str, review_on: date | None, by: User, now: datetime
) -> NormNote:
    """Write a note on a norm for everybody in one's authority. NotAllowed, InvalidData."""
    reason = why_not(by)
    if reason or by.authority is None:
        raise NotAllowed(reason)
    note = NormNote(
        authority=by.authority,
        norm=norm,
        text=_checked(text),
        written_by=by,
        written_at=now,
        review_on=review_on,
    )
    with acting(by=by, act="law.note", subject=norm, norm=str(norm)):
        note.save()
    return note


@transaction.atomic
def change_note(
    *, note: NormNote, version: int, text: str, review_on: date | None, by: User, now: datetime
) -> NormNote:
    """Change a note; what it said before is in the log. NotAllowed, InvalidData, Conflict."""
    note = _locked(note, version, by)
    note.text, note.review_on = _checked(text), review_on
    return _signed(note, by, now, "law.note")


@transaction.atomic
def withdraw_note(*, note: NormNote, version: int, by: User, now: datetime) -> NormNote:
    """Take a note back: it is no longer shown, the log keeps it. NotAllowed, Conflict."""
    note = _locked(note, version, by)
    note.withdrawn_at = now
    return _signed(note, by, now, "law.note-withdraw")


def _signed(note: NormNote, by: User, now: datetime, act: str) -> NormNote:
    note.changed_by, note.changed_at, note.version = by, now, note.version + 1
    with acting(by=by, act=act, subject=note.norm, norm=str(note.norm)):
        note.save()
    return note


def _locked(note: NormNote, version: int, by: User) -> NormNote:
    current = (
        NormNote.objects.select_for_update(of=("self",))
        .select_related("norm__statute", "changed_by")
        .get(pk=note.pk)
    )
    if reason := why_not(by, current):
        raise NotAllowed(reason)
    if current.version != version or current.withdrawn_at:
        raise Conflict(
            _("The note was changed in the meantime"), by=current.changed_by, at=current.changed_at
        )
    return current


def _checked(text: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise InvalidData({"text": _("Please write the note.")})
    if len(text) > MAX_TEXT:
        limit = _("The note has more than %(limit)d characters.") % {"limit": MAX_TEXT}
        raise InvalidData({"text": limit})
    return text

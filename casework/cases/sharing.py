"""Sharing one case with another unit or person for a time, and asking them for an opinion."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Note, Seen, Share
from casework.cases.models.reach import barred_from, forget_reach, running_shares

LONGEST = timedelta(days=366)
Level = Share.Level


def shared_with(user: User, on: date) -> QuerySet[Share]:
    """What is shared with `user` or a unit of theirs on the day `on`, of cases they may see."""
    visible = Case.objects.visible_to(user, on).order_by().values("pk")
    found = Share.objects.filter(running_shares(user, on), case__in=visible)
    return found.select_related("case__service", "unit", "user", "granted_by")


def asked_of(user: User, on: date) -> QuerySet[Share]:
    """Questions put to `user` or a unit of theirs that nobody has answered, the oldest first."""
    open_ones = shared_with(user, on).filter(level=Level.CONSULT, answered_at__isnull=True)
    return open_ones.order_by("granted_at", "pk")


def calling(user: User, on: date) -> QuerySet[Share]:
    """What calls for `user` of all that is shared with them: questions that wait for an answer,
    and cases they have not looked at since.
    """
    looked = Seen.objects.filter(user=user, case=OuterRef("case"), at__gte=OuterRef("granted_at"))
    waits = Q(level=Level.CONSULT, answered_at__isnull=True)
    return shared_with(user, on).filter(waits | ~Exists(looked)).order_by("granted_at", "pk")


@transaction.atomic
def share(
    *,
    case: Case,
    to: Unit | User,
    level: str,
    until: date,
    why: str,
    by: User,
    now: datetime,
    question: str = "",
) -> Share:
    """Open the case to a unit or person until the end of the day `until`.

    Raises NotAllowed; InvalidData for another authority, a day that does not fit, an excluded
    person, a consultation without question; Conflict when it is shared with them already.
    """
    case = lock(case)
    policy.require(by, policy.SHARE, case)
    today = timezone.localdate(now)
    errors = _errors_of_recipient(case, to) | _errors(level, until, why, question, today)
    if errors:
        raise InvalidData(errors)
    unit, user = (to, None) if isinstance(to, Unit) else (None, to)
    running = case.shares.filter(ended_at__isnull=True, until__gte=today, unit=unit, user=user)
    if running.exists():
        raise Conflict(_("This case is shared with %(who)s already.") % {"who": to})
    made = Share(
        case=case,
        unit=unit,
        user=user,
        level=level,
        until=until,
        why=why.strip(),
        question=question.strip() if level == Level.CONSULT else "",
        granted_by=by,
        granted_at=now,
    )
    with acting(by=by, act="share.grant", subject=to, case_id=case.pk, reason=why.strip()):
        made.save()
    return _forgotten(made)


@transaction.atomic
def change(*, share: Share, level: str, until: date, by: User, now: datetime) -> Share:
    """Let a shared access end on another day or reach less or further. See `share`."""
    found = _lock(share, by, policy.SHARE)
    today = timezone.localdate(now)
    _require_running(found, today)
    if errors := _errors(level, until, found.why, found.question, today):
        raise InvalidData(errors)
    found.level, found.until = level, until
    with acting(by=by, act="share.change", subject=_recipient(found), case_id=found.case_id):
        found.save(update_fields=["level", "until"])
    return _forgotten(found)


@transaction.atomic
def end(*, share: Share, by: User, now: datetime) -> Share:
    """End a shared access at once. NotAllowed; Conflict when it has ended."""
    found = _lock(share, by, policy.SHARE)
    _require_running(found, timezone.localdate(now))
    found.ended_at, found.ended_by = now, by
    with acting(by=by, act="share.end", subject=_recipient(found), case_id=found.case_id):
        found.save(update_fields=["ended_at", "ended_by"])
    return _forgotten(found)


@transaction.atomic
def answer(*, share: Share, text: str, by: User, now: datetime) -> Note:
    """Answer the question of a consultation; question and answer go into the file as a note.

    Whoever asked is called to the case. Raises NotAllowed, InvalidData, Conflict.
    """
    found = _lock(share, by, policy.CONSULT)
    _require_running(found, timezone.localdate(now))
    if not shared_with(by, timezone.localdate(now)).filter(pk=found.pk).exists():
        raise NotAllowed(_("This question is put to somebody else."))
    if not found.waits:
        what = _("This question was already answered")
        raise Conflict(what, by=found.answered_by, at=found.answered_at)
    if not text.strip():
        raise InvalidData({"answer": _("The answer is empty.")})
    found.answer, found.answered_by, found.answered_at = text.strip(), by, now
    note = Note(case=found.case, text=_as_note(found), written_by=by, written_at=now)
    with acting(by=by, act="share.answer", subject=found.case, case_id=found.case_id):
        found.save(update_fields=["answer", "answered_by", "answered_at"])
        note.save()
        _call(found.case, now)
    return note


def _lock(share: Share, by: User, act: str) -> Share:
    case = lock(share.case)
    policy.require(by, act, case)
    found = Share.objects.select_for_update(of=("self",)).select_related("unit", "user")
    locked = found.get(pk=share.pk, case=case)
    locked.case = case
    return locked


def _recipient(share: Share) -> Unit | User | Share:
    return share.unit or share.user or share


def _require_running(share: Share, today: date) -> None:
    if share.ended_at or share.until < today:
        raise Conflict(_("This shared access has ended."))


def _forgotten(share: Share) -> Share:
    if share.user:
        forget_reach(share.user)
    return share


def _errors_of_recipient(case: Case, to: Unit | User) -> dict[str, str]:
    if to.authority_id != case.authority_id:
        return {"to": _("A case is shared only within its authority.")}
    if isinstance(to, User) and not to.is_active:
        return {"to": _("This person no longer works here.")}
    if isinstance(to, User) and to.pk in barred_from(case.pk, case.origin_id):
        return {"to": _("%(who)s is excluded from this case for bias.") % {"who": to}}
    return {}


def _errors(level: str, until: date, why: str, question: str, today: date) -> dict[str, str]:
    errors = {}
    if level not in Level.values:
        errors["level"] = _("Please choose what they may do.")
    if until < today:
        errors["until"] = _("This day is over.")
    elif until > today + LONGEST:
        errors["until"] = _("A case is shared for a year at most.")
    if not why.strip():
        errors["why"] = _("Please say why the case is shared.")
    if level == Level.CONSULT and not question.strip():
        errors["question"] = _("Please enter the question.")
    return errors


def _as_note(share: Share) -> str:
    """Question and answer as the file keeps them; letters and files are German."""
    asked_on = f"{timezone.localtime(share.granted_at):%d.%m.%Y}"
    return (
        f"Frage an {share.recipient} vom {asked_on} ({share.granted_by}):\n{share.question}\n\n"
        f"Antwort:\n{share.answer}"
    )


def _call(case: Case, now: datetime) -> None:
    case.attention, case.attention_since = Case.Attention.ANSWER, now
    case.version += 1
    case.save(update_fields=["attention", "attention_since", "version"])

"""From a delivery to a case: store first, then accept or set aside, never lose.

`receive` commits the raw bytes before anything reads them. What then fails by its content is set
aside with its reasons; what fails by our fault stays `stored` and is tried again by the worker.
"""

import hashlib
import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case
from casework.intake.answers import add_answer
from casework.intake.models import Submission
from casework.intake.opening import open_case
from casework.intake.reading import (
    Unreadable,
    read_application,
    read_envelope,
    read_submitted_at,
)

MAX_ATTEMPTS = 5
logger = logging.getLogger(__name__)


def receive(
    *,
    authority: Authority,
    channel: str,
    sender: str,
    reference: str,
    media_type: str,
    raw: bytes,
    now: datetime,
) -> Submission:
    """Keep a delivery and, if its content allows, make it a case.

    The same `reference` of the same sender is the same submission: it is returned as it stands,
    unless its content differs (Conflict). An empty reference means the content's hash. Whatever
    goes wrong after storing leaves the submission stored; nothing is raised then.
    """
    submission, created = _store(
        Submission(
            authority=authority,
            channel=channel,
            sender=sender[:100],
            reference=reference[:200],
            media_type=media_type[:100],
            raw=raw,
            received_at=now,
        )
    )
    if created:
        settle(submission=submission, now=now)
        submission.refresh_from_db(fields=["status", "problems", "case", "settled_at"])
    return submission


def settle(*, submission: Submission, now: datetime) -> None:
    """Accept a stored submission or set it aside; on our own failure leave it for another attempt.

    After five failed attempts it is set aside, so that a person sees it.
    """
    try:
        accept(submission=submission, now=now)
    except Exception:
        # The bytes are safe; the worker tries again. The log gets no personal data.
        logger.exception("submission %s could not be processed", submission.pk)
        _note_failure(submission, now)


def _note_failure(submission: Submission, now: datetime) -> None:
    waiting = Submission.objects.filter(pk=submission.pk, status=Submission.Status.STORED)
    waiting.update(attempts=F("attempts") + 1)
    waiting.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Submission.Status.SET_ASIDE,
        settled_at=now,
        problems=[_("A technical error kept coming back; the server's log names it.")],
    )


@transaction.atomic
def _store(new: Submission) -> tuple[Submission, bool]:
    """Keep `new` unless the sender delivered it before; then return that one."""
    new.sha256 = hashlib.sha256(new.raw).hexdigest()
    new.size = len(new.raw)
    new.reference = new.reference or f"sha256:{new.sha256}"
    same = Submission.objects.filter(
        authority=new.authority, channel=new.channel, sender=new.sender, reference=new.reference
    )
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:
        earlier = same.get()
        if earlier.sha256 != new.sha256:
            raise Conflict(_("This reference was used before with another content.")) from None
        return earlier, False
    return new, True


@transaction.atomic
def accept(*, submission: Submission, now: datetime, by: User | None = None) -> Case | None:
    """Open the case of a stored submission (or add it to the case it answers); else set it aside.

    Runs once: a submission that was settled meanwhile is left alone.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status not in (Submission.Status.STORED, Submission.Status.SET_ASIDE):
        return submission.case
    case, problems = None, []
    try:
        with transaction.atomic():
            case = _case_for(submission, now)
    except Unreadable as error:
        problems = error.problems
    submission.case = case
    status = Submission.Status.ACCEPTED if case else Submission.Status.SET_ASIDE
    _settle(submission, status, now=now, by=by, act="submission.settle", problems=problems)
    return case


def _case_for(submission: Submission, now: datetime) -> Case:
    envelope = read_envelope(bytes(submission.raw))
    submission.submitted_at = read_submitted_at(envelope, submission.received_at)
    application = read_application(envelope)
    if application.case:
        return add_answer(submission=submission, application=application, now=now)
    return open_case(submission=submission, application=application, now=now)


def _settle(
    submission: Submission,
    status: str,
    *,
    now: datetime,
    by: User | None,
    act: str,
    problems: list[str],
    reason: str = "",
) -> None:
    submission.status, submission.problems = status, problems
    submission.settled_at, submission.settled_by = now, by
    with acting(
        by=by,
        act=act,
        subject=submission,
        case_id=submission.case_id,
        authority_id=submission.authority_id,
        reason=reason,
    ):
        submission.save()


def retry(*, submission: Submission, by: User, now: datetime) -> Case | None:
    """Try a submission again that was set aside, for example after its service was installed."""
    return accept(submission=submission, now=now, by=by)


@transaction.atomic
def discard(*, submission: Submission, by: User, now: datetime, reason: str) -> None:
    """Put a submission away for good, with a reason; its raw bytes stay. InvalidData without one.

    Raises Conflict when it became a case meanwhile.
    """
    if not reason.strip():
        raise InvalidData({"reason": _("Please say why the submission is discarded.")})
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status not in (Submission.Status.STORED, Submission.Status.SET_ASIDE):
        raise Conflict(_("The submission is already settled."))
    _settle(
        submission,
        Submission.Status.DISCARDED,
        now=now,
        by=by,
        act="submission.discard",
        problems=submission.problems,
        reason=reason.strip(),
    )


def pick_up(*, older_than: datetime) -> int:
    """Settle submissions that a crash left stored; returns how many were tried. For the worker."""
    left = Submission.objects.filter(
        status=Submission.Status.STORED, received_at__lt=older_than
    ).order_by("received_at")
    tried = 0
    for submission in left.iterator(chunk_size=50):
        settle(submission=submission, now=timezone.now())
        tried += 1
    return tried

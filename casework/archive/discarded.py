"""Submissions nobody made a case of: their content goes, what they were is still known."""

from datetime import datetime, timedelta

from django.db import transaction

from casework.audit.log import acting
from casework.intake.models import Submission


def forget_discarded(now: datetime, *, days: int) -> int:
    """Empty what was discarded at least `days` ago; returns how many.

    The row stays with the sender's number and the hash, so that the same one is known again.
    """
    settled = Submission.objects.filter(
        status=Submission.Status.DISCARDED, settled_at__lt=now - timedelta(days=days)
    )
    found = list(settled.exclude(raw=b"").values_list("pk", flat=True))
    for pk in found:
        _forget(pk)
    return len(found)


@transaction.atomic
def _forget(pk: int) -> None:
    submission = Submission.objects.select_for_update().get(pk=pk)
    submission.raw, submission.problems = b"", []
    with acting(
        by=None,
        act="submission.forget",
        subject=submission,
        authority_id=submission.authority_id,
    ):
        submission.save(update_fields=["raw", "problems"])

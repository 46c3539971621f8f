"""Acknowledgements of receipt that go out by themselves, where the service's package says so.

§ 71b III VwVfG, § 15 I GewO, § 25 II 2 VwVfG. Nobody decides anything in them: they are issued
automatically, without a signature.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from casework.cases.actions import lock
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.notices.free_letters.entered import compose
from casework.notices.free_letters.issuing import issue_draft
from casework.notices.free_letters.proposal import propose
from casework.notices.models import Notice
from casework.services.catalogue import package_of
from casework.services.models import ServiceVersion

KIND = Notice.Kind.ACKNOWLEDGEMENT
MOST_AT_ONCE = 50
logger = logging.getLogger(__name__)


def acknowledge_new_cases(*, now: datetime) -> int:
    """Acknowledge receipt of open cases nobody acknowledged yet; returns how many. For the worker.

    A case whose letter cannot be made is logged and does not hold up the others.
    """
    versions = [
        pk
        for pk in ServiceVersion.objects.values_list("pk", flat=True)
        if package_of(pk).acknowledge
    ]
    waiting = (
        Case.objects.open()
        .filter(service_version__in=versions, origin__isnull=True)
        .exclude(notices__kind=KIND)
        .order_by("pk")[:MOST_AT_ONCE]
    )
    done = 0
    for case in waiting:
        try:
            done += acknowledge(case=case, now=now) is not None
        except InvalidData:
            logger.exception("receipt of case %s could not be acknowledged", case.pk)
    return done


@transaction.atomic
def acknowledge(*, case: Case, now: datetime) -> Notice | None:
    """Issue the acknowledgement of a case; None when it has one or is closed by now."""
    case, on = lock(case), timezone.localdate(now)
    if case.status != Case.Status.OPEN or case.notices.filter(kind=KIND).exists():
        return None
    proposal = propose(case, KIND, on)
    entered = {"to": proposal.to, "subject": proposal.subject, "text": proposal.text}
    return issue_draft(case, compose(case, KIND, entered, on), by=None, now=now)

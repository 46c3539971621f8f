"""Fields the service calls sensitive (`x-sensitive`) stay covered until somebody gives a reason.

Art. 9 and 10 GDPR ask for more care with some data than with others, Art. 5 I c for no more than
is needed: most looks at a case need neither an account number nor a diagnosis. Opening holds for
this person, this case, and an hour.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.audit.masking import MARK
from casework.cases import policy
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.services.labels import Section

KEY = "sensitive-open"
OPEN_FOR = timedelta(hours=1)
MOST = 50


def covered(sections: Sequence[Section]) -> list[Section]:
    """The sections with the mark in place of every sensitive value."""
    return [
        replace(
            section,
            rows=tuple(replace(row, value=MARK) if row.sensitive else row for row in section.rows),
        )
        for section in sections
    ]


def has_sensitive(sections: Sequence[Section]) -> bool:
    """Whether there is anything to cover."""
    return any(row.sensitive for section in sections for row in section.rows)


def is_open(request: HttpRequest, case: Case, now: datetime) -> bool:
    """Whether this person opened the case's sensitive fields within the last hour."""
    since = request.session.get(KEY, {}).get(str(case.pk))
    return since is not None and now - datetime.fromisoformat(since) < OPEN_FOR


def open_fields(request: HttpRequest, case: Case, *, reason: str, by: User, now: datetime) -> None:
    """Show them from now on, and log that and why. InvalidData without a reason."""
    policy.require(by, policy.READ, case)
    if not reason.strip():
        raise InvalidData({"reason": _("Please say what you need the data for.")})
    with (
        transaction.atomic(),
        acting(
            by=by, act="case.sensitive", subject=case, case_id=case.pk, reason=reason.strip()[:500]
        ),
    ):
        opened = dict(request.session.get(KEY, {}))
        opened.pop(str(case.pk), None)
        opened[str(case.pk)] = now.isoformat()
        request.session[KEY] = dict(list(opened.items())[-MOST:])

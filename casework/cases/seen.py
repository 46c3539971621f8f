"""What a person has seen of a case, so that what came since is unread for them."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from casework.access.models import User
from casework.cases.models import Case, Seen
from casework.prepared import Known


def mark_seen(*, case: Case, by: User, now: datetime) -> None:
    """`by` has looked at the case now; one statement."""
    Seen.objects.bulk_create(
        [Seen(case=case, user=by, at=now)],
        update_conflicts=True,
        unique_fields=["case", "user"],
        update_fields=["at"],
    )


def seen_at(user: User) -> Subquery:
    """When `user` last looked at the case of the outer query; None if never."""
    mine = Seen.objects.filter(case=OuterRef("pk"), user=Known("user", user.pk))
    return Subquery(mine.values("at")[:1])

"""Which cases a person sees: the one place that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from casework.access import roles
from casework.access.models import User

if TYPE_CHECKING:
    from casework.cases.models import Case


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> CaseQuerySet:
        """Cases of the units in which `user` works, leads or audits, units below included.

        Everything else does not exist for this person: views answer 404.
        """
        units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)
        return self.filter(unit__in=units)

    def open(self) -> CaseQuerySet:
        """Cases that are not closed."""
        return self.filter(status="open")

    def needing(self, user: User) -> CaseQuerySet:
        """Open cases that need `user` now: theirs or nobody's, and not waiting for others.

        A waiting case whose answer has arrived needs somebody again.
        """
        return (
            self.open()
            .filter(Q(assignee=user) | Q(assignee__isnull=True))
            .filter(Q(waiting_for="") | Q(attention="answer"))
        )

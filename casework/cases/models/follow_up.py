"""When somebody wants to see a case again (Wiedervorlage)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case


class FollowUp(models.Model):
    """A day on which the case is to be looked at again, and why; at most one runs for a case.

    The day of the running one is also in `Case.follow_up_on`, for the lists.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("follow-up on"))
    reason = models.CharField(_("reason"), max_length=200)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(done_at__isnull=True), name="follow_up_one_runs"
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False),
                name="follow_up_done_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.due_on:%Y-%m-%d}"

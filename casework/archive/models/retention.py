"""How long a closed case is kept, and what keeps it longer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case


class Retention(models.Model):
    """Until when a closed case is kept: computed (casework.archive.retaining), stored for lists.

    `ends_on` is its last day; None while something is still under way, which `blocked` names.
    `because` says in sentences how it was computed.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="retention")
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("kept until"), null=True, blank=True)
    because = models.JSONField(default=list)
    blocked = models.TextField(_("not computed because"), blank=True)
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        verbose_name = _("retention")
        verbose_name_plural = _("retentions")
        constraints = [
            models.CheckConstraint(
                condition=Q(blocked="", starts_on__isnull=False, ends_on__gte=F("starts_on"))
                | (~Q(blocked="") & Q(starts_on__isnull=True, ends_on__isnull=True)),
                name="retention_ends_or_says_why_not",
            ),
        ]
        indexes = [models.Index(fields=["ends_on", "case"], name="retention_due_idx")]

    def __str__(self) -> str:
        return f"retention #{self.pk}"


class Hold(models.Model):
    """A ban on deletion (Aufbewahrungssperre): an action is pending, an audit, a question."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holds")
    reason = models.TextField(_("reason"))
    until = models.DateField(_("until"), null=True, blank=True)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("placed"))
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["placed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="hold_lifted_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"], name="hold_standing_idx", condition=Q(lifted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"hold #{self.pk}"

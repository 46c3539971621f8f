"""Who must not act in a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User


class Exclusion(models.Model):
    """A person who must not act in a case for fear of bias (§§ 20, 21 VwVfG, §§ 16, 17 SGB X,
    §§ 82, 83 AO). Until it is lifted the case does not exist for them.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="exclusions")
    user = models.ForeignKey(User, models.PROTECT, related_name="exclusions")
    norm = models.CharField(_("norm"), max_length=100)
    reason = models.TextField(_("reason"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = models.TextField(_("reason for lifting it"), blank=True)

    class Meta:
        verbose_name = _("exclusion for bias")
        verbose_name_plural = _("exclusions for bias")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(lifted_at__isnull=True),
                name="exclusion_unique",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(~Q(lift_reason=""), lifted_at__isnull=False, lifted_by__isnull=False),
                name="exclusion_lifting_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "case"],
                name="exclusion_user_idx",
                condition=Q(lifted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion #{self.pk}"

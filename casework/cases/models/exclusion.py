"""Who must not act in a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case


class Exclusion(models.Model):
    """A person who must not act in a case for fear of bias (§§ 20, 21 VwVfG, §§ 16, 17 SGB X)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="exclusions")
    user = models.ForeignKey(User, models.PROTECT, related_name="exclusions")
    norm = models.CharField(_("norm"), max_length=100)
    reason = models.TextField(_("reason"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("exclusion for bias")
        verbose_name_plural = _("exclusions for bias")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(lifted_at__isnull=True),
                name="exclusion_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion #{self.pk}"

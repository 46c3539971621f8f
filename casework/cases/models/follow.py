"""Which cases a lead keeps an eye on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import User


class Follow(models.Model):
    """A lead follows a case: it is marked in their lists until they stop following it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="follows")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("followed case")
        verbose_name_plural = _("followed cases")
        constraints = [
            models.UniqueConstraint(fields=["user", "case"], name="follow_unique"),
        ]

    def __str__(self) -> str:
        return f"follow #{self.pk}"

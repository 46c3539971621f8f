"""What was entered of a party before it was corrected."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.mark import Mark
from casework.cases.models.party import Party


class PartyChange(models.Model):
    """One correction of a party's entry: what it said `before` and says `after`, by field, and why.

    `mark` is the request for correction (Art. 16 GDPR) it carries out. It stays as written; the
    party itself has the data that hold now.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="changes")
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    reason = models.TextField(_("reason"))
    mark = models.ForeignKey(
        Mark, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("corrected"))

    class Meta:
        verbose_name = _("correction of a party")
        verbose_name_plural = _("corrections of parties")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="party_change_has_a_reason"),
        ]
        triggers = [pgtrigger.Protect(name="as_written", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"correction #{self.pk}"

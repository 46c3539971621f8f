"""An authority's own fiction of notification, where its Land's procedure act differs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority
from casework.services.models import Regime


class FictionRule(models.Model):
    """After how many days a letter counts as notified under the Land's own act, dated.

    Without a rule the federal acts hold, as legal.deadlines knows them. `way` is one of its
    fictions; `norm` stands in every explanation, `source` says where the rule is from.
    """

    class Way(models.TextChoices):
        POST = "post", _("by post")
        REGISTERED = "registered", _("registered letter")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="fiction_rules")
    regime = models.CharField(_("procedure law"), max_length=10, choices=Regime.choices)
    way = models.CharField(_("way"), max_length=12, choices=Way.choices)
    days = models.PositiveSmallIntegerField(_("days"))
    norm = models.CharField(_("norm"), max_length=100)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("fiction of notification")
        verbose_name_plural = _("fictions of notification")
        ordering = ["authority", "regime", "way", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "regime", "way", "valid_from"],
                name="fiction_rule_start_unique",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=60) & ~Q(norm=""), name="fiction_rule_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="fiction_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.way}: {self.days} ({self.norm})"

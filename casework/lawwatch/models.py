"""Who found a use of the law right after it changed, and what the office knows of a norm."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, User
from casework.decisions.models import Decision
from casework.services.models import LawBinding, ServiceVersion
from legal.models import Norm


class Review(models.Model):
    """Somebody looked at a use of the law with its text of that moment, and what they found.

    A use is a binding of a service, a text of its package (by `text_key`), or the draft of a
    decision. `seen` stands for the texts that were cited then (see legal.history.CitedLaw).
    """

    class Finding(models.TextChoices):
        RIGHT = "right", _("still right")
        ADAPTED = "adapted", _("adapted")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    binding = models.ForeignKey(
        LawBinding, models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    service_version = models.ForeignKey(
        ServiceVersion, models.CASCADE, null=True, blank=True, related_name="law_reviews"
    )
    text_key = models.CharField(_("text of the package"), max_length=200, blank=True)
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="law_reviews"
    )
    citation = models.CharField(_("citation"), max_length=500)
    seen = models.CharField(max_length=64, blank=True)
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices)
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"))

    class Meta:
        verbose_name = _("review of a use of the law")
        verbose_name_plural = _("reviews of uses of the law")
        ordering = ["-reviewed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(binding__isnull=False, service_version=None, text_key="", decision=None)
                | (Q(binding=None, service_version__isnull=False, decision=None) & ~Q(text_key=""))
                | Q(binding=None, service_version=None, text_key="", decision__isnull=False),
                name="law_review_of_one_use",
            ),
        ]
        indexes = [models.Index(fields=["authority", "-reviewed_at"], name="law_review_recent_idx")]

    def __str__(self) -> str:
        return self.citation


class NormNote(models.Model):
    """What the office knows of a norm ("with us, this counts as proof"), to be looked at again."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    norm = models.ForeignKey(Norm, models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("note of the office on a norm")
        verbose_name_plural = _("notes of the office on norms")
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(
                fields=["authority", "norm"],
                name="norm_note_idx",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(changed_by__isnull=True, changed_at__isnull=True)
                | Q(changed_by__isnull=False, changed_at__isnull=False),
                name="norm_note_change_is_signed",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="norm_note_has_text"),
        ]

    def __str__(self) -> str:
        return f"note #{self.pk}"

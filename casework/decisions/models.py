"""The content of a decision: outcome, operative part, reasons, and the norms it rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case
from casework.process.models import Step
from legal.models import NormVersion


class Decision(models.Model):
    """A decision on a case, drafted by a caseworker and frozen when its notice is issued."""

    class Outcome(models.TextChoices):
        GRANT = "grant", _("grant")
        REFUSE = "refuse", _("refuse")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    step = models.OneToOneField(Step, models.PROTECT, related_name="decision")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    operative_part = models.TextField(_("operative part"), blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    ancillary_clauses = models.TextField(_("ancillary clauses"), blank=True)
    fee_amount = models.DecimalField(
        _("fee"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    fee_basis = models.CharField(_("basis of the fee"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", decided_by__isnull=True, decided_at__isnull=True)
                | Q(status="issued", decided_by__isnull=False, decided_at__isnull=False),
                name="decision_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(fee_amount__isnull=True) | ~Q(fee_basis=""),
                name="decision_fee_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"decision #{self.pk}"


class CitedNorm(models.Model):
    """A norm a decision cites, pinned to the version of its text that was used."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="cited_norms")
    position = models.PositiveSmallIntegerField()
    citation = models.CharField(max_length=200)
    norm_version = models.ForeignKey(
        NormVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("cited norm")
        verbose_name_plural = _("cited norms")
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="cited_norm_unique"),
        ]

    def __str__(self) -> str:
        return self.citation

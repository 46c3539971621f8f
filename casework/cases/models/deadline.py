"""The dates that bind a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case


class Deadline(models.Model):
    """A date that binds the case, with the sentences that explain it (`because`)."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision due")
        FICTION = "fiction", _("permit by fiction")
        RESPONSE = "response", _("answer of the applicant due")
        STEP = "step", _("step due")
        REMEDY = "remedy", _("remedy period")
        MAIL = "mail", _("letter or objection to deal with")

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    label = models.CharField(_("label"), max_length=200)
    due_on = models.DateField(_("due"))
    disputed_on = models.DateField(_("disputed"), null=True, blank=True)
    because = models.JSONField(default=list)
    step = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    computed_on = models.DateField(_("computed date"), null=True, blank=True)
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    overridden_at = models.DateTimeField(null=True, blank=True)
    override_reason = models.TextField(_("reason for another date"), blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    computed_on__isnull=True,
                    overridden_by__isnull=True,
                    overridden_at__isnull=True,
                    override_reason="",
                )
                | Q(
                    ~Q(override_reason=""),
                    computed_on__isnull=False,
                    overridden_by__isnull=False,
                    overridden_at__isnull=False,
                ),
                name="deadline_override_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case", "due_on"],
                name="deadline_running_idx",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["case"],
                name="deadline_mail_idx",
                condition=Q(kind="mail", done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on:%Y-%m-%d}"

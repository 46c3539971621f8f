"""What a person asked about their data: to have them corrected, or not used further."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case
from casework.cases.models.party import Party


class Mark(models.Model):
    """Correction asked for (Art. 16 GDPR) or processing restricted (Art. 18), until it is lifted.

    `party` narrows it to one of the case's people; the whole case then still bears the mark, since
    nobody can work on a case without their data. A restriction may name the one `purpose` for
    which work goes on (Art. 18 II); without one, the case only lies there.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction asked for (Art. 16 GDPR)")
        RESTRICTION = "restriction", _("processing restricted (Art. 18 GDPR)")

    class Ground(models.TextChoices):
        NONE = "", _("no restriction")
        ACCURACY = "a", _("accuracy contested, until it is checked (Art. 18 (1) (a) GDPR)")
        UNLAWFUL = "b", _("unlawful, but the person opposes erasure (Art. 18 (1) (b) GDPR)")
        NEEDED = "c", _("the person needs the data for legal claims (Art. 18 (1) (c) GDPR)")
        OBJECTION = "d", _("objection under Art. 21, until it is weighed (Art. 18 (1) (d) GDPR)")

    class Purpose(models.TextChoices):
        NONE = "", _("none: the case is only kept")
        CONSENT = "consent", _("what the person consented to")
        CLAIMS = "claims", _("establishing, exercising or defending legal claims")
        RIGHTS = "rights", _("protecting the rights of another person")
        INTEREST = "interest", _("an important public interest")

    case = models.ForeignKey(Case, models.CASCADE, related_name="marks")
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="marks")
    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("ground"), max_length=1, choices=Ground.choices, blank=True)
    purpose = models.CharField(
        _("work goes on only for"), max_length=10, choices=Purpose.choices, blank=True
    )
    statement = models.TextField(_("what the person says"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_reason = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("mark of data protection")
        verbose_name_plural = _("marks of data protection")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="mark_has_a_statement"),
            models.CheckConstraint(
                condition=Q(kind="correction", ground="", purpose="")
                | Q(kind="restriction") & ~Q(ground=""),
                name="mark_restriction_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True, lifted_reason="")
                | Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lifted_reason=""),
                name="mark_lifted_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"], name="mark_standing_idx", condition=Q(lifted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"mark #{self.pk}"

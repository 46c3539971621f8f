"""Who may look into a case for a time, or is asked for an opinion on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Unit, User


class Share(models.Model):
    """A case opened to another unit or person of the same authority until a day.

    It ends by itself after that day, or earlier when somebody ends it. At the level CONSULT it
    asks a question, whose answer goes into the file as a note.
    """

    class Level(models.TextChoices):
        READ = "read", _("read")
        COMMENT = "comment", _("read and write notes")
        CONSULT = "consult", _("read, write notes and answer a question")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="shares")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="shares", verbose_name=_("unit")
    )
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="shares", verbose_name=_("person")
    )
    level = models.CharField(_("what they may do"), max_length=10, choices=Level.choices)
    until = models.DateField(_("until"))
    why = models.TextField(_("reason"))
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("shared access")
        verbose_name_plural = _("shared accesses")
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, user__isnull=False)
                | Q(unit__isnull=False, user__isnull=True),
                name="share_with_a_unit_or_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(level="consult") | ~Q(question=""), name="share_consult_asks"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(~Q(answer=""), answered_by__isnull=False, answered_at__isnull=False),
                name="share_answer_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="share_end_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "until"],
                name="share_user_idx",
                condition=Q(ended_at__isnull=True, user__isnull=False),
            ),
            models.Index(
                fields=["unit", "until"],
                name="share_unit_idx",
                condition=Q(ended_at__isnull=True, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"shared access #{self.pk}"

    @property
    def recipient(self) -> str:
        """The name of the unit or person."""
        return str(self.unit or self.user)

    @property
    def waits(self) -> bool:
        """Whether a question of it waits for its answer."""
        return self.level == self.Level.CONSULT and not self.answered_at

"""Letters printed and posted together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Unit, User


class PostBatch(models.Model):
    """A print batch of one unit: cover sheet with the list, then every letter, in one frozen PDF.

    The PDF lies in the file store under `sha256`, so that it can be printed again as it was.
    `posted_on` is the day somebody put the letters into the post, which they note by name.
    """

    class Kind(models.TextChoices):
        POST = "post", _("letters")
        FORMAL = "formal", _("formal service")

    class State(models.TextChoices):
        MAKING = "making", _("being made")
        READY = "ready", _("to be printed and posted")
        POSTED = "posted", _("posted")
        DISSOLVED = "dissolved", _("dissolved")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="post_batches")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.MAKING)
    two_sided = models.BooleanField(_("for printing on both sides"), default=True)
    letters = models.PositiveIntegerField(_("letters"))
    printed = models.PositiveIntegerField(default=0)  # how many letters the PDF holds so far
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    posted_on = models.DateField(_("handed to the post on"), null=True, blank=True)
    posted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("print batch")
        verbose_name_plural = _("print batches")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="post_batch_number_unique"),
            models.CheckConstraint(condition=Q(letters__gte=1), name="post_batch_has_letters"),
            models.CheckConstraint(
                condition=Q(printed__lte=F("letters")), name="post_batch_prints_its_letters"
            ),
            models.CheckConstraint(
                condition=Q(state="making", sha256="", pages__isnull=True)
                | Q(state="dissolved")
                | (Q(state__in=["ready", "posted"], pages__gte=1) & ~Q(sha256="")),
                name="post_batch_ready_has_pdf",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="posted",
                    posted_on__isnull=False,
                    posted_by__isnull=False,
                    noted_at__isnull=False,
                )
                | (
                    ~Q(state="posted")
                    & Q(posted_on__isnull=True, posted_by__isnull=True, noted_at__isnull=True)
                ),
                name="post_batch_posted_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "made_at"],
                name="post_batch_open_idx",
                condition=Q(state__in=["making", "ready"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.slug}-{self.number}"

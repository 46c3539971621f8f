"""What arrived: every submission is kept as raw bytes before anything reads it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, User
from casework.cases.models import Case


class Channel(models.TextChoices):
    API = "api", _("submission interface")
    FOLDER = "folder", _("folder")


class SenderToken(models.Model):
    """What lets a sender (a portal, a form server) submit; only its hash is kept."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="sender_tokens")
    name = models.CharField(_("sender"), max_length=100)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sender token")
        verbose_name_plural = _("sender tokens")

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """One delivery by a channel: raw first, then accepted into a case or set aside with a reason.

    `reference` is the sender's own number; the same one twice is the same submission.
    `submitted_at` is when the application reached the authority's sphere as the channel states it.
    """

    class Status(models.TextChoices):
        STORED = "stored", _("stored, not read yet")
        ACCEPTED = "accepted", _("accepted")
        SET_ASIDE = "set_aside", _("set aside")
        DISCARDED = "discarded", _("discarded")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="submissions")
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    sender = models.CharField(_("sender"), max_length=100)
    reference = models.CharField(_("reference"), max_length=200)
    media_type = models.CharField(max_length=100)
    raw = models.BinaryField()
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.STORED)
    attempts = models.PositiveSmallIntegerField(default=0)
    problems = models.JSONField(_("reasons"), default=list)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "channel", "sender", "reference"],
                name="submission_reference_unique",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(case__isnull=False),
                name="submission_accepted_has_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "-received_at"],
                name="submission_unsettled_idx",
                condition=Q(status__in=["stored", "set_aside"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.reference}"

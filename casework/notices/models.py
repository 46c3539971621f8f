"""Letters of the authority as they went out: frozen facts, text and PDF, never rendered again."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, Unit, User
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.notices.batch_models import BatchIssue, BatchItem
from casework.process.models import Step
from casework.services.models import Service

__all__ = ["BatchIssue", "BatchItem", "LetterStyle", "Notice"]


class Notice(models.Model):
    """One issued letter. The database refuses to change or delete it."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("notice of decision")
        DOCUMENT_REQUEST = "document_request", _("document request")
        HEARING = "hearing", _("hearing")
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")
        CONSULTATION = "consultation", _("consultation of another body")
        INTERIM = "interim", _("interim message")
        REFERRAL = "referral", _("referral to the competent body")
        CERTIFICATE = "certificate", _("certificate")

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    step = models.OneToOneField(
        Step, models.PROTECT, null=True, blank=True, related_name="notice"
    )  # None for a letter that belongs to no step, such as an interim message
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="notice"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=60)
    subject = models.CharField(_("subject"), max_length=300)
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    html = models.TextField()
    text = models.TextField()
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )  # None: automatically, such as an acknowledgement of receipt

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["issued_at", "pk"]
        constraints = [
            # Not across cases: two authorities may count their files alike.
            models.UniqueConstraint(fields=["case", "number"], name="notice_number_unique"),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number


class LetterStyle(models.Model):
    """How letters look and what they always say, from a day on: one version for one place.

    The place is the authority, one of its units or one of its services, for one kind of letter or
    for all (`kind` empty). What a version leaves empty comes from the next wider place
    (casework.notices.styles). A version is never changed: a new one takes its place.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="letter_styles")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="letter_styles"
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="letter_styles"
    )
    kind = models.CharField(
        _("kind of letter"), max_length=20, choices=Notice.Kind.choices, blank=True
    )
    valid_from = models.DateField(_("in force from"))
    greeting = models.CharField(_("greeting"), max_length=200, blank=True)
    closing = models.CharField(_("closing formula"), max_length=200, blank=True)
    letterhead = models.CharField(_("line in the letterhead"), max_length=200, blank=True)
    foot = models.TextField(_("lines at the foot"), blank=True)
    before = models.TextField(_("paragraphs before the text"), blank=True)
    after = models.TextField(_("paragraphs after the text"), blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    logo = models.BinaryField(
        _("logo"), null=True, blank=True
    )  # b"": no logo, also none from above
    logo_type = models.CharField(max_length=20, blank=True)
    logo_alt = models.CharField(_("the logo in words"), max_length=200, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter style")
        verbose_name_plural = _("letter styles")
        ordering = ["valid_from", "entered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(service__isnull=True),
                name="letter_style_one_place",
            ),
            models.CheckConstraint(
                condition=Q(logo__isnull=True) | Q(logo=b"") | (~Q(logo_alt="") & ~Q(logo_type="")),
                name="letter_style_logo_has_words",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"letter style #{self.pk}"

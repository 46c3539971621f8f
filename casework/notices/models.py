"""Letters of the authority as they went out: frozen facts, text and PDF, never rendered again."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.process.models import Step


class Notice(models.Model):
    """One issued letter. The database refuses to change or delete it."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("notice of decision")
        DOCUMENT_REQUEST = "document_request", _("document request")
        HEARING = "hearing", _("hearing")
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    step = models.OneToOneField(Step, models.PROTECT, related_name="notice")
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="notice"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=60, unique=True)
    subject = models.CharField(_("subject"), max_length=300)
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    html = models.TextField()
    text = models.TextField()
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["issued_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

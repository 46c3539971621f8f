"""The files of the record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case


class Document(models.Model):
    """A file in the record; the bytes lie in the file store under their SHA-256.

    `is_read`: its words were looked for, whether or not there were any (casework.cases.reading).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    filename = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))
    is_read = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="document_unread_idx",
                condition=models.Q(is_read=False, media_type="application/pdf"),
            )
        ]

    def __str__(self) -> str:
        return self.title

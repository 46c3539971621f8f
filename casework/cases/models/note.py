"""What colleagues remark in the file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case


class Note(models.Model):
    """A remark of a colleague in the file; it stays as written."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"note #{self.pk}"

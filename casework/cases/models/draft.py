"""What a person has typed into a form of a case and not sent yet."""

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.access.models import User


class Draft(models.Model):
    """One person's unsent entries of one form (`form`, as "note" or "step-12") of one case.

    It belongs to the person alone and is no part of the file: it goes when the form is sent, with
    the case, or after a while. It is not logged either; what is sent is.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="drafts")
    form = models.CharField(_("name of the form"), max_length=60)
    fields = models.JSONField(_("what was typed"))  # by name, each a list of texts
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("unsent entry")
        verbose_name_plural = _("unsent entries")
        constraints = [
            models.UniqueConstraint(fields=["user", "case", "form"], name="draft_one_a_form"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_saved_idx")]

    def __str__(self) -> str:
        return f"unsent entry #{self.pk}"

    @property
    def post(self) -> QueryDict:
        """The entries as if the form had been sent."""
        sent = QueryDict(mutable=True)
        for name, values in self.fields.items():
            sent.setlist(name, values)
        return sent

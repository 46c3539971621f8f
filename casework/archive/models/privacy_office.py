"""Who answers for data protection in an authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority


class PrivacyOffice(models.Model):
    """What the record of processing says of the authority as a whole (Art. 30 I a, d, g GDPR)."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="privacy_office")
    officer = models.CharField(_("data protection officer"), max_length=200, blank=True)
    contact = models.TextField(
        _("how to reach them"), blank=True, help_text=_("Post, e-mail, telephone.")
    )
    recipients = models.TextField(
        _("further recipients"),
        blank=True,
        help_text=_("Such as the data centre that runs the software for you. One a line."),
    )
    measures = models.TextField(
        _("technical and organisational measures"),
        blank=True,
        help_text=_("What your house adds to the measures the software brings. One a line."),
    )

    class Meta:
        verbose_name = _("data protection of an authority")
        verbose_name_plural = _("data protection of authorities")

    def __str__(self) -> str:
        return f"data protection of authority #{self.authority_id}"

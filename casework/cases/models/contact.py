"""Who spoke with whom about what: on the telephone, at the counter, on a visit."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case
from casework.cases.models.party import Party


class Contact(models.Model):
    """A conversation of a colleague about the case; it stays as written.

    With a party of the case or, by words, with somebody else (`spoke_with`). The database refuses
    to change it; it goes with its case.
    """

    class Way(models.TextChoices):
        TELEPHONE = "telephone", _("Telephone")
        COUNTER = "counter", _("At our counter")
        VISIT = "visit", _("Visit on site")
        VIDEO = "video", _("Video call")
        EMAIL = "email", _("E-mail")

    class Direction(models.TextChoices):
        INCOMING = "incoming", _("They came to us")
        OUTGOING = "outgoing", _("We went to them")

    case = models.ForeignKey(Case, models.CASCADE, related_name="contacts")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="contacts")
    spoke_with = models.CharField(_("spoken with"), max_length=200, blank=True)
    way = models.CharField(
        _("way of speaking"), max_length=20, choices=Way.choices, default=Way.TELEPHONE
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.INCOMING
    )
    text = models.TextField(_("what it was about"))
    at = models.DateTimeField(_("when"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, spoke_with="")
                | (Q(party__isnull=True) & ~Q(spoke_with="")),
                name="contact_with_one",
            ),
        ]
        triggers = [pgtrigger.Protect(name="as_written", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"conversation #{self.pk}"

    @property
    def name(self) -> str:
        """Whom it was with; costs a query unless `party` was fetched along."""
        return self.party.name if self.party else self.spoke_with

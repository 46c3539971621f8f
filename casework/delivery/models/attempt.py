"""One try to deliver: written down before anything leaves the house, settled afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access.models import User
from casework.delivery.models.delivery import Delivery
from casework.delivery.models.post_batch import PostBatch


class Attempt(models.Model):
    """One try. `result` empty: begun, and nobody knows yet how it ended (also after a crash).

    What proves the delivery is a `Proof`, never the attempt. `reference` is the number the other
    side gave it, such as the reply's in FIT-Connect: with it, a second try goes on with the same.
    """

    class Result(models.TextChoices):
        OPEN = "", pgettext_lazy("mail", "begun")
        SENT = "sent", pgettext_lazy("mail", "sent")
        FAILED = "failed", pgettext_lazy("mail", "failed")
        UNCERTAIN = "uncertain", pgettext_lazy("mail", "unknown how it ended")
        CANCELLED = "cancelled", pgettext_lazy("mail", "called off")

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    started_at = models.DateTimeField(_("begun"))
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(
        PostBatch, models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    tags = models.JSONField(default=dict, blank=True)  # of what was encrypted, for its events
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")
        ordering = ["delivery", "number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_unique"),
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(result=""), name="attempt_one_open"
            ),
            models.CheckConstraint(
                condition=Q(result="", ended_at__isnull=True)
                | (~Q(result="") & Q(ended_at__isnull=False)),
                name="attempt_result_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["failed", "uncertain", "cancelled"]) | ~Q(detail=""),
                name="attempt_trouble_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.number}"

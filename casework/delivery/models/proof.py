"""What proves a delivery. Written once, never changed; a mistake is corrected by another one."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Document
from casework.delivery.models.attempt import Attempt
from casework.delivery.models.delivery import Delivery


class Proof(models.Model):
    """A fact about a delivery with its day and what shows it.

    `corrects` names the entry that this one replaces, or takes back where `void` is set, with a
    `reason`; both stay visible. `sha256` is the hash of the document, else of the text.
    """

    class Kind(models.TextChoices):
        POSTING = "posting", _("handed to the post")
        SERVICE_RECORD = "service_record", _("record of service")  # § 3 VwZG, § 182 ZPO
        RETURN_RECEIPT = "return_receipt", _("return receipt")  # § 4 II VwZG
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement of receipt")  # § 5 VwZG
        HANDED_OVER = "handed_over", _("handed over")
        ACCEPTED = "accepted", _("accepted by the portal")
        PROVISION = "provision", _("provided for retrieval")
        MESSAGE = "message", _("message about the provision sent")
        RETRIEVAL = "retrieval", _("retrieved by the person")
        RECEIPT = "receipt", _("actual receipt")
        RETURNED = "returned", _("came back")

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="proofs")
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="proofs"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    happened_on = models.DateField(_("on"))
    happened_at = models.TimeField(_("at"), null=True, blank=True)
    text = models.TextField(_("what it says"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="proofs"
    )
    sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(_("entered"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    void = models.BooleanField(_("taken back"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("proof of delivery")
        verbose_name_plural = _("proofs of delivery")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(document__isnull=False), name="proof_shows_something"
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="proof_has_a_hash"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, void=False, reason="")
                | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="proof_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="proof_corrects_another",
            ),
        ]
        indexes = [models.Index(fields=["delivery", "kind"], name="proof_kind_idx")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%Y-%m-%d}"

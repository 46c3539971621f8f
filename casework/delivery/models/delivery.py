"""The way of one letter to one party, with the dates the law attaches to it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access.models import User
from casework.cases.models import Case, Deadline, Party
from casework.notices.models import Notice


class Delivery(models.Model):
    """One way on which a letter shall reach a party; the next way is a delivery of its own.

    `lines` is the address it goes to, as it was when the delivery was planned. The dates are
    computed from the proofs (casework.delivery.reckoning) and stored for lists and for the record.
    """

    class Channel(models.TextChoices):
        POST = "post", _("by post")
        FORMAL = "formal", _("formal service")
        COUNTER = "counter", _("handed over at the counter")
        PORTAL = "portal", _("through the portal")

    class ServiceForm(models.TextChoices):
        """The forms of formal service: §§ 3, 4 and 5 VwZG."""

        NONE = "", _("no formal service")
        RECORD = "record", _("with a record of service (§ 3 VwZG)")
        REGISTERED = "registered", _("registered letter, handed over (§ 4 VwZG)")
        RETURN_RECEIPT = "return_receipt", _("registered letter with return receipt (§ 4 VwZG)")
        ACKNOWLEDGEMENT = "acknowledgement", _("against acknowledgement of receipt (§ 5 VwZG)")

    class PortalRule(models.TextChoices):
        """What makes a letter in a portal count as notified; keys of legal.deadlines."""

        NONE = "", _("no portal")
        RETRIEVAL = "retrieval", _("retrieved by the person (§ 41 Abs. 2a VwVfG)")
        OZG = "ozg", _("provided in the mailbox of the user account (§ 9 OZG)")
        SGBX = "sgbx-portal", _("message about the provision sent (§ 37 Abs. 2a SGB X)")
        AO = "ao-portal", _("provided for retrieval (§ 122a AO)")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("mail", "to be sent")
        UNDER_WAY = "under_way", pgettext_lazy("mail", "under way")
        DELIVERED = "delivered", pgettext_lazy("mail", "delivered")
        FAILED = "failed", pgettext_lazy("mail", "failed")
        RETURNED = "returned", pgettext_lazy("mail", "came back")
        CANCELLED = "cancelled", pgettext_lazy("mail", "not sent")

    case = models.ForeignKey(Case, models.PROTECT, related_name="deliveries")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )  # None for a letter to another body
    lines = models.JSONField(_("address"))
    country = models.CharField(_("country"), max_length=2, default="DE")
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices)
    service_form = models.CharField(
        _("form of service"), max_length=20, choices=ServiceForm.choices, blank=True
    )
    portal_rule = models.CharField(
        _("counts as notified when"), max_length=20, choices=PortalRule.choices, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    earlier = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    created_at = models.DateTimeField(_("planned"))
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    notified_on = models.DateField(_("counts as notified on"), null=True, blank=True)
    disputed_on = models.DateField(_("by the other view on"), null=True, blank=True)
    because = models.JSONField(default=list)
    informed = models.BooleanField(_("remedy information complete and right"), default=True)
    informed_reason = models.TextField(_("what is wrong with it"), blank=True)
    deadline = models.OneToOneField(
        Deadline, models.SET_NULL, null=True, blank=True, related_name="delivery"
    )
    final_on = models.DateField(_("final from"), null=True, blank=True)
    ended_because = models.TextField(_("why it ended"), blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "party"],
                condition=Q(state__in=["planned", "under_way", "delivered"]),
                nulls_distinct=False,
                name="delivery_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(lines=[]), name="delivery_has_an_address"),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(sent_on__isnull=True, notified_on__isnull=True),
                name="delivery_planned_is_not_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(notified_on__isnull=False),
                name="delivery_delivered_is_notified",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "returned", "cancelled"])
                | (~Q(ended_because="") & Q(notified_on__isnull=True, final_on__isnull=True)),
                name="delivery_ended_notifies_nobody",
            ),
            models.CheckConstraint(
                condition=Q(disputed_on__isnull=True) | Q(notified_on__isnull=False),
                name="delivery_disputed_is_notified",
            ),
            models.CheckConstraint(
                condition=Q(final_on__isnull=True)
                | Q(notified_on__isnull=False, final_on__gt=F("notified_on")),
                name="delivery_final_after_notified",
            ),
            models.CheckConstraint(
                condition=Q(channel="formal", portal_rule="") & ~Q(service_form="")
                | Q(channel="portal", service_form="") & ~Q(portal_rule="")
                | Q(channel__in=["post", "counter"], service_form="", portal_rule=""),
                name="delivery_channel_has_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(informed=True) | ~Q(informed_reason=""),
                name="delivery_misinformed_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "created_at"],
                name="delivery_planned_idx",
                condition=Q(state="planned"),
            ),
            models.Index(
                fields=["notified_on", "channel"],
                name="delivery_under_way_idx",
                condition=Q(state="under_way"),
            ),
            models.Index(
                fields=["state"],
                name="delivery_trouble_idx",
                condition=Q(state__in=["failed", "returned"]),
            ),
            models.Index(  # the numbers above the out-tray are counted from this alone
                fields=["case"],
                include=["id", "channel", "state", "notified_on"],
                name="delivery_running_idx",
                condition=Q(state__in=["planned", "under_way", "failed", "returned"]),
            ),
            models.Index(
                fields=["next_try_at"],
                name="delivery_next_try_idx",
                condition=Q(next_try_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice.number}, {self.get_channel_display()}"

    @property
    def is_abroad(self) -> bool:
        """Whether the letter leaves Germany: fictions and some periods differ then."""
        return self.country != "DE"

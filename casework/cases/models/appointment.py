"""A time agreed with somebody: a call-back that was promised, or a meeting (Termin)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case
from casework.cases.models.contact import Contact


class Appointment(models.Model):
    """A day, and the hours asked for, on which somebody is called back or met.

    The day of the first call-back that is still to be made is also in `Case.call_back_on`, for the
    lists. Who moves it writes another day; `moves` counts that, `uid` stays what calendars know it
    by.
    """

    class Kind(models.TextChoices):
        CALL_BACK = "call_back", _("Call-back")
        MEETING = "meeting", _("Meeting")

    case = models.ForeignKey(Case, models.CASCADE, related_name="appointments")
    contact = models.OneToOneField(  # in which it was promised: with whom, by whom, when
        Contact, models.PROTECT, related_name="appointment"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CALL_BACK)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    due_on = models.DateField(_("agreed for"))
    from_time = models.TimeField(_("from"), null=True, blank=True)
    to_time = models.TimeField(_("to"), null=True, blank=True)
    about = models.CharField(_("what about"), max_length=200, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    moves = models.PositiveSmallIntegerField(_("moved"), default=0)
    changed_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["due_on", F("from_time").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_time__isnull=True)
                | Q(from_time__isnull=False, to_time__gt=F("from_time")),
                name="appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True, done_at__isnull=True)
                | Q(done_by__isnull=False, done_at__isnull=False),
                name="appointment_done_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="appointment_open_idx",
                condition=Q(done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """Whom it is with; costs queries unless `contact__party` was fetched along."""
        return self.contact.name

"""An objection to a notice: received when, how, in time or not, and what became of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case, Document, Party
from casework.notices.models import Notice


class Objection(models.Model):
    """Widerspruch (§§ 68 ff. VwGO, §§ 78 ff. SGG) or Einspruch (§§ 347 ff. AO) against a notice.

    `timing` was computed when it was entered, from the remedy period as it then stood (`due_on`);
    `because` says how. `track` is the case in which it is dealt with.
    """

    class Form(models.TextChoices):
        """§ 70 I VwGO, § 84 I SGG, § 357 I AO."""

        WRITTEN = "written", _("in writing, signed")
        ELECTRONIC = "electronic", _("electronic form (qualified signature)")
        SUBSTITUTE = "substitute", _("secure electronic way (portal with proof of identity, EGVP)")
        RECORD = "record", _("declared for the record")
        FAX = "fax", _("fax")
        EMAIL = "email", _("plain e-mail")
        ORAL = "oral", _("orally or by telephone")

    class Timing(models.TextChoices):
        IN_TIME = "in_time", _("in time")
        DISPUTED = "disputed", _("in time by one view only")
        LATE = "late", _("late")
        NO_PERIOD = "no_period", _("no period runs")

    class Reinstatement(models.TextChoices):
        """Wiedereinsetzung: § 60 with § 70 II VwGO, § 67 SGG, § 110 AO."""

        NONE = "", _("not the question")
        APPLIED = "applied", _("applied for")
        OF_OFFICE = "of_office", _("to be examined without an application")
        NOT_APPLIED = "not_applied", _("not applied for")

    class State(models.TextChoices):
        KEPT = "kept", _("kept; no service deals with objections here")
        IN_PROCEDURE = "in_procedure", _("in procedure")
        SETTLED = "settled", _("settled")
        WITHDRAWN = "withdrawn", _("withdrawn")

    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    party = models.ForeignKey(Party, models.PROTECT, related_name="objections")
    received_on = models.DateField(_("received on"))
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    text = models.TextField(_("what it says"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    timing = models.CharField(_("in time?"), max_length=10, choices=Timing.choices)
    due_on = models.DateField(_("end of the period"), null=True, blank=True)
    because = models.JSONField(default=list)
    reinstatement = models.CharField(
        _("reinstatement"), max_length=12, choices=Reinstatement.choices, blank=True
    )
    obstacle = models.TextField(_("what hindered the person"), blank=True)
    obstacle_ended_on = models.DateField(_("obstacle ended on"), null=True, blank=True)
    reinstatement_due_on = models.DateField(null=True, blank=True)
    reinstatement_because = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=14, choices=State.choices)
    trouble = models.TextField(blank=True)  # why no case could be opened for it
    track = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="dealt_with_objection"
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.TextField(_("why it ended"), blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "party"],
                condition=Q(state__in=["kept", "in_procedure"]),
                name="objection_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(document__isnull=False), name="objection_says_something"
            ),
            models.CheckConstraint(
                condition=Q(timing="no_period") | Q(due_on__isnull=False),
                name="objection_timing_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(timing="late", due_on__gte=F("received_on")),
                name="objection_late_is_after_the_period",
            ),
            models.CheckConstraint(
                condition=Q(timing="late") & ~Q(reinstatement="")
                | ~Q(timing="late") & Q(reinstatement=""),
                name="objection_late_asks_for_reinstatement",
            ),
            models.CheckConstraint(
                condition=~Q(reinstatement="applied")
                | Q(obstacle_ended_on__isnull=False, reinstatement_due_on__isnull=False),
                name="objection_reinstatement_has_its_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_procedure") | Q(track__isnull=False),
                name="objection_in_procedure_has_a_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["kept", "in_procedure"], ended_on__isnull=True)
                | (
                    Q(state__in=["settled", "withdrawn"], ended_on__isnull=False)
                    & ~Q(ended_because="")
                ),
                name="objection_ended_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"],
                name="objection_open_idx",
                condition=Q(state__in=["kept", "in_procedure"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice.number}, {self.received_on:%Y-%m-%d}"

    @property
    def is_pending(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.state in (self.State.KEPT, self.State.IN_PROCEDURE)

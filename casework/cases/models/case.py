"""The case itself and which cases a person may see."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import JSONObject, Least
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, Unit, User
from casework.cases.models.case_link import linked
from casework.cases.models.draft import Draft
from casework.cases.models.exclusion import Exclusion
from casework.cases.models.reach import reach_of
from casework.cases.models.share import Share
from casework.prepared import Known
from casework.services.models import Service, ServiceVersion


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User, on: date | None = None) -> "CaseQuerySet":
        """The cases that exist for `user` on the day `on`, today by default.

        Those of the units in which they work, lead or audit, units below included; those of people
        they stand in for; those shared with them or a unit of theirs. Never one they are excluded
        from for bias, nor a case that belongs to it. For everything else views answer 404.
        """
        return self.filter(reach_of(user, on).condition())

    def with_shared(self, on: date) -> "CaseQuerySet":
        """Each with `is_shared`: whether it is shared with anybody on the day `on`."""
        running = Share.objects.filter(case=OuterRef("pk"), ended_at__isnull=True, until__gte=on)
        return self.annotate(is_shared=Exists(running))

    def with_excluded(self) -> "CaseQuerySet":
        """Each with `excluded`: ids of the people who must not act in it."""
        covered = Q(case=OuterRef("pk")) | Q(case=OuterRef("origin"))
        running = Exclusion.objects.filter(covered, lifted_at__isnull=True)
        return self.annotate(excluded=ArraySubquery(running.order_by().values("user")))

    def with_follow_up(self) -> "CaseQuerySet":
        """Each with `running_follow_up` and who set it, None where none runs."""
        runs = Q(follow_ups__done_at__isnull=True)
        named = self.annotate(running_follow_up=FilteredRelation("follow_ups", condition=runs))
        return named.select_related("running_follow_up__set_by")  # type: ignore[misc]

    def with_drafts(self, user: User) -> "CaseQuerySet":
        """Each with `own_drafts`: what casework.cases.drafts.kept then finds without a query."""
        own = Draft.objects.filter(case=OuterRef("pk"), user=Known("user", user.pk)).order_by()
        parts = {name: name for name in ("form", "fields", "saved_at")}
        return self.annotate(own_drafts=ArraySubquery(own.values(one=JSONObject(**parts))))

    def with_links(self) -> "CaseQuerySet":
        """Each with `earlier_links` and `later_links`: the cases put beside it, whoever may see
        them (see casework.desk.case.case_links).
        """
        return self.annotate(
            earlier_links=linked("second", "first"), later_links=linked("first", "second")
        )

    def open(self) -> "CaseQuerySet":
        """Cases that are not closed."""
        return self.filter(status="open")


class Case(models.Model):
    """A case (Vorgang): the file opened for one application, found by its file number."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Attention(models.TextChoices):
        """What happened that a person has not looked at yet; dates speak for themselves."""

        NONE = "", _("nothing new")
        NEW = "new", _("new application")
        ANSWER = "answer", _("answer arrived")
        ASSIGNED = "assigned", _("assigned to you")
        CO_SIGNATURE = "co_signature", _("your co-signature is asked for")
        SIGNED = "signed", _("co-signed")
        SENT_BACK = "sent_back", _("sent back instead of co-signed")
        RETURNED_MAIL = "returned_mail", _("letter came back")
        OBJECTION = "objection", _("objection received")
        HANDED_ON = "handed_on", _("to be assigned anew")

    class WaitingFor(models.TextChoices):
        NOBODY = "", _("nobody")
        APPLICANT = "applicant", _("the applicant")
        AUTHORITY = "authority", _("another body")

    class Restriction(models.TextChoices):
        """Whether marks restrict the use of the case's data (see cases.models.mark)."""

        NONE = "", _("not restricted")
        FULL = "full", _("restricted: only kept")
        PURPOSE = "purpose", _("restricted to one purpose")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    service = models.ForeignKey(Service, models.PROTECT, related_name="cases")
    service_version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="cases")
    file_number = models.CharField(_("file number"), max_length=40)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    assignee = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("who"),
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="tracks"
    )  # the case whose decision this one deals with: an objection, a revocation, a correction
    applicant_name = models.CharField(_("applicant"), max_length=200)
    data = models.JSONField(_("application data"), default=dict)
    received_on = models.DateField(_("received"))
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    follow_up_on = models.DateField(_("follow-up on"), null=True, blank=True)
    call_back_on = models.DateField(_("call-back on"), null=True, blank=True)
    call_back_from = models.TimeField(_("call-back from"), null=True, blank=True)
    next_on = models.GeneratedField(
        expression=Least("due_on", "follow_up_on", "call_back_on"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )  # when somebody is to look at the case at the latest: what lists are sorted by
    attention = models.CharField(
        max_length=20, choices=Attention.choices, default=Attention.NEW, blank=True
    )
    attention_since = models.DateTimeField(null=True, blank=True)
    waiting_for = models.CharField(
        max_length=20, choices=WaitingFor.choices, default=WaitingFor.NOBODY, blank=True
    )
    restriction = models.CharField(
        _("restriction"),
        max_length=10,
        choices=Restriction.choices,
        default=Restriction.NONE,
        db_default=Restriction.NONE.value,
        blank=True,
    )
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "file_number"], name="case_file_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | Q(status="closed", closed_at__isnull=False),
                name="case_closed_has_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "next_on", "id"],
                name="case_open_due_idx",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["assignee", "next_on", "id"],
                name="case_open_mine_idx",
                condition=Q(status="open"),
            ),
            models.Index(  # a fraction of the open ones, and part of everybody's inbox
                fields=["unit", "next_on", "id"],
                name="case_open_free_idx",
                condition=Q(status="open", assignee__isnull=True),
            ),
            models.Index(
                fields=["unit", "-closed_at", "id"],
                name="case_closed_idx",
                condition=Q(status="closed"),
            ),
            # For those who see many units at once, whom an index by unit would have sort them all.
            models.Index(
                fields=["next_on", "id"], name="case_open_all_idx", condition=Q(status="open")
            ),
            models.Index(
                fields=["-closed_at", "-id"],
                name="case_closed_all_idx",
                condition=Q(status="closed"),
            ),
        ]

    def __str__(self) -> str:
        return self.file_number

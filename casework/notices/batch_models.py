"""Many letters issued in one go: the batch a person makes and confirms, and each case in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access.models import Authority, User
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.process.models import Step


class BatchIssue(models.Model):
    """A batch of letters: its cases are checked, `made_by` confirms, the worker issues them.

    They are the notices of decisions, or the requests for the documents that are missing in each
    case; `text` then stands in all of them, or what each service proposes where it is empty.
    """

    class Kind(models.TextChoices):
        NOTICES = "notices", pgettext_lazy("batch", "notices")
        REQUESTS = "requests", _("requests for documents")

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready to be issued")
        RUNNING = "running", _("being issued")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("begun"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTICES)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CHECKING
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("batch of notices")
        verbose_name_plural = _("batches of notices")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=("checking", "ready", "running"),
                    ended_at__isnull=True,
                    stopped_by__isnull=True,
                )
                | Q(state="done", ended_at__isnull=False, stopped_by__isnull=True)
                | Q(state="stopped", ended_at__isnull=False, stopped_by__isnull=False),
                name="batch_issue_end_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("running", "done")) | Q(confirmed_at__isnull=False),
                name="batch_issue_runs_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"batch of notices #{self.pk}"


class BatchItem(models.Model):
    """One case of a batch: what was checked, in which version, and what became of it.

    That is the draft of a decision, or the step whose letter asks for documents; `version` is then
    that of the case, before the check as it was on the page where it was chosen.
    """

    class State(models.TextChoices):
        NEW = "new", _("not checked yet")
        READY = "ready", _("ready")
        WAITING = "waiting", _("waiting")
        ISSUED = "issued", _("issued")
        REFUSED = "refused", _("not issued")
        SKIPPED = "skipped", _("skipped")

    batch = models.ForeignKey(BatchIssue, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    reason = models.TextField(_("reason"), blank=True)
    notice = models.OneToOneField(
        "notices.Notice", models.PROTECT, null=True, blank=True, related_name="batch_item"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice of a batch")
        verbose_name_plural = _("notices of a batch")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="batch_item_once"),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state="waiting"),
                name="batch_item_in_one_running_batch",
            ),
            models.UniqueConstraint(
                fields=["step"],
                condition=Q(state="waiting"),
                name="batch_item_asks_in_one_running_batch",
            ),
            models.CheckConstraint(
                condition=(Q(state="issued") & Q(notice__isnull=False))
                | (~Q(state="issued") & Q(notice__isnull=True)),
                name="batch_item_issued_has_notice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("new", "ready", "waiting"), settled_at__isnull=True)
                | (~Q(state__in=("new", "ready", "waiting")) & Q(settled_at__isnull=False)),
                name="batch_item_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("ready", "waiting", "issued"))
                | Q(version__isnull=False)
                & (
                    Q(decision__isnull=False, step__isnull=True)
                    | Q(decision__isnull=True, step__isnull=False)
                ),
                name="batch_item_checked_has_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="batch_item_refused_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["batch", "position"],
                name="batch_item_open_idx",
                condition=Q(state__in=("new", "waiting")),
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.position} of batch #{self.batch_id}"

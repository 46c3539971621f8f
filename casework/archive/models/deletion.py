"""A deletion run, its cases, and the proof that is left of each."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access.models import Authority, User


class DeletionRun(models.Model):
    """Cases to be deleted together: proposed, looked through, confirmed by a second person.

    `offered` says how the archive was offered the files; nothing is deleted before (§ 5 BArchG and
    the archive acts of the Länder).
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("being looked through")
        READY = "ready", _("waiting for the second person")
        RUNNING = "running", _("being deleted")
        DONE = "done", pgettext_lazy("deletion", "done")
        STOPPED = "stopped", pgettext_lazy("deletion", "stopped")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PREPARING
    )
    offered = models.TextField(_("how the archive was offered the files"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("proposed"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("deletion run")
        verbose_name_plural = _("deletion runs")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="deletion_run_number"),
            models.CheckConstraint(condition=~Q(offered=""), name="deletion_run_archive_was_asked"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=F("made_by"))
                ),
                name="deletion_run_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "done"]) | Q(confirmed_by__isnull=False),
                name="deletion_run_runs_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "ready", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "stopped"], ended_at__isnull=False),
                name="deletion_run_end_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"


class DeletionItem(models.Model):
    """One case of a run: what belongs to it, and what became of it.

    `case_id` is a plain number: the case goes, the item stays. `family` is the case with which it
    stands or falls (an objection and what it is about). `files` are the hashes that are still to
    leave the file store once the rows are gone.
    """

    class State(models.TextChoices):
        NEW = "new", _("not looked through yet")
        WAITING = "waiting", pgettext_lazy("deletion", "waiting")
        ERASED = "erased", _("deleted, files not yet")
        DONE = "done", _("deleted")
        SKIPPED = "skipped", _("not deleted")

    run = models.ForeignKey(DeletionRun, models.PROTECT, related_name="items")
    case_id = models.BigIntegerField(_("case"))
    family = models.BigIntegerField()
    position = models.PositiveIntegerField()
    file_number = models.CharField(_("file number"), max_length=40)
    service = models.CharField(_("service"), max_length=200)
    unit_id = models.BigIntegerField()
    kept_until = models.DateField(_("kept until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    reason = models.TextField(_("reason"), blank=True)
    counts = models.JSONField(default=dict)
    named_in_log = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)

    class Meta:
        verbose_name = _("case of a deletion run")
        verbose_name_plural = _("cases of a deletion run")
        ordering = ["run", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "case_id"], name="deletion_item_once"),
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(state__in=["new", "waiting"]),
                name="deletion_item_in_one_open_run",
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(reason=""), name="deletion_item_skipped_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.file_number


class Disposal(models.Model):
    """The proof that a case was deleted. It holds nothing about the person; nobody can change it.

    `hashes` are the SHA-256 of what was deleted, by kind, so that a copy that turns up elsewhere
    can be told to be one; `counts` how much of each kind there was.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    run = models.ForeignKey(DeletionRun, models.PROTECT, related_name="disposals")
    case_id = models.BigIntegerField(_("case"), unique=True)
    file_number = models.CharField(_("file number"), max_length=40)
    service = models.CharField(_("service"), max_length=200)
    received_on = models.DateField(_("received"))
    closed_on = models.DateField(_("closed"))
    kept_until = models.DateField(_("kept until"))
    because = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    hashes = models.JSONField(default=list)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(_("deleted"))

    class Meta:
        verbose_name = _("proof of deletion")
        verbose_name_plural = _("proofs of deletion")
        ordering = ["-deleted_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_number

"""The process of a case: the engine's state and its open tasks as rows that can be listed."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case


class Process(models.Model):
    """The run of a BPMN model for one case; `state` is what the engine needs to go on.

    Saved and restored through casework.process.runs.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="process")
    state = models.JSONField()
    next_timer_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("process")
        verbose_name_plural = _("processes")
        indexes = [
            models.Index(
                fields=["next_timer_at"],
                name="process_timer_idx",
                condition=Q(next_timer_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"process of case #{self.case_id}"

    @property
    def data(self) -> dict[str, Any]:
        """The process's variables: what steps entered and acts set."""
        found: dict[str, Any] = self.state["data"]
        return found


class Step(models.Model):
    """One task of the process for a person: open until completed, with what was entered."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    engine_id = models.CharField(max_length=64)
    task = models.CharField(max_length=200)
    name = models.CharField(_("step"), max_length=200)
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=20, default="work")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    data = models.JSONField(default=dict)
    checklist = models.JSONField(default=list)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="completed_steps"
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "engine_id"], name="step_engine_id_unique"),
            models.CheckConstraint(
                condition=Q(
                    status="done",
                    completed_at__isnull=False,
                    completed_by__isnull=False,
                )
                | (~Q(status="done") & Q(completed_at__isnull=True, completed_by__isnull=True)),
                name="step_done_is_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="step_open_idx", condition=Q(status="open")),
        ]

    def __str__(self) -> str:
        return self.name

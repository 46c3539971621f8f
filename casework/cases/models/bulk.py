"""Acts on many cases at once, remembered so that they can be shown and undone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models.case import Case


class BulkAct(models.Model):
    """What a person did to the cases they had ticked; `given` is what they entered."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("assigned")
        FOLLOW_UP = "follow_up", _("follow-up set")
        DISTRIBUTE = "distribute", _("distributed among several")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    given = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("act on many cases")
        verbose_name_plural = _("acts on many cases")

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class BulkItem(models.Model):
    """What became of one case: done (`before` says how it stood), or refused with the reason.

    `version` is the case's after the act: who changed it since is not undone.
    """

    class State(models.TextChoices):
        DONE = "done", _("done")
        REFUSED = "refused", _("not done")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("not undone")

    act = models.ForeignKey(BulkAct, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("case of an act on many")
        verbose_name_plural = _("cases of an act on many")
        constraints = [
            models.UniqueConstraint(fields=["act", "case"], name="bulk_item_unique"),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "kept"]) | ~Q(reason=""),
                name="bulk_item_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} #{self.pk}"

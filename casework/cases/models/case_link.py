"""Cases that somebody put beside each other."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from casework.access.models import User

# What is told of the other case, and what says who sees it.
OF_THE_OTHER = ("id", "file_number", "status", "outcome", "unit_id", "assignee_id", "origin_id")


class CaseLink(models.Model):
    """Two cases of an authority that are to be seen together, and why; until somebody ends it.

    The older case is `first`, so that a pair is linked once only. It says nothing of who may see
    either of them.
    """

    first = models.ForeignKey("cases.Case", models.CASCADE, related_name="links_to")
    second = models.ForeignKey("cases.Case", models.CASCADE, related_name="links_from")
    why = models.CharField(_("why they belong together"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("linked"))
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link between cases")
        verbose_name_plural = _("links between cases")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(ended_at__isnull=True),
                name="case_link_once",
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="case_link_in_order"),
            models.CheckConstraint(condition=~Q(why=""), name="case_link_says_why"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="case_link_end_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"link #{self.pk}"


def linked(own: str, other: str) -> ArraySubquery:
    """For a query of cases: what links them as `own` to another case as `other`, as JSON."""
    parts = {name: f"{other}__{name}" for name in OF_THE_OTHER}
    running = CaseLink.objects.filter(**{own: OuterRef("pk")}, ended_at__isnull=True)
    one = JSONObject(link="pk", why="why", service_name=f"{other}__service__name", **parts)
    return ArraySubquery(running.order_by("-made_at", "-pk").values(one=one))

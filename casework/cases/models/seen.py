"""What a person has already looked at."""

from django.db import models

from casework.access.models import User
from casework.cases.models.case import Case


class Seen(models.Model):
    """When a person last looked at a case: what came later is unread for them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="seen")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="seen_unique"),
        ]

    def __str__(self) -> str:
        return f"seen #{self.pk}"

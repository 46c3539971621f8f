"""Lists of the inbox that somebody gave a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import Unit, User


class SavedView(models.Model):
    """A selection of the inbox under a name, for one person or shared with a unit.

    `query` is its address. It is read anew, with the rights of whoever opens it: a shared view
    shows nobody more than they may see.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    name = models.CharField(_("name of the view"), max_length=40)
    query = models.CharField(max_length=1000)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

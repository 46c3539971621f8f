"""How near a date is: a level for shape and colour, and words that say the same (pure)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Level = Literal["overdue", "today", "soon", "later", "none"]
SOON_DAYS = 3


@dataclass(frozen=True)
class Urgency:
    """`text` stands alone: whoever sees neither colour nor icon misses nothing."""

    level: Level
    text: str
    due: date | None

    @property
    def icon(self) -> str:
        """The KERN icon whose shape tells the levels apart."""
        return {"overdue": "danger", "today": "warning", "soon": "calendar-today"}.get(
            self.level, ""
        )


def urgency(due: date | None, today: date) -> Urgency:
    """How urgent something due on `due` is on `today`."""
    if due is None:
        return Urgency("none", _("no date"), None)
    days = (due - today).days
    if days < 0:
        text = ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}
        return Urgency("overdue", text, due)
    if days == 0:
        return Urgency("today", _("due today"), due)
    if days == 1:
        return Urgency("soon", _("due tomorrow"), due)
    if days <= SOON_DAYS:
        return Urgency("soon", _("in %(n)s days") % {"n": days}, due)
    return Urgency("later", _("in %(n)s days") % {"n": days}, due)

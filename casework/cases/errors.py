"""What an action can answer instead of acting; `str(error)` is a sentence for the person."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from casework.access.models import User


class NotAllowed(Exception):
    """The person may not do this; the message is the reason `why_not` gave."""


class Conflict(Exception):
    """Somebody was quicker: the record is no longer as the person saw it."""

    def __init__(self, what: str, *, by: User | None = None, at: datetime | None = None) -> None:
        self.what = what
        self.by = by
        self.at = at
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        if self.by is None or self.at is None:
            return self.what
        local = timezone.localtime(self.at)
        return _("%(what)s (%(who)s, %(date)s at %(time)s).") % {
            "what": self.what,
            "who": self.by,
            "date": formats.date_format(local, "SHORT_DATE_FORMAT"),
            "time": formats.time_format(local, "TIME_FORMAT"),
        }


class InvalidData(Exception):
    """Entered data does not fit; `errors` maps a field's key to its message."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__("; ".join(errors.values()))

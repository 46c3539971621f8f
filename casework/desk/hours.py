"""The hours somebody asked for, in words."""

from datetime import time

from django.utils.formats import time_format
from django.utils.translation import gettext as _


def hours(begins: time | None, ends: time | None) -> str:
    """ "14:00–16:00", "from 14:00", or nothing where no hour was asked for."""
    if begins is None:
        return ""
    if ends is None:
        return _("from %(time)s") % {"time": time_format(begins, "H:i")}
    return f"{time_format(begins, 'H:i')}–{time_format(ends, 'H:i')}"

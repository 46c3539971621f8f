"""Why "take the next case" gave this one, in a sentence."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.models import Case
from casework.desk.inbox import queue


def why_this_one(case: Case, user: User, today: date) -> str:
    """Why `case` was the next one among those nobody had taken; ask before it is taken."""
    free = queue.next_free(user, today).order_by().values_list("pk")
    number = len(free[: queue.COUNT_LIMIT])
    if number < 2:
        return _("You have taken this case. It was the only one that nobody had taken.")
    if case.next_on is None:
        text = _("You have taken this case. Of %(n)s that nobody had taken it arrived first.")
    elif case.next_on < today:
        text = _(
            "You have taken this case. Of %(n)s that nobody had taken "
            "its date (%(day)s) passed first."
        )
    else:
        text = _(
            "You have taken this case. Of %(n)s that nobody had taken "
            "its date (%(day)s) comes first."
        )
    day = formats.date_format(case.next_on, "SHORT_DATE_FORMAT") if case.next_on else ""
    return text % {"n": f"{number}+" if number == queue.COUNT_LIMIT else number, "day": day}

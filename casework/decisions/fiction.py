"""Whether a permit by fiction came about (§ 42a Abs. 1 Satz 1 VwVfG)."""

from datetime import date

from django.utils import timezone

from casework.cases.models import Case, Deadline


def came_about(period: Deadline, on: date) -> bool:
    """Whether the period ended before the day `on` without a decision; a later one is too late.

    That a decision issued in time was also notified in time, a person must see to.
    """
    if period.kind != Deadline.Kind.FICTION or period.due_on >= on:
        return False
    return period.done_at is None or timezone.localdate(period.done_at) > period.due_on


def fiction_of(case: Case, on: date) -> Deadline | None:
    """The period whose end made the permit of this case count as granted; None if none did."""
    periods = case.deadlines.filter(kind=Deadline.Kind.FICTION).order_by("-pk")
    return next((one for one in periods if came_about(one, on)), None)

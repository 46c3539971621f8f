"""What the page of absences shows; the number of queries does not grow with them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from casework.access.models import Substitution, User
from casework.access.substitution import standing_in_for
from casework.cases.absences import people_of
from casework.desk.office.office_forms import AbsenceForm

PAST_SHOWN = 50


@dataclass(frozen=True)
class AbsenceLine:
    """An absence; `gap` is when the deputy is absent too: nobody stands in then, for chains are
    not followed.
    """

    absence: Substitution
    running: bool
    gap: Substitution | None
    may_end: bool


def absences_of(user: User) -> QuerySet[Substitution]:
    """Absences `user` may know of: of their people, and those they stand in for."""
    known = Q(absent__in=people_of(user).values("pk")) | Q(deputy=user)
    return Substitution.objects.filter(known).select_related("absent", "deputy", "entered_by")


def absences_context(user: User, form: AbsenceForm, on: date) -> dict[str, Any]:
    """Running and coming absences, those that are over, and whom `user` stands in for today."""
    found = absences_of(user)
    is_over = Q(withdrawn_at__isnull=False) | Q(ends_on__lt=on)
    return {
        "form": form,
        "today": on,
        "standing_in_for": standing_in_for(user, on),
        "lines": _lines(list(found.exclude(is_over).order_by("starts_on", "pk")), user, on),
        "past": found.filter(is_over).order_by("-ends_on", "-pk")[:PAST_SHOWN],
    }


def _lines(absences: list[Substitution], user: User, on: date) -> list[AbsenceLine]:
    own = set(people_of(user).values_list("pk", flat=True))
    deputies = [absence.deputy_id for absence in absences]
    theirs = list(
        Substitution.objects.filter(
            absent__in=deputies, withdrawn_at__isnull=True, ends_on__gte=on
        ).order_by("starts_on", "pk")
    )
    return [
        AbsenceLine(
            absence,
            running=absence.starts_on <= on,
            gap=next((one for one in theirs if _meet(absence, one)), None),
            may_end=absence.absent_id in own,
        )
        for absence in absences
    ]


def _meet(absence: Substitution, other: Substitution) -> bool:
    """Whether the deputy is absent on a day on which they should stand in."""
    return (
        other.absent_id == absence.deputy_id
        and other.starts_on <= absence.ends_on
        and other.ends_on >= absence.starts_on
    )

"""What the page of the powers to sign shows; the number of queries does not grow with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from casework.access import roles
from casework.access.models import SigningPower, Substitution, User
from casework.access.substitution import in_force
from casework.decisions.models import Decision
from casework.desk.office.office_forms import PowerForm

ENDED_SHOWN = 50
OUTCOMES: dict[str, str | Promise] = dict(Decision.Outcome.choices)


@dataclass(frozen=True)
class PowerLine:
    """A power with its outcomes in words (empty: all), and who stands in for the holder today."""

    power: SigningPower
    outcomes: list[str]
    away: Substitution | None


def powers_context(user: User, form: PowerForm, on: date) -> dict[str, Any]:
    """Powers in the units `user` administers: those in force by unit and person, those ended."""
    held = SigningPower.objects.filter(unit__in=roles.unit_ids(user, roles.ADMINISTER))
    held = held.select_related("user", "unit", "granted_by")
    in_power = held.filter(withdrawn_at__isnull=True)
    ended = held.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")
    return {
        "form": form,
        "powers": list(_lines(list(in_power.order_by("unit__name", "user__last_name")), on)),
        "ended": [PowerLine(one, _outcomes(one), None) for one in ended[:ENDED_SHOWN]],
    }


def _lines(powers: list[SigningPower], on: date) -> Iterator[PowerLine]:
    running = in_force(on).filter(absent__in=[power.user_id for power in powers])
    away = {one.absent_id: one for one in running.select_related("deputy")}
    for power in powers:
        yield PowerLine(power, _outcomes(power), away.get(power.user_id))


def _outcomes(power: SigningPower) -> list[str]:
    return [str(OUTCOMES[one]) for one in power.outcomes if one in OUTCOMES]

"""Who may sign what: powers to sign (Zeichnungsbefugnisse), one's own or an absent person's.

Powers rest on the authority's own rules of procedure (Geschäftsordnung), not on a statute: they
are data, granted per unit, and hold for the unit and everything below it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from casework.access.models import SigningPower, Unit, User
from casework.access.substitution import in_force
from casework.prepared import Known, ask


@dataclass(frozen=True)
class Basis:
    """What a signature rests on: the signer's own power, or that of somebody they stand in for.

    `holds_in`: ids of the units in which it does, where all powers of one person were asked for.
    `absent_until`: until when the signer is absent, where all signers of a unit were.
    """

    signer: User
    power: SigningPower
    holds_in: frozenset[int] = frozenset()
    absent_until: date | None = None

    @property
    def in_place_of(self) -> User | None:
        """The absent person whose power it is; None where it is the signer's own."""
        return None if self.power.user_id == self.signer.pk else self.power.user

    @property
    def capacity(self) -> str:
        """What stands beside the signature: "im Auftrag", "in Vertretung", or nothing."""
        return SigningPower.Capacity.DEPUTY if self.in_place_of else self.power.capacity


def may_sign(
    user: User,
    unit: Unit,
    outcome: str,
    value: Decimal | None,
    on: date,
    *,
    without: Collection[int] = (),
) -> str | None:
    """Why `user` may not sign a decision of `unit` with this outcome and value; None if they may.

    A limit binds decisions whose value is known; where there is none it does not matter. The
    powers of the people whose ids are `without` do not count.
    """
    held = _held(user, unit, on, without)
    if not held:
        return _("You have no power to sign in this unit.")
    fitting = [basis for basis in held if _covers(basis.power, outcome)]
    if not fitting:
        return _("Your power to sign does not cover this outcome.")
    if not any(_suffices(basis.power, value) for basis in fitting):
        return _("The value of this decision is above the limit of your power to sign.")
    return None


def basis_for(
    user: User,
    unit: Unit,
    outcome: str,
    value: Decimal | None,
    on: date,
    *,
    without: Collection[int] = (),
) -> Basis | None:
    """What `user` would sign this on: an own power before that of an absent person."""
    held = _held(user, unit, on, without)
    return next((basis for basis in held if covers(basis, outcome, value)), None)


def signers(
    unit: Unit,
    outcome: str,
    value: Decimal | None,
    on: date,
    *,
    without: Collection[int] = (),
) -> list[Basis]:
    """Everybody who may sign this, by name, those with an own power first; two queries.

    The people whose ids are `without` neither sign nor lend their power.
    """
    held: dict[int, SigningPower] = {}
    for power in _powers_in(unit).exclude(user__in=without):
        if _covers(power, outcome) and _suffices(power, value):
            held.setdefault(power.user_id, power)
    found = {holder: Basis(power.user, power) for holder, power in held.items()}
    away = in_force(on).filter(absent__authority=unit.authority_id).select_related("deputy")
    until = {running.absent_id: running.ends_on for running in away}
    for running in away:
        lends = running.absent_id in held and running.deputy.is_active
        if lends and running.deputy_id not in without:
            found.setdefault(running.deputy_id, Basis(running.deputy, held[running.absent_id]))
    bases = (replace(one, absent_until=until.get(pk)) for pk, one in found.items())
    return sorted(bases, key=_by_name)


def bases_of(user: User, on: date) -> list[Basis]:
    """All that `user` could sign on, own powers first; one query."""
    if not user.is_active:
        return []
    powers = ask(("powers", on), lambda: _powers_for(user, on), user=user.pk)
    bases = [Basis(user, power, frozenset(power.holds_in)) for power in powers]  # type: ignore[attr-defined]
    return sorted(bases, key=lambda basis: basis.in_place_of is not None)


def capacity_in(user: User, unit: Unit) -> str:
    """In which capacity `user` signs letters of `unit`: as their power says, else by order."""
    held = _powers_in(unit).filter(user=user).first()
    return held.capacity if held else SigningPower.Capacity.ORDER


def covers(basis: Basis, outcome: str, value: Decimal | None) -> bool:
    """Whether the power, wherever it holds, is enough for this outcome and value."""
    return _covers(basis.power, outcome) and _suffices(basis.power, value)


def _powers() -> QuerySet[SigningPower]:
    held = SigningPower.objects.filter(withdrawn_at__isnull=True, user__is_active=True)
    return held.select_related("user").order_by("pk")


# A unit and all above it; UNION ends a circle too.
_ABOVE = """
    WITH RECURSIVE above(id, parent) AS (
        SELECT id, parent_id FROM access_unit WHERE id = %s
        UNION
        SELECT unit.id, unit.parent_id FROM above JOIN access_unit AS unit ON unit.id = above.parent
    )
    SELECT id FROM above
"""
# The unit of a power and all below it.
_BELOW = """ARRAY(
    WITH RECURSIVE below(id) AS (
        VALUES (access_signingpower.unit_id)
        UNION
        SELECT unit.id FROM below JOIN access_unit AS unit ON unit.parent_id = below.id
    )
    SELECT id FROM below
)"""


def _powers_in(unit: Unit) -> QuerySet[SigningPower]:
    """Those that hold in `unit`."""
    return _powers().filter(unit__in=RawSQL(_ABOVE, (unit.pk,)))  # noqa: S611 - a fixed text


def _powers_for(user: User, on: date) -> QuerySet[SigningPower]:
    signer = Known("user", user.pk)
    absent = in_force(on).filter(deputy=signer).values("absent")
    held = _powers().filter(Q(user=signer) | Q(user__in=absent))
    return held.annotate(holds_in=RawSQL(_BELOW, ()))  # noqa: S611 - a fixed text


def _held(user: User, unit: Unit, on: date, without: Collection[int]) -> list[Basis]:
    """What `user` can sign on in `unit`, whatever the outcome and value."""
    return [
        basis
        for basis in bases_of(user, on)
        if unit.pk in basis.holds_in and basis.power.user_id not in without
    ]


def _covers(power: SigningPower, outcome: str) -> bool:
    return not power.outcomes or outcome in power.outcomes


def _suffices(power: SigningPower, value: Decimal | None) -> bool:
    return power.up_to is None or value is None or value <= power.up_to


def _by_name(basis: Basis) -> tuple[bool, str, str, int]:
    signer = basis.signer
    return basis.in_place_of is not None, signer.last_name, signer.first_name, signer.pk

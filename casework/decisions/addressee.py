"""To whom a notice is addressed (§ 41 I VwVfG, § 37 I SGB X, § 122 I AO)."""

from collections.abc import Iterable
from datetime import date

from casework.cases.models import Party

OF_AGE = 18  # § 2 BGB
SOCIAL_AGE = 15  # § 36 I SGB I


def addressee_of(parties: Iterable[Party], regime: str, on: date) -> Party | None:
    """The party the notice goes to; None where nobody applied.

    It is the representative who showed a power of attorney (§ 14 III VwVfG, § 13 III SGB X,
    § 80 V AO; § 7 I 2 VwZG), or the legal one of a person who cannot act alone (§ 12 VwVfG,
    § 11 SGB X, § 79 AO; § 6 I VwZG); else the applicant.
    """
    known = list(parties)
    applicant = applicant_of(known)
    for party in representatives_of(known):
        if party.power_shown or (applicant and not acts_alone(applicant, regime, on)):
            return party
    return applicant


def applicant_of(parties: Iterable[Party]) -> Party | None:
    """Who applied, or whom the procedure is directed at."""
    return next((party for party in parties if party.role == Party.Role.APPLICANT), None)


def representatives_of(parties: Iterable[Party]) -> list[Party]:
    """Those who act for the applicant, in the order in which they were entered."""
    return [party for party in parties if party.role == Party.Role.REPRESENTATIVE]


def acts_alone(party: Party, regime: str, on: date) -> bool:
    """Whether a person is old enough to act in the procedure; True where no birth date is known."""
    enough = SOCIAL_AGE if regime == "SGB X" else OF_AGE
    return party.birth_date is None or age(party.birth_date, on) >= enough


def age(born: date, on: date) -> int:
    """Completed years of life; a year is completed on the day before the birthday (§ 187 II BGB),
    so that the person is of the new age from the birthday's beginning.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

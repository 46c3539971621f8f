"""Why a computed date may give way to another: the grounds, by kind of deadline, with norms.

A period the authority set can be extended, also after it ended (§ 31 VII VwVfG, § 26 VII SGB X,
§ 109 I AO); its own dates it sets as it likes. A statutory period (permit by fiction, remedy)
has no such room: there a ground in law or a mistake in the computation must be named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Deadline

Kind = Deadline.Kind
OWN = (Kind.DECISION, Kind.STEP)


@dataclass(frozen=True)
class Ground:
    """One ground: what people choose, what the file says (German), and its norm by regime.

    `regimes` limits it to procedure laws that know it; empty means all.
    """

    key: str
    label: Promise
    text: str
    kinds: tuple[str, ...]
    norms: Mapping[str, str] = field(default_factory=dict)
    regimes: tuple[str, ...] = ()

    def norm(self, regime: str) -> str:
        """The norm under this procedure law; empty where the ground needs none."""
        return self.norms.get(regime, "")


GROUNDS = (
    Ground(
        "extended",
        _("The period is extended"),
        "Die Frist wurde verlängert",
        (Kind.RESPONSE,),
        {"VwVfG": "§ 31 Abs. 7 VwVfG", "SGB X": "§ 26 Abs. 7 SGB X", "AO": "§ 109 Abs. 1 AO"},
    ),
    Ground(
        "planned",
        _("We plan with another date"),
        "Das Datum wurde anders geplant",
        OWN,
    ),
    Ground(
        "permit-extended",
        _("The decision period is extended once, with reasons and told in time"),
        "Die Entscheidungsfrist wurde einmal verlängert",
        (Kind.FICTION,),
        {"VwVfG": "§ 42a Abs. 2 Satz 3 VwVfG"},
        ("VwVfG",),
    ),
    Ground(
        "later-receipt",
        _("The letter arrived later than assumed"),
        "Das Schreiben ging später zu als angenommen",
        (Kind.RESPONSE, Kind.REMEDY),
        {
            "VwVfG": "§ 41 Abs. 2 Satz 3 VwVfG",
            "SGB X": "§ 37 Abs. 2 Satz 3 SGB X",
            "AO": "§ 122 Abs. 2 AO",
        },
    ),
    Ground(
        "no-information",
        _("The remedy information was missing or wrong: one year"),
        "Die Rechtsbehelfsbelehrung fehlte oder war unrichtig; es gilt die Jahresfrist",
        (Kind.REMEDY,),
        {
            "VwVfG": "§ 70 Abs. 2, § 58 Abs. 2 VwGO",
            "SGB X": "§ 62 SGB X",
            "AO": "§ 356 Abs. 2 AO",
        },
    ),
    Ground(
        "reinstatement",
        _("Reinstatement"),
        "Wiedereinsetzung in den vorigen Stand",
        (Kind.REMEDY,),
        {"VwVfG": "§ 70 Abs. 2, § 60 VwGO", "SGB X": "§ 62 SGB X", "AO": "§ 110 AO"},
    ),
    Ground(
        "wrong-start",
        _("It was computed from a wrong day"),
        "Die Berechnung ging von einem falschen Tag aus",
        tuple(Kind.values),
    ),
    Ground(
        "wrong-place",
        _("It was computed with wrong holidays or a wrong law"),
        "Die Berechnung ging von falschen Feiertagen oder falschem Recht aus",
        tuple(Kind.values),
    ),
)


def grounds_for(kind: str, regime: str) -> list[Ground]:
    """The grounds that exist for a kind of deadline under a procedure law."""
    return [
        ground
        for ground in GROUNDS
        if kind in ground.kinds and (not ground.regimes or regime in ground.regimes)
    ]

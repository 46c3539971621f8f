"""Which norms carry the counting of a period: procedure law or court procedure.

Read in the statutes' text of April 2026. Federal acts only; where a Land's own act governs,
its numbering is usually the same and the caller may name its norm.
"""

from dataclasses import dataclass

from legal.deadlines.records import DeadlineError


@dataclass(frozen=True, slots=True)
class CountingLaw:
    """Where the rules of counting stand: `count` (it refers to the BGB, unless the law has
    its own rule `ends` beside § 188 BGB) and `shift` to the next working day."""

    count: str
    shift: str
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """A procedure law (VwVfG, SGB X, AO) with the norms its periods rest on.

    `fiction_shifts` says whether a notification by fiction moves off a weekend or holiday,
    `fiction_case` the court decision for it. `fixed_day` is None where the law does not let
    the authority keep a fixed day on a weekend.
    """

    key: str
    name: str
    counting: CountingLaw
    set_by_authority: str
    fixed_day: str | None
    benefit_end: str
    appointment: str
    extension: str
    late_extension: str
    fiction_shifts: bool
    fiction_case: str
    default_court: str


REGIMES = {
    "vwvfg": Regime(
        key="vwvfg",
        name="VwVfG",
        counting=CountingLaw("§ 31 Abs. 1 VwVfG", "§ 31 Abs. 3 Satz 1 VwVfG"),
        set_by_authority="§ 31 Abs. 2 VwVfG",
        fixed_day="§ 31 Abs. 3 Satz 2 VwVfG",
        benefit_end="§ 31 Abs. 4 VwVfG",
        appointment="§ 31 Abs. 5 VwVfG",
        extension="§ 31 Abs. 7 Satz 1 VwVfG",
        late_extension="§ 31 Abs. 7 Satz 2 VwVfG",
        fiction_shifts=False,
        fiction_case="OVG Lüneburg, 7 PA 184/06",
        default_court="vwgo",
    ),
    "sgbx": Regime(
        key="sgbx",
        name="SGB X",
        counting=CountingLaw("§ 26 Abs. 1 SGB X", "§ 26 Abs. 3 Satz 1 SGB X"),
        set_by_authority="§ 26 Abs. 2 SGB X",
        fixed_day="§ 26 Abs. 3 Satz 2 SGB X",
        benefit_end="§ 26 Abs. 4 SGB X",
        appointment="§ 26 Abs. 5 SGB X",
        extension="§ 26 Abs. 7 Satz 1 SGB X",
        late_extension="§ 26 Abs. 7 Satz 2 SGB X",
        fiction_shifts=False,
        fiction_case="BSG, B 14 AS 12/09 R",
        default_court="sgg",
    ),
    "ao": Regime(
        key="ao",
        name="AO",
        counting=CountingLaw("§ 108 Abs. 1 AO", "§ 108 Abs. 3 AO"),
        set_by_authority="§ 108 Abs. 2 AO",
        fixed_day=None,
        benefit_end="§ 108 Abs. 4 AO",
        appointment="§ 108 Abs. 5 AO",
        extension="§ 109 Abs. 1 Satz 1 AO",
        late_extension="§ 109 Abs. 1 Satz 2 AO",
        fiction_shifts=True,
        fiction_case="BFH, IX R 68/98",
        default_court="fgo",
    ),
}

COURTS = {
    "vwgo": CountingLaw("§ 57 Abs. 2 VwGO, § 222 Abs. 1 ZPO", "§ 57 Abs. 2 VwGO, § 222 Abs. 2 ZPO"),
    "sgg": CountingLaw("§ 64 Abs. 1 SGG", "§ 64 Abs. 3 SGG", ends="§ 64 Abs. 2 SGG"),
    "fgo": CountingLaw("§ 54 Abs. 2 FGO, § 222 Abs. 1 ZPO", "§ 54 Abs. 2 FGO, § 222 Abs. 2 ZPO"),
}


def regime_of(key: str) -> Regime:
    """The regime 'vwvfg', 'sgbx' or 'ao'; DeadlineError for anything else."""
    if key not in REGIMES:
        raise DeadlineError(
            f"Das Verfahrensrecht „{key}“ ist unbekannt. Möglich sind: {', '.join(REGIMES)}."
        )
    return REGIMES[key]


def court_law(key: str) -> CountingLaw:
    """The counting norms of 'vwgo', 'sgg' or 'fgo'; DeadlineError for anything else."""
    if key not in COURTS:
        raise DeadlineError(
            f"Die Prozessordnung „{key}“ ist unbekannt. Möglich sind: {', '.join(COURTS)}."
        )
    return COURTS[key]

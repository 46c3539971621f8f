"""Remedies and what surrounds them: objection, action, inactivity, reinstatement.

Which court's procedure governs is the service's business: housing benefit, for example, is
SGB X procedure with the remedies of the VwGO (§ 62 SGB X).
"""

from dataclasses import dataclass, replace
from datetime import date

from legal.deadlines.compute import after
from legal.deadlines.holiday_calendar import Place
from legal.deadlines.laws import CountingLaw, court_law, regime_of
from legal.deadlines.period import Period
from legal.deadlines.records import Deadline, DeadlineError, Notification, unique
from legal.deadlines.run import Run, run_forward
from legal.deadlines.words import of_day, spell


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy period: its name and norm, the norm for missing or wrong information (one
    year), and the norm of the longer period after notification abroad, if there is one."""

    name: str
    source: str
    year: str
    abroad: str | None = None


OBJECTION = {
    "vwgo": Remedy("Widerspruchsfrist", "§ 70 Abs. 1 Satz 1 VwGO", "§ 70 Abs. 2, § 58 Abs. 2 VwGO"),
    "sgg": Remedy(
        "Widerspruchsfrist",
        "§ 84 Abs. 1 Satz 1 SGG",
        "§ 84 Abs. 2 Satz 3, § 66 Abs. 2 SGG",
        "§ 84 Abs. 1 Satz 2 SGG",
    ),
    "fgo": Remedy("Einspruchsfrist", "§ 355 Abs. 1 Satz 1 AO", "§ 356 Abs. 2 Satz 1 AO"),
}
ACTION = {
    "vwgo": Remedy("Klagefrist", "§ 74 Abs. 1 VwGO", "§ 58 Abs. 2 Satz 1 VwGO"),
    "sgg": Remedy(
        "Klagefrist", "§ 87 Abs. 1 Satz 1 SGG", "§ 66 Abs. 2 Satz 1 SGG", "§ 87 Abs. 1 Satz 2 SGG"
    ),
    "fgo": Remedy("Klagefrist", "§ 47 Abs. 1 Satz 1 FGO", "§ 55 Abs. 2 Satz 1 FGO"),
}
INACTIVITY = {
    ("vwgo", "application"): ("3m", "§ 75 Satz 2 VwGO"),
    ("vwgo", "objection"): ("3m", "§ 75 Satz 2 VwGO"),
    ("sgg", "application"): ("6m", "§ 88 Abs. 1 Satz 1 SGG"),
    ("sgg", "objection"): ("3m", "§ 88 Abs. 2 SGG"),
    ("fgo", "objection"): ("6m", "§ 46 Abs. 1 Satz 2 FGO"),
}
REINSTATEMENT = {
    "vwvfg": ("2w", "§ 32 Abs. 2 Satz 1 VwVfG", "§ 32 Abs. 3 VwVfG"),
    "sgbx": ("2w", "§ 27 Abs. 2 Satz 1 SGB X", "§ 27 Abs. 3 SGB X"),
    "ao": ("1m", "§ 110 Abs. 2 Satz 1 AO", "§ 110 Abs. 3 AO"),
    "vwgo": ("2w", "§ 60 Abs. 2 Satz 1 VwGO", "§ 60 Abs. 3 VwGO"),
    "sgg": ("1m", "§ 67 Abs. 2 Satz 1 SGG", "§ 67 Abs. 3 SGG"),
    "fgo": ("2w", "§ 56 Abs. 2 Satz 1 FGO", "§ 56 Abs. 3 FGO"),
}


def objection(
    notification: Notification,
    *,
    place: Place,
    regime: str = "vwvfg",
    court: str | None = None,
    informed: bool = True,
    abroad: bool = False,
) -> Deadline:
    """Until when objection (§ 70 VwGO, § 84 SGG) or Einspruch (§ 355 AO) can be lodged.

    `court` is the procedure of the remedy, by default the regime's usual one. Objections
    belong to the administrative procedure: its norms count, except the SGG's own (§ 64 SGG).
    """
    law = regime_of(regime)
    court = court or law.default_court
    counting = court_law(court) if court == "sgg" else law.counting
    remedy = _pick(OBJECTION, court)
    return after(notification, _remedy_run(remedy, counting, place, informed, abroad))


def action(
    notification: Notification,
    *,
    place: Place,
    court: str = "vwgo",
    informed: bool = True,
    abroad: bool = False,
) -> Deadline:
    """Until when an action can be brought (§ 74 VwGO, § 87 SGG, § 47 FGO).

    `informed=False` where the remedy information is missing or wrong: one year
    (§ 58 II VwGO, § 66 II SGG, § 55 II FGO). `abroad` matters before the social courts.
    `place` is the court's.
    """
    remedy = _pick(ACTION, court)
    return after(notification, _remedy_run(remedy, court_law(court), place, informed, abroad))


def _pick(table: dict[str, Remedy], court: str) -> Remedy:
    court_law(court)
    return table[court]


def _remedy_run(
    remedy: Remedy, law: CountingLaw, place: Place, informed: bool, abroad: bool
) -> Run:
    length, source = "1m", remedy.source
    if abroad and remedy.abroad:
        length, source = "3m", remedy.abroad
    if not informed:
        length, source = "1y", remedy.year
    return Run(period=Period.parse(length), law=law, place=place, name=remedy.name, source=source)


def inactivity(
    filed: date, *, place: Place, kind: str = "application", court: str = "vwgo"
) -> Deadline:
    """The last day before an action for inactivity becomes admissible (§ 75 VwGO, § 88 SGG).

    `kind` is "application" or "objection". A waiting period, so its end does not move.
    """
    if (court, kind) not in INACTIVITY:
        raise DeadlineError(f"Eine Untätigkeitsfrist für {kind}/{court} ist nicht bekannt.")
    length, norm = INACTIVITY[court, kind]
    run = Run(
        period=Period.parse(length),
        law=court_law(court),
        place=place,
        shift=False,
        fixed_by=norm,
        name="Wartefrist",
        source=norm,
    )
    counted = run_forward(filed, run)
    what = "Der Antrag ging" if kind == "application" else "Der Rechtsbehelf ging"
    opened = (
        f"Mit Ablauf des {of_day(counted.due)} ist die Wartefrist um; ohne zureichenden Grund "
        f"für die Verzögerung ist die Untätigkeitsklage ab dem Tag danach zulässig ({norm})."
    )
    because = (f"{what} am {spell(filed)}, ein.", *counted.because, opened)
    return replace(counted, because=because)


def reinstatement(
    *, obstacle_ended: date, missed: date, place: Place, law: str = "vwvfg"
) -> Deadline:
    """Until when reinstatement can be applied for and the missed act be made up.

    Two weeks (AO, SGG: one month) after the obstacle ended on `obstacle_ended`, at most one
    year after the missed period ended on `missed` (§ 32 VwVfG, § 27 SGB X, § 110 AO, § 60
    VwGO, § 67 SGG, § 56 FGO); `law` is the key of one of these. Force majeure (III) is for
    people to weigh.
    """
    if law not in REINSTATEMENT:
        raise DeadlineError(f"Wiedereinsetzung ist für „{law}“ nicht bekannt.")
    length, norm, outer = REINSTATEMENT[law]
    counting = court_law(law) if law in ("vwgo", "sgg", "fgo") else regime_of(law).counting
    request = run_forward(
        obstacle_ended,
        Run(
            period=Period.parse(length),
            law=counting,
            place=place,
            name="Antragsfrist",
            source=norm,
        ),
    )
    year = run_forward(missed, Run(period=Period(1, "y"), law=counting, place=place))
    because = [f"Das Hindernis fiel am {spell(obstacle_ended)}, weg.", *request.because]
    because.append(
        f"Die versäumte Frist endete am {spell(missed)}; nach einem Jahr, also nach dem "
        f"{of_day(year.due)}, ist Wiedereinsetzung außer bei höherer Gewalt ausgeschlossen "
        f"({outer})."
    )
    if year.due < request.due:
        because.append(f"Maßgebend ist daher der frühere Tag, {spell(year.due)} ({outer}).")
    return Deadline(
        due=min(request.due, year.due),
        notified_on=None,
        because=tuple(because),
        disputed=None,
        norms=unique([*request.norms, outer]),
    )

"""Periods that run against the authority: permit by fiction, end of a portal's provision."""

from dataclasses import replace
from datetime import date

from legal.deadlines.authority import extended_end
from legal.deadlines.holiday_calendar import Place
from legal.deadlines.laws import regime_of
from legal.deadlines.period import Period, move_days
from legal.deadlines.records import Deadline, unique
from legal.deadlines.run import Run, run_forward
from legal.deadlines.words import of_day, spell

LENGTH_NORM = "§ 42a Abs. 2 Satz 1 VwVfG"


def permit_by_fiction(
    complete: date,
    *,
    place: Place,
    period: str | Period = "3m",
    source: str = LENGTH_NORM,
    extension: str | Period | None = None,
) -> Deadline:
    """The end of the period after which a permit counts as granted (§ 42a VwVfG).

    `complete` is the day the complete documents arrived; `period` and `source` come from the
    statute that orders the fiction (as § 6a GewO does). One reasoned `extension` is possible
    (II 3). Whether § 31 III shifts the end is disputed, so `due` is the unshifted day the
    authority has to keep and `disputed` the shifted one.
    """
    run = Run(
        period=Period.parse(period),
        law=regime_of("vwvfg").counting,
        place=place,
        shift=False,
        name="Entscheidungsfrist",
        source=source,
    )
    facts = (
        f"Die vollständigen Unterlagen gingen am {spell(complete)}, ein; damit beginnt die "
        "Frist (§ 42a Abs. 2 Satz 2 VwVfG)."
    )
    counted = run_forward(complete, run)
    if extension is not None:
        counted = _extended(counted, Period.parse(extension), run)
    effect = (
        f"Ist bis zum Ablauf des {of_day(counted.due)} nicht entschieden, gilt die Genehmigung "
        f"als erteilt, wirksam ab {spell(move_days(counted.due, 1))} (§ 42a Abs. 1 Satz 1 VwVfG)."
    )
    return replace(
        counted,
        because=(facts, *counted.because, effect),
        norms=unique(["§ 42a Abs. 1 Satz 1 VwVfG", *counted.norms]),
    )


def _extended(first: Deadline, by: Period, run: Run) -> Deadline:
    """Both views carried through one extension: the earliest and the latest end."""
    norm = "§ 42a Abs. 2 Satz 3 VwVfG"
    early = extended_end(first.due, by, run)
    late = extended_end(first.disputed or first.due, by, run)
    latest = late.disputed or late.due
    note = f"Die Frist wird einmal um {by.accusative()} verlängert ({norm})."
    because = [*first.because, note, *early.because]
    if first.disputed and latest != (early.disputed or early.due):
        because.append(f"Nach der Gegenansicht endet sie spätestens am {spell(latest)}.")
    return Deadline(
        due=early.due,
        notified_on=None,
        because=tuple(because),
        disputed=latest if latest != early.due else None,
        norms=unique([*first.norms, norm, *early.norms]),
    )


def provision_end(sent: date, *, place: Place) -> Deadline:
    """The last day on which an act provided for retrieval can be retrieved.

    Ten days after the message about the provision was sent; not retrieved by then, the
    provision ends and nothing is notified (§ 41 IIa 4, 5 VwVfG).
    """
    norm = "§ 41 Abs. 2a Satz 4 VwVfG"
    run = Run(
        period=Period(10, "d"),
        law=regime_of("vwvfg").counting,
        place=place,
        shift=False,
        fixed_by=norm,
        name="Abruffrist",
        source=norm,
    )
    counted = run_forward(sent, run)
    facts = f"Die Benachrichtigung über die Bereitstellung wurde am {spell(sent)}, abgesandt."
    effect = (
        f"Wird der Bescheid bis dahin nicht abgerufen, endet die Bereitstellung am "
        f"{spell(counted.due)}; er ist dann nicht bekannt gegeben und muss erneut bereitgestellt "
        "oder auf anderem Weg bekannt gegeben werden (§ 41 Abs. 2a Satz 5 VwVfG)."
    )
    return replace(
        counted,
        because=(facts, *counted.because, effect),
        norms=unique([*counted.norms, "§ 41 Abs. 2a Satz 5 VwVfG"]),
    )

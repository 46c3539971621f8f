"""Periods the authority sets: with a length, to a fixed day, extended, or for a benefit."""

from datetime import date

from legal.deadlines.compute import after
from legal.deadlines.end import End, Ending, settle_end
from legal.deadlines.holiday_calendar import Place
from legal.deadlines.laws import Regime, regime_of
from legal.deadlines.period import Period, last_day, last_day_from_beginning, move_days
from legal.deadlines.records import Deadline, Notification, unique
from legal.deadlines.run import Run
from legal.deadlines.words import of_day, spell


def set_by_authority(
    notification: Notification, period: str | Period, *, place: Place, regime: str = "vwvfg"
) -> Deadline:
    """The end of a period the authority set, as in a hearing or a request for documents.

    It starts on the day after its notification unless the letter says otherwise
    (§ 31 II VwVfG, § 26 II SGB X, § 108 II AO).
    """
    law = regime_of(regime)
    run = Run(
        period=Period.parse(period),
        law=law.counting,
        place=place,
        name="gesetzte Frist",
        source=law.set_by_authority,
    )
    return after(notification, run)


def fixed_day(
    day: date, *, place: Place, regime: str = "vwvfg", pointed_to_rule: bool = False
) -> Deadline:
    """The end of a period set to a calendar day.

    Only where the letter named the day and pointed to the rule does it stay on a free day
    (§ 31 III 2 VwVfG, § 26 III 2 SGB X); the AO has no such exception.
    """
    law = regime_of(regime)
    fixed_by = law.fixed_day if pointed_to_rule else None
    return _to_day(f"Als Ende der Frist ist {spell(day)}, bestimmt", day, law, place, fixed_by)


def benefit_end(day: date, *, place: Place, regime: str = "vwvfg") -> Deadline:
    """The last day of a period a benefit is granted for; it never moves (§ 31 IV VwVfG,
    § 26 IV SGB X, § 108 IV AO)."""
    law = regime_of(regime)
    facts = f"Die Leistung ist bis {spell(day)}, bewilligt"
    return _to_day(facts, day, law, place, law.benefit_end)


def appointment(day: date, *, place: Place, regime: str = "vwvfg") -> Deadline:
    """An appointment the authority made; it never moves (§ 31 V VwVfG, § 26 V SGB X,
    § 108 V AO)."""
    law = regime_of(regime)
    facts = f"Der Termin ist auf {spell(day)}, bestimmt"
    return _to_day(facts, day, law, place, law.appointment)


def _to_day(facts: str, day: date, law: Regime, place: Place, fixed_by: str | None) -> Deadline:
    ending = Ending(law=law.counting, place=place, shift=fixed_by is None, fixed_by=fixed_by)
    end = settle_end(day, ending)
    norm = fixed_by or law.set_by_authority
    because = (f"{facts} ({norm}).", *end.because)
    return Deadline(end.due, None, because, end.disputed, unique([norm, *end.norms]))


def extend(
    ended: date,
    by: str | Period,
    *,
    place: Place,
    granted: date,
    regime: str = "vwvfg",
) -> Deadline:
    """The new end of a period set by the authority and extended by a length of time.

    `ended` is the last day of the period so far, after any shift; `granted` the day of the
    extension, which may be later (§ 31 VII VwVfG, § 26 VII SGB X, § 109 I AO). The new
    period counts from the end of the old one (§ 190 BGB). At a month's end the number of the
    day and the month's last day can differ: then both come back, the earlier as `due`.
    """
    law, length = regime_of(regime), Period.parse(by)
    norm = law.late_extension if granted > ended else law.extension
    first = (
        f"Die Frist endete am {spell(ended)}; sie wird am {spell(granted)}, um "
        f"{length.accusative()} verlängert{', rückwirkend' if granted > ended else ''} ({norm})."
    )
    end = extended_end(ended, length, Ending(law=law.counting, place=place))
    return Deadline(
        due=end.due,
        notified_on=None,
        because=(first, *end.because),
        disputed=end.disputed,
        norms=unique([norm, *end.norms]),
    )


def extended_end(ended: date, by: Period, ending: Ending) -> End:
    """Where an extension that counts from the end of the old period ends (§ 190 BGB)."""
    raw = last_day(ended, by)
    late = last_day_from_beginning(move_days(ended, 1), by)
    first = settle_end(raw, ending)
    because = [
        "Die Verlängerung rechnet vom Ablauf der alten Frist an und endet mit Ablauf des "
        f"{of_day(raw)} nach § 190 BGB.",
        *first.because,
    ]
    disputed = first.disputed
    if late != raw:
        second = settle_end(late, ending)
        other = second.disputed or second.due
        if other != first.due:
            disputed = other
            because.append(
                "Wer vom Beginn des folgenden Tages an zählt (§ 187 Abs. 2 BGB), kommt auf "
                f"{spell(late)}; das Ende wäre dann {spell(other)}. Sicher ist der frühere Tag, "
                f"{spell(first.due)}; am besten nennt das Schreiben den Tag."
            )
    return End(first.due, disputed, tuple(because), unique(["§ 190 BGB", *first.norms]))

"""Run one period from one day: count it, move its end, and say why in German."""

from dataclasses import dataclass
from datetime import date

from legal.deadline_laws import CountingLaw
from legal.deadline_period import (
    Period,
    first_day_backwards,
    last_day,
    last_day_from_beginning,
    move_days,
)
from legal.deadline_types import Deadline, unique
from legal.deadline_words import enumerate_german, month, numbered, ordinal, spell, weekday
from legal.holiday_calendar import (
    Place,
    free_day,
    holiday_name,
    is_working_day,
    next_working_day,
    not_a_holiday_here,
)


@dataclass(frozen=True, slots=True)
class Run:
    """How a period runs: its length, the norms of counting, the place, and its mode.

    `name` and `source` word it ("Widerspruchsfrist", "§ 70 Abs. 1 Satz 1 VwGO"). With
    `shift` an end on a free day moves to the next working day. Without it, `fixed_by` names
    the norm that keeps the end; where none is named the shift stays open and both days come
    back, the earlier as `due`.
    """

    period: Period
    law: CountingLaw
    place: Place
    shift: bool = True
    fixed_by: str | None = None
    beginning: bool = False
    name: str = "Frist"
    source: str | None = None

    def title(self) -> str:
        """'die Widerspruchsfrist von einem Monat (§ 70 Abs. 1 Satz 1 VwGO)'."""
        source = f" ({self.source})" if self.source else ""
        return f"die {self.name} von {self.period.dative()}{source}"


def run_forward(event: date, run: Run) -> Deadline:
    """The end of a period that starts after (or, `beginning`, with) the day of the event."""
    if run.beginning:
        raw, bgb = last_day_from_beginning(event, run.period), "§ 187 Abs. 2 BGB"
        begins = f"{spell(event)}, zählt mit; {run.title()} beginnt mit dem Anfang dieses Tages"
    else:
        raw, bgb = last_day(event, run.period), "§ 187 Abs. 1 BGB"
        first = spell(move_days(event, 1))
        begins = f"{spell(event)}, zählt nicht mit; {run.title()} beginnt am {first}"
    ends, norm = _end_sentence(event, raw, run)
    end = settle_end(raw, run)
    return Deadline(
        due=end.due,
        notified_on=None,
        because=(f"{begins} ({run.law.count}, {bgb}).", ends, *end.because),
        disputed=end.disputed,
        norms=unique([run.source or "", run.law.count, bgb, norm, *end.norms]),
    )


def run_backwards(event: date, run: Run) -> Deadline:
    """The last day on which an act is in time that must precede the event by a period.

    The whole period stays free between the act and the event: two weeks before Wednesday
    the 18th reach back to Wednesday the 4th, so the act is due on Tuesday the 3rd. A period
    counted back does not move (moving it forward would shorten it).
    """
    first = first_day_backwards(event, run.period, counts_event=run.beginning)
    due = move_days(first, -1)
    last_free = event if run.beginning else move_days(event, -1)
    counted = "zählt mit" if run.beginning else "zählt nicht mit"
    because = [
        f"Rückwärts gerechnet: {spell(event)}, {counted}; {run.title()} muss ganz frei bleiben und "
        f"reicht von {spell(last_free)}, zurück bis {spell(first)} "
        f"({run.law.count}, §§ 187, 188 BGB entsprechend).",
        f"Spätestens am {spell(due)}, muss also gehandelt sein.",
    ]
    if not is_working_day(due, run.place):
        because.append(
            f"Der {numbered(due)} ist {free_day(due, run.place)}. Eine rückwärts gerechnete Frist "
            "verschiebt sich nicht nach hinten, weil sie sonst kürzer würde; sicher ist der "
            "Werktag davor (§ 193 BGB gilt hier nicht)."
        )
    norms = unique([run.source or "", run.law.count, "§ 187 BGB", "§ 188 BGB"])
    return Deadline(due, None, tuple(because), None, norms)


@dataclass(frozen=True, slots=True)
class End:
    """The end of a period after the question of free days is answered."""

    due: date
    disputed: date | None
    because: tuple[str, ...]
    norms: tuple[str, ...]


def settle_end(raw: date, run: Run) -> End:
    """Move an end on a Saturday, Sunday or holiday, keep it, or show both days."""
    if is_working_day(raw, run.place):
        note = not_a_holiday_here(raw, run.place)
        kept = f"{note} Es bleibt bei {spell(raw)}; {run.law.shift} greift nicht ein."
        return End(raw, None, (kept,) if note else (), ())
    moved = next_working_day(raw, run.place)
    if run.shift:
        because = (*_free_days(raw, moved, run.place), _moved(moved, run))
        return End(moved, None, because, (run.law.shift,))
    if run.fixed_by:
        kept = (
            f"Der {numbered(raw)} ist {free_day(raw, run.place)}; das Ende verschiebt sich "
            f"trotzdem nicht ({run.fixed_by})."
        )
        return End(raw, None, (kept,), (run.fixed_by,))
    both = (
        f"Der {numbered(raw)} ist {free_day(raw, run.place)}. Gerechnet ist ohne Verschiebung; ob "
        f"sich das Ende nach {run.law.shift} auf {spell(moved)}, verschiebt, ist streitig. "
        f"Beide Tage beachten, sicher ist der frühere: {spell(raw)}."
    )
    return End(raw, moved, (both,), (run.law.shift,))


def _moved(moved: date, run: Run) -> str:
    return (
        f"Die {run.name} endet deshalb erst mit Ablauf des nächsten Werktags, {spell(moved)} "
        f"({run.law.shift})."
    )


def _free_days(raw: date, moved: date, place: Place) -> tuple[str, ...]:
    """Why each day from the raw end to the working day does not count as an end."""
    first = f"Der {numbered(raw)} ist {free_day(raw, place)}."
    span = [move_days(raw, step) for step in range(1, (moved - raw).days)]
    if not span:
        return (first,)
    rest = [f"der {numbered(day)} ({holiday_name(day, place) or weekday(day)})" for day in span]
    verb = "ist ebenfalls kein Werktag" if len(rest) == 1 else "sind ebenfalls keine Werktage"
    return (first, f"D{enumerate_german(rest)[1:]} {verb}.")


def _end_sentence(event: date, raw: date, run: Run) -> tuple[str, str]:
    """How the raw end is found, and the norm it rests on."""
    if run.period.unit == "d":
        which = f"des {ordinal(run.period.count)} Tages"
        return f"Sie endet mit Ablauf {which}, {spell(raw)} (§ 188 Abs. 1 BGB).", "§ 188 Abs. 1 BGB"
    if run.period.unit == "w":
        day = "des vorhergehenden Wochentags" if run.beginning else "desselben Wochentags"
        return f"Sie endet mit Ablauf {day}, {spell(raw)} (§ 188 Abs. 2 BGB).", "§ 188 Abs. 2 BGB"
    number = event.day - 1 if run.beginning else event.day
    if number > raw.day:
        return (
            f"Einen {number}. {month(raw)} gibt es nicht; die {run.name} endet mit Ablauf des "
            f"letzten Tages dieses Monats, {spell(raw)} (§ 188 Abs. 3 BGB)."
        ), "§ 188 Abs. 3 BGB"
    if run.beginning:
        day = f"des Tages, der dem {event.day}. vorhergeht"
    else:
        day = f"des Tages mit der gleichen Zahl wie der {event.day}. {month(event)}"
        if _is_last(event) and not _is_last(raw):
            day += " (nicht mit dem Monatsletzten)"
    return f"Sie endet mit Ablauf {day}: {spell(raw)} (§ 188 Abs. 2 BGB).", "§ 188 Abs. 2 BGB"


def _is_last(day: date) -> bool:
    return move_days(day, 1).day == 1

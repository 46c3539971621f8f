"""Run one period from one day: count it, move its end, and say why in German."""

from dataclasses import dataclass
from datetime import date

from legal.deadlines.end import Ending, settle_end
from legal.deadlines.holiday_calendar import free_day, is_working_day, previous_working_day
from legal.deadlines.period import (
    Period,
    first_day_backwards,
    last_day,
    last_day_from_beginning,
    move_days,
)
from legal.deadlines.records import Deadline, unique
from legal.deadlines.words import month, numbered, ordinal, spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Ending):
    """How a period runs: its length, whether the first day counts (§ 187 II BGB), and the
    norm it stands in ("§ 70 Abs. 1 Satz 1 VwGO")."""

    period: Period
    beginning: bool = False
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
    cited = [run.law.count] if run.law.ends else [run.law.count, bgb]
    ends, norm = _end_sentence(event, raw, run)
    end = settle_end(raw, run)
    return Deadline(
        due=end.due,
        notified_on=None,
        because=(f"{begins} ({', '.join(cited)}).", f"{ends} ({norm}).", *end.because),
        disputed=end.disputed,
        norms=unique([run.source or "", *cited, norm, *end.norms]),
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
            f"Werktag davor, {spell(previous_working_day(due, run.place))} "
            "(§ 193 BGB gilt hier nicht)."
        )
    norms = unique([run.source or "", run.law.count, "§ 187 BGB", "§ 188 BGB"])
    return Deadline(due, None, tuple(because), None, norms)


def _end_sentence(event: date, raw: date, run: Run) -> tuple[str, str]:
    """How the raw end is found (without full stop), and the norm it rests on."""
    if run.period.unit == "d":
        norm = run.law.ends or "§ 188 Abs. 1 BGB"
        return f"Sie endet mit Ablauf des {ordinal(run.period.count)} Tages, {spell(raw)}", norm
    norm = run.law.ends or "§ 188 Abs. 2 BGB"
    if run.period.unit == "w":
        day = "des vorhergehenden Wochentags" if run.beginning else "desselben Wochentags"
        return f"Sie endet mit Ablauf {day}, {spell(raw)}", norm
    number = event.day - 1 if run.beginning else event.day
    if number > raw.day:
        sentence = (
            f"Einen {number}. {month(raw)} gibt es nicht; die {run.name} endet mit Ablauf des "
            f"letzten Tages dieses Monats, {spell(raw)}"
        )
        return sentence, run.law.ends or "§ 188 Abs. 3 BGB"
    if run.beginning:
        return (
            f"Sie endet mit Ablauf des Tages, der dem {event.day}. vorhergeht: {spell(raw)}",
            norm,
        )
    day = f"des Tages mit der gleichen Zahl wie der {numbered(event)}"
    if _is_last(event) and not _is_last(raw):
        day += " (nicht mit dem Monatsletzten)"
    return f"Sie endet mit Ablauf {day}: {spell(raw)}", norm


def _is_last(day: date) -> bool:
    return move_days(day, 1).day == 1

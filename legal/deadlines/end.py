"""The end of a period on a Saturday, Sunday or holiday: moved, kept, or shown both ways."""

from dataclasses import dataclass
from datetime import date

from legal.deadlines.holiday_calendar import (
    Place,
    free_day,
    holiday_name,
    is_working_day,
    next_working_day,
    not_a_holiday_here,
)
from legal.deadlines.laws import CountingLaw
from legal.deadlines.period import move_days
from legal.deadlines.words import enumerate_german, numbered, spell, weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What decides about an end on a free day: the norms, the place, and whether it moves.

    With `shift` it moves to the next working day. Without, `fixed_by` names the norm that
    keeps the end; where none is named the question is open and both days come back, the
    earlier as `due`. `name` words the period ("Widerspruchsfrist").
    """

    law: CountingLaw
    place: Place
    shift: bool = True
    fixed_by: str | None = None
    name: str = "Frist"


@dataclass(frozen=True, slots=True)
class End:
    """The end of a period after the question of free days is answered."""

    due: date
    disputed: date | None
    because: tuple[str, ...]
    norms: tuple[str, ...]


def settle_end(raw: date, rule: Ending) -> End:
    """Move an end on a Saturday, Sunday or holiday, keep it, or show both days."""
    if is_working_day(raw, rule.place):
        note = not_a_holiday_here(raw, rule.place)
        kept = f"{note} Es bleibt bei {spell(raw)}; {rule.law.shift} greift nicht ein."
        return End(raw, None, (kept,) if note else (), ())
    moved = next_working_day(raw, rule.place)
    if rule.shift:
        because = (*_free_days(raw, moved, rule.place), _moved(moved, rule))
        return End(moved, None, because, (rule.law.shift,))
    if rule.fixed_by:
        kept = (
            f"Der {numbered(raw)} ist {free_day(raw, rule.place)}; das Ende verschiebt sich "
            f"trotzdem nicht ({rule.fixed_by})."
        )
        return End(raw, None, (kept,), (rule.fixed_by,))
    both = (
        f"Der {numbered(raw)} ist {free_day(raw, rule.place)}. Gerechnet ist ohne Verschiebung; ob "
        f"sich das Ende nach {rule.law.shift} auf {spell(moved)}, verschiebt, ist streitig. "
        f"Beide Tage beachten, sicher ist der frühere: {spell(raw)}."
    )
    return End(raw, moved, (both,), (rule.law.shift,))


def _moved(moved: date, rule: Ending) -> str:
    return (
        f"Die {rule.name} endet deshalb erst mit Ablauf des nächsten Werktags, {spell(moved)} "
        f"({rule.law.shift})."
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

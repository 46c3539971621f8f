"""The general question: an event, a way of notification, a period, a place: until when?"""

from dataclasses import replace
from datetime import date

from legal.deadlines.fiction import FictionSetting
from legal.deadlines.holiday_calendar import Place
from legal.deadlines.laws import CountingLaw, regime_of
from legal.deadlines.notification import notify
from legal.deadlines.period import Period
from legal.deadlines.records import Deadline, DeadlineError, Notification, unique
from legal.deadlines.run import Run, run_backwards, run_forward
from legal.deadlines.words import spell

_NO_FICTION = (
    "Eine Frist nach § 187 Abs. 2 BGB oder eine rückwärts gerechnete Frist knüpft nicht an eine "
    "Bekanntgabe durch Fiktion an."
)


def place_of(land: str | None, place: Place | None) -> Place:
    """The place given, or the Land as a whole; DeadlineError where neither is given."""
    if place is not None:
        return place
    if not land:
        raise DeadlineError("Ohne Land ist nicht bekannt, welche Feiertage gelten.")
    return Place(land)


def compute(
    *,
    event: date,
    period: str | Period,
    regime: str = "vwvfg",
    land: str | None = None,
    place: Place | None = None,
    fiction: str = "none",
    received: date | None = None,
    setting: FictionSetting | None = None,
    shift: bool = True,
    fixed_by: str | None = None,
    beginning: bool = False,
    backwards: bool = False,
    law: CountingLaw | None = None,
    name: str = "Frist",
    source: str | None = None,
    what: str = "das Ereignis",
) -> Deadline:
    """The deadline of a period that an event or a notification sets in motion.

    `event` is the day of posting, sending, provision, retrieval, service or any other event;
    `fiction`, `received`, `setting` and `what` are those of `notify`. `period` is "1m",
    "10d", "2w", "1y". `beginning` counts the day of the event (§ 187 II BGB), `backwards`
    counts back from it. `shift=False` keeps an end on a free day: for the reason `fixed_by`
    names, else both days are shown. `law` replaces the regime's counting norms (a court's).
    `name` and `source` word the period. Raises DeadlineError for what cannot be computed.
    """
    if fiction != "none" and (beginning or backwards):
        raise DeadlineError(_NO_FICTION)
    spot = place_of(land, place)
    counting = law or regime_of(regime).counting
    started = notify(
        event=event, fiction=fiction, regime=regime, place=spot,
        received=received, setting=setting, what=what,
    )  # fmt: skip
    run = Run(
        period=Period.parse(period), law=counting, place=spot, shift=shift, fixed_by=fixed_by,
        beginning=beginning, name=name, source=source,
    )  # fmt: skip
    if backwards:
        counted = run_backwards(event, run)
        return replace(counted, because=(*started.because, *counted.because))
    ended = after(started, run)
    return replace(ended, notified_on=None) if beginning else ended


def after(notification: Notification, run: Run) -> Deadline:
    """The deadline of a period that a notification sets in motion, with both results where
    the day of notification is disputed."""
    if notification.on is None:
        raise DeadlineError("Ohne Bekanntgabe beginnt keine Frist zu laufen.")
    main = run_forward(notification.on, run)
    because = [*notification.because, *main.because]
    disputed = main.disputed
    if notification.disputed is not None:
        other = run_forward(notification.disputed, run)
        disputed = other.disputed or other.due
        because.append(_other_result(notification.disputed, main.due, disputed, run))
    return Deadline(
        due=main.due,
        notified_on=notification.on,
        because=tuple(because),
        disputed=disputed,
        norms=unique([*notification.norms, *main.norms]),
    )


def _other_result(on: date, due: date, disputed: date, run: Run) -> str:
    start = f"Bei Bekanntgabe am {spell(on)}, endete die {run.name}"
    if disputed == due:
        return f"{start} ebenfalls am {spell(due)}; auf den Streit kommt es hier nicht an."
    return f"{start} erst am {spell(disputed)}. Sicher ist der frühere Tag, {spell(due)}."

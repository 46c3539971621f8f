"""From a Request to its Deadline: one table of named rules beside the general computation."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from legal.deadlines.authority import (
    appointment,
    benefit_end,
    extend,
    fixed_day,
    set_by_authority,
)
from legal.deadlines.compute import compute
from legal.deadlines.events import LENGTH_NORM, permit_by_fiction, provision_end
from legal.deadlines.fiction import FictionSetting
from legal.deadlines.notification import notify
from legal.deadlines.records import Deadline, DeadlineError, Notification
from legal.deadlines.remedies import action, inactivity, objection, reinstatement
from legal.deadlines.request import Request
from legal.deadlines.words import spell


def answer(request: Request) -> Deadline:
    """The deadline for a request; DeadlineError (German) where it cannot be answered.

    What a rule does not ask for is refused, so that nobody believes it was considered.
    """
    rule = rule_of(request.rule)
    for name in given(request):
        if name not in rule.asks:
            raise DeadlineError(
                f"Die Angabe „{NEGATIVES.get(name, name)}“ gehört nicht zu dieser Rechnung "
                f"(Regel: {request.rule or 'keine'}). Bitte weglassen."
            )
    return rule.answer(request)


def rule_of(name: str | None) -> "Rule":
    """The rule of this name, the general computation for none; DeadlineError for an unknown."""
    if name is None:
        return GENERAL
    if name not in RULES:
        raise DeadlineError(f"Die Regel „{name}“ ist unbekannt. Möglich sind: {', '.join(RULES)}.")
    return RULES[name]


def given(request: Request) -> list[str]:
    """Names of what differs from its default, without what every rule asks for."""
    return [
        field.name
        for field in fields(Request)
        if field.name not in ALWAYS and getattr(request, field.name) != field.default
    ]


def as_json(deadline: Deadline) -> dict[str, object]:
    """The deadline as plain values: ISO dates, lists of German sentences and norms."""
    return {
        "due": deadline.due.isoformat(),
        "notified_on": _iso(deadline.notified_on),
        "because": list(deadline.because),
        "disputed": _iso(deadline.disputed),
        "norms": list(deadline.norms),
    }


def as_text(deadline: Deadline) -> str:
    """The deadline in German, as plain text."""
    lines = [f"Fristende: {spell(deadline.due)}"]
    if deadline.disputed:
        lines.append(f"Streitig, nach anderer Ansicht: {spell(deadline.disputed)}")
    if deadline.notified_on:
        lines.append(f"Bekanntgabe oder Ereignis: {spell(deadline.notified_on)}")
    return "\n".join([*lines, "", *(f"– {sentence}" for sentence in deadline.because)])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _general(ask: Request) -> Deadline:
    return compute(
        event=ask.event,
        period=ask.length,
        regime=ask.law,
        place=ask.spot,
        fiction=ask.fiction,
        received=ask.received,
        setting=_setting(ask),
        shift=ask.shift,
        beginning=ask.beginning,
        backwards=ask.backwards,
    )


def _setting(ask: Request) -> FictionSetting | None:
    if ask.fiction_days is None:
        if ask.fiction_norm:
            raise DeadlineError("Zur Norm der Landesregelung bitte auch ihre Tage angeben.")
        return None
    return FictionSetting(ask.fiction_days, ask.fiction_norm or "Verfahrensgesetz des Landes")


def _notification(ask: Request) -> Notification:
    return notify(
        event=ask.event,
        fiction=ask.fiction,
        regime=ask.law,
        place=ask.spot,
        received=ask.received,
        setting=_setting(ask),
        what="die Bekanntgabe oder Zustellung",
    )


def _objection(ask: Request) -> Deadline:
    return objection(
        _notification(ask),
        place=ask.spot,
        regime=ask.law,
        court=ask.court,
        informed=ask.informed,
        abroad=ask.abroad,
    )


def _action(ask: Request) -> Deadline:
    return action(
        _notification(ask),
        place=ask.spot,
        court=ask.court or "vwgo",
        informed=ask.informed,
        abroad=ask.abroad,
    )


def _authority(ask: Request) -> Deadline:
    return set_by_authority(_notification(ask), ask.length, place=ask.spot, regime=ask.law)


def _fixed_day(ask: Request) -> Deadline:
    return fixed_day(ask.event, place=ask.spot, regime=ask.law, pointed_to_rule=ask.pointed_to_rule)


def _extension(ask: Request) -> Deadline:
    granted = ask.granted or ask.event
    return extend(ask.event, ask.length, place=ask.spot, granted=granted, regime=ask.law)


def _permit(ask: Request) -> Deadline:
    return permit_by_fiction(
        ask.event,
        place=ask.spot,
        period=ask.period or "3m",
        source=LENGTH_NORM,
        extension=ask.extension,
    )


def _inactivity(ask: Request) -> Deadline:
    return inactivity(ask.event, place=ask.spot, kind=ask.kind, court=ask.court or "vwgo")


def _reinstatement(ask: Request) -> Deadline:
    if ask.missed is None:
        raise DeadlineError("Bitte das Ende der versäumten Frist angeben (missed).")
    return reinstatement(
        obstacle_ended=ask.event, missed=ask.missed, place=ask.spot, law=ask.court or ask.law
    )


NEGATIVES = {"shift": "no_shift", "informed": "not_informed"}  # as people give them
ALWAYS = frozenset({"event", "regime", "land", "place", "rule"})
NOTIFICATION = frozenset({"fiction", "received", "fiction_days", "fiction_norm"})
REMEDY = NOTIFICATION | {"court", "informed", "abroad"}


@dataclass(frozen=True, slots=True)
class Rule:
    """How a named period is computed, and which values it asks for besides `ALWAYS`."""

    answer: Callable[[Request], Deadline]
    asks: frozenset[str] = frozenset()


GENERAL = Rule(_general, NOTIFICATION | {"period", "shift", "beginning", "backwards"})
RULES = {
    "objection": Rule(_objection, REMEDY),
    "action": Rule(_action, REMEDY),
    "authority": Rule(_authority, NOTIFICATION | {"period"}),
    "fixed-day": Rule(_fixed_day, frozenset({"pointed_to_rule"})),
    "benefit": Rule(lambda ask: benefit_end(ask.event, place=ask.spot, regime=ask.law)),
    "appointment": Rule(lambda ask: appointment(ask.event, place=ask.spot, regime=ask.law)),
    "extension": Rule(_extension, frozenset({"period", "granted"})),
    "permit": Rule(_permit, frozenset({"period", "extension"})),
    "provision": Rule(lambda ask: provision_end(ask.event, place=ask.spot)),
    "inactivity": Rule(_inactivity, frozenset({"kind", "court"})),
    "reinstatement": Rule(_reinstatement, frozenset({"missed", "court"})),
}

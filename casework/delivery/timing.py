"""Whether an objection came in time and in the right form, and what a late one can still do (pure).

§ 70 VwGO, § 84 SGG, §§ 355, 357 AO; reinstatement § 60 VwGO, § 67 SGG, § 110 AO.
"""

from dataclasses import dataclass
from datetime import date

from casework.delivery.models import Objection
from casework.services.models import RemedyRule
from legal.deadlines import Deadline, Place, reinstatement

Form, Timing = Objection.Form, Objection.Timing
REINSTATEMENT_LAW = {"vwgo": "vwgo", "sgg": "sgg", "fgo": "ao"}
FORM_NORMS = {
    "vwgo": "§ 70 Abs. 1 Satz 1 VwGO",
    "sgg": "§ 84 Abs. 1 Satz 1 SGG",
    "fgo": "§ 357 Abs. 1 Satz 1 AO",
}
INSUFFICIENT = {
    "vwgo": (Form.EMAIL, Form.ORAL),
    "sgg": (Form.EMAIL, Form.ORAL),
    "fgo": (Form.ORAL,),  # an Einspruch may come by plain e-mail: "elektronisch"
}
FORM_WORDS = {
    Form.EMAIL: "Eine einfache E-Mail genügt der vorgeschriebenen Form nicht",
    Form.ORAL: "Eine mündliche Erklärung genügt nur, wenn darüber eine Niederschrift aufgenommen "
    "wird",
}


@dataclass(frozen=True, kw_only=True)
class Period:
    """The remedy period an objection is measured by: its end and, where disputed, the later one."""

    due_on: date
    disputed_on: date | None = None

    @property
    def last(self) -> date:
        """The later end: only after it an objection is late by every view."""
        return max(self.due_on, self.disputed_on or self.due_on)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """In time or not, with the sentences that say why."""

    timing: str
    due_on: date | None
    because: tuple[str, ...]


def judge(received_on: date, form: str, period: Period | None, court: str) -> Judged:
    """Measure an objection by the period; without one (nothing notified) none can be missed."""
    notes = form_note(received_on, form, court, period)
    if period is None:
        words = (
            "Eine Bekanntgabe, die die Frist in Lauf setzt, ist nicht festgestellt; der "
            "Rechtsbehelf kann deshalb nicht verspätet sein."
        )
        return Judged(timing=Timing.NO_PERIOD, due_on=None, because=(words, *notes))
    facts = f"Eingegangen am {received_on:%d.%m.%Y}; die Frist endet am {period.due_on:%d.%m.%Y}"
    if received_on <= period.due_on:
        return Judged(
            timing=Timing.IN_TIME,
            due_on=period.due_on,
            because=(f"{facts}: fristgerecht.", *notes),
        )
    if received_on <= period.last:
        words = (
            f"{facts}, nach der Gegenansicht am {period.last:%d.%m.%Y}: nur nach dieser "
            "fristgerecht. Im Zweifel ist zugunsten des Rechtsbehelfs zu entscheiden."
        )
        return Judged(timing=Timing.DISPUTED, due_on=period.due_on, because=(words, *notes))
    return Judged(timing=Timing.LATE, due_on=period.last, because=(f"{facts}: verspätet.", *notes))


def form_note(received_on: date, form: str, court: str, period: Period | None) -> tuple[str, ...]:
    """A warning where the form does not suffice; it can be made good while the period runs."""
    if Form(form) not in INSUFFICIENT[court]:
        return ()
    note = f"{FORM_WORDS[Form(form)]} ({FORM_NORMS[court]})."
    if period and received_on <= period.last:
        note += (
            " Bitte die Person sofort darauf hinweisen: Bis zum Ende der Frist am "
            f"{period.due_on:%d.%m.%Y} kann sie den Rechtsbehelf noch formgerecht einlegen."
        )
    return (note,)


def can_be_mended(
    *, obstacle_ended: date, missed: date, received_on: date, court: str, place: Place
) -> tuple[Deadline, tuple[str, ...]]:
    """Until when reinstatement could be applied for, and whether this application is in time."""
    until = reinstatement(
        obstacle_ended=obstacle_ended, missed=missed, place=place, law=REINSTATEMENT_LAW[court]
    )
    kept = received_on <= until.due
    words = "rechtzeitig" if kept else "verspätet"
    return until, (
        *until.because,
        f"Der Antrag ging am {received_on:%d.%m.%Y} ein: {words}. Ob die Frist ohne Verschulden "
        "versäumt ist, entscheidet die Stelle, die über den Rechtsbehelf befindet.",
    )


def other_remedy(rule: RemedyRule | None) -> tuple[str, ...]:
    """A warning where no objection lies against the notice but an action."""
    if rule is None or rule.remedy == RemedyRule.Remedy.OBJECTION:
        return ()
    return (
        "Gegen diesen Bescheid ist nach der hinterlegten Regel kein Widerspruch, sondern die Klage "
        f"eröffnet ({rule.source}). Bitte die Person darauf hinweisen.",
    )

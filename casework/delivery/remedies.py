"""The remedy period of a notice and the day it becomes final, counted from notification (pure)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.services.models import RemedyRule
from legal.deadlines import Deadline, Notification, Place, action, objection

# The norm under which a missed period can still be mended; the words go into the record.
REINSTATEMENT_NORMS = {
    ("objection", "vwgo"): "§ 70 Abs. 2, § 60 VwGO",
    ("objection", "sgg"): "§ 84 Abs. 2 Satz 3, § 67 SGG",
    ("objection", "fgo"): "§ 110 AO",
    ("action", "vwgo"): "§ 60 VwGO",
    ("action", "sgg"): "§ 67 SGG",
    ("action", "fgo"): "§ 56 FGO",
}
# What an objection does while it is pending.
SUSPENSION = {
    "vwgo": "Der Widerspruch hat in der Regel aufschiebende Wirkung (§ 80 Abs. 1 VwGO), nicht aber "
    "zum Beispiel bei Gebühren und anderen öffentlichen Abgaben (§ 80 Abs. 2 VwGO).",
    "sgg": "Der Widerspruch hat in der Regel aufschiebende Wirkung (§ 86a Abs. 1 SGG); Ausnahmen "
    "nennt § 86a Abs. 2 SGG.",
    "fgo": "Der Einspruch hemmt die Vollziehung in der Regel nicht (§ 361 Abs. 1 AO).",
}
NAMES = {
    ("objection", "fgo"): "Einspruchsfrist",
    ("objection", "vwgo"): "Widerspruchsfrist",
    ("objection", "sgg"): "Widerspruchsfrist",
}


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """Which remedy a notice is open to: what the rule of the service and the notice say."""

    kind: str
    court: str
    regime: str
    place: Place
    informed: bool = True
    is_abroad: bool = False

    @classmethod
    def of(cls, rule: RemedyRule, **facts: object) -> "Remedy":
        """The remedy a rule names."""
        return cls(kind=rule.remedy, court=rule.court, **facts)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """'Widerspruchsfrist', 'Einspruchsfrist' or 'Klagefrist'."""
        return NAMES.get((self.kind, self.court), "Klagefrist")


def period_of(remedy: Remedy, notification: Notification) -> Deadline:
    """The last day for the remedy; one year without right information (§ 58 II VwGO and others).

    The holidays are those of the authority's place, for an action too: the court's own may differ
    only where it sits in another Land.
    """
    if remedy.kind == RemedyRule.Remedy.OBJECTION:
        found = objection(
            notification,
            place=remedy.place,
            regime=remedy.regime,
            court=remedy.court,
            informed=remedy.informed,
            abroad=remedy.is_abroad,
        )
    else:
        found = action(
            notification,
            place=remedy.place,
            court=remedy.court,
            informed=remedy.informed,
            abroad=remedy.is_abroad,
        )
    return replace(found, because=(*found.because, _final_sentence(remedy, found)))


def final_on(period: Deadline) -> date:
    """The day from which the notice is final: after the later end where two are argued."""
    return max(period.due, period.disputed or period.due) + timedelta(days=1)


def _final_sentence(remedy: Remedy, period: Deadline) -> str:
    norm = REINSTATEMENT_NORMS[remedy.kind, remedy.court]
    return (
        "Legt bis dahin niemand einen Rechtsbehelf ein, ist der Bescheid ab dem "
        f"{final_on(period):%d.%m.%Y} bestandskräftig. Wiedereinsetzung in den vorigen Stand "
        f"bleibt möglich ({norm})."
    )

"""When a decision may go out without hearing the person first, and whether they were heard.

The exceptions are the law's own, told in our words; which of them applies, and why, is for the
caseworker to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.services.package import Package


@dataclass(frozen=True)
class HearingException:
    """A provision that lets the authority do without a hearing, and in which case."""

    norm: str
    words: str


_URGENT = "Es eilt: Gefahr im Verzug oder öffentliches Interesse an sofortiger Entscheidung"
_PERIOD = "Eine Frist, auf die es für die Entscheidung ankommt, wäre sonst gefährdet"
_OWN_FACTS = "Von den eigenen Angaben der Person wird nicht zu ihren Ungunsten abgewichen"
_MANY = "Allgemeinverfügung oder viele gleichartige Bescheide"
_AUTOMATED = "Allgemeinverfügung, viele gleichartige oder automatisch erstellte Bescheide"
_OTHERWISE = "Nach den Umständen des Einzelfalls nicht geboten, ohne dass eine der Nummern zutrifft"
_PUBLIC = "Ein zwingendes öffentliches Interesse steht der Anhörung entgegen"

EXCEPTIONS: Mapping[str, tuple[HearingException, ...]] = {
    "VwVfG": (
        HearingException("§ 28 Abs. 2 Nr. 1 VwVfG", _URGENT),
        HearingException("§ 28 Abs. 2 Nr. 2 VwVfG", _PERIOD),
        HearingException("§ 28 Abs. 2 Nr. 3 VwVfG", _OWN_FACTS),
        HearingException("§ 28 Abs. 2 Nr. 4 VwVfG", _AUTOMATED),
        HearingException("§ 28 Abs. 2 Nr. 5 VwVfG", "Maßnahme der Verwaltungsvollstreckung"),
        HearingException("§ 28 Abs. 2 VwVfG", _OTHERWISE),
        HearingException("§ 28 Abs. 3 VwVfG", _PUBLIC),
    ),
    "SGB X": (
        HearingException("§ 24 Abs. 2 Nr. 1 SGB X", _URGENT),
        HearingException("§ 24 Abs. 2 Nr. 2 SGB X", _PERIOD),
        HearingException("§ 24 Abs. 2 Nr. 3 SGB X", _OWN_FACTS),
        HearingException("§ 24 Abs. 2 Nr. 4 SGB X", _MANY),
        HearingException(
            "§ 24 Abs. 2 Nr. 5 SGB X",
            "Einkommensabhängige Leistung wird geänderten Verhältnissen angepasst",
        ),
        HearingException("§ 24 Abs. 2 Nr. 6 SGB X", "Maßnahme der Verwaltungsvollstreckung"),
        HearingException(
            "§ 24 Abs. 2 Nr. 7 SGB X", "Aufrechnung oder Verrechnung von weniger als 70 Euro"
        ),
    ),
    "AO": (
        HearingException("§ 91 Abs. 2 Nr. 1 AO", _URGENT),
        HearingException("§ 91 Abs. 2 Nr. 2 AO", _PERIOD),
        HearingException("§ 91 Abs. 2 Nr. 3 AO", _OWN_FACTS),
        HearingException("§ 91 Abs. 2 Nr. 4 AO", _AUTOMATED),
        HearingException("§ 91 Abs. 2 Nr. 5 AO", "Maßnahme der Vollstreckung"),
        HearingException("§ 91 Abs. 2 AO", _OTHERWISE),
        HearingException(
            "§ 91 Abs. 2a AO",
            "Statt der erklärten werden elektronisch übermittelte Daten Dritter verwendet",
        ),
        HearingException("§ 91 Abs. 3 AO", _PUBLIC),
    ),
}


def is_exception(norm: str, regime: str) -> bool:
    """Whether the procedure law of the service knows this exception."""
    return any(one.norm == norm for one in EXCEPTIONS[regime])


def was_answered(package: Package, values: Mapping[str, Any]) -> bool:
    """Whether, by the process data, somebody answered to a hearing of this process."""
    hearings = {
        step.task
        for step in package.steps
        if step.letter and package.letter(step.letter).kind == "hearing"
    }
    return any(step.due_from in hearings and step.answered(values) for step in package.steps)

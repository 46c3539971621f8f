"""What can be chosen in the decision editor, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from casework.decisions.clauses import NAMES
from casework.decisions.hearing import EXCEPTIONS
from casework.decisions.models import Decision
from casework.decisions.origin import TAKES_BACK, targets
from casework.notices.languages import LANGUAGES


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen, in words."""

    value: str
    label: str
    chosen: bool


def outcome_labels() -> Mapping[str, str]:
    """What one does by each outcome, as a button says it."""
    return {
        "grant": _("Grant"),
        "partial": _("Grant in part"),
        "refuse": _("Refuse"),
        "withdraw": pgettext("outcome", "Withdraw"),
        "revoke": pgettext("outcome", "Revoke"),
        "correct": pgettext("outcome", "Correct"),
        "certify": _("Certify the fiction"),
    }


def choices_of(decision: Decision, texts: Mapping[str, str]) -> dict[str, list[Choice]]:
    """The options of every list in the editor, chosen as in `texts`."""
    exceptions = EXCEPTIONS[decision.case.service.regime]
    options: dict[str, Iterable[tuple[str, str]]] = {
        "clause_kind": [(kind, str(name)) for kind, name in NAMES.items()],
        "hearing_exception": [("", _("none chosen"))]
        + [(one.norm, f"{one.norm}: {one.words}") for one in exceptions],
        "channel": [(value, str(label)) for value, label in Decision.Channel.choices],
        "signature_form": [(value, str(label)) for value, label in Decision.SignatureForm.choices],
        "translation_language": [("", _("no translation")), *_languages()],
        "target": _targets(decision),
    }
    return {
        key: [Choice(value, label, value == texts.get(key, "")) for value, label in rows]
        for key, rows in options.items()
    }


def _languages() -> list[tuple[str, str]]:
    found = [(code, str(get_language_info(code)["name_translated"])) for code in LANGUAGES]
    return sorted(found, key=lambda row: row[1])


def _targets(decision: Decision) -> list[tuple[str, str]]:
    if decision.outcome not in TAKES_BACK:
        return []
    return [("", _("none chosen")), *((str(one.pk), _told(one)) for one in targets(decision.case))]


def _told(decision: Decision) -> str:
    """An issued decision in a line: number of the notice, day, outcome."""
    day = date_format(decision.decided_at, "SHORT_DATE_FORMAT") if decision.decided_at else ""
    return f"{decision.notice.number}, {day}: {decision.get_outcome_display()}"

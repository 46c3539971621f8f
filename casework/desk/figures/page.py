"""The page of figures: topics, choices and the sections asked for.

What it costs, measured on an office of 100,000 cases (bench/figures.py): see docs/operations.md.
Every topic reads only cases that were open at some time in the period, at most a year, and has the
database group them: rows come back by month, service, step and number of days, never by case.
"""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.desk.figures import digital, durations, flow, results, waiting
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import Section

NAMES: Mapping[str, Promise] = {
    "flow": _("Coming and going"),
    "time": _("Duration"),
    "waiting": _("Requests and waiting"),
    "results": _("Outcomes"),
    "digital": _("Digital intake"),
    "all": _("All on one page"),
}
_TOPICS: Mapping[str, Callable[[Scope], list[Section]]] = {
    "flow": flow.sections,
    "time": durations.sections,
    "waiting": waiting.sections,
    "results": results.sections,
    "digital": digital.sections,
}


def sections(scope: Scope) -> list[Section]:
    """The figures of the topic that was chosen, or of all."""
    wanted = _TOPICS if scope.choice.topic == "all" else [scope.choice.topic]
    return [section for topic in wanted for section in _TOPICS[topic](scope)]

"""The page of figures: topics, choices and the sections asked for.

Every topic reads only cases that were open at some time since the period began, at most a year,
and has the database group them: rows come back by month, service, step and number of days, never
by case. What it costs grows with the cases closed in the period. Of 17,000 (a year of an authority
with 100,000 cases; bench/figures.py) one processor is busy for 0.2 s with coming and going, 0.3 s
with durations, 0.35 s with requests and waiting, under 0.1 s with outcomes, 0.35 s with digital
intake; of the 1,500 of a department under 0.05 s with each. Of all 93,000 it ever closed: 0.3, 0.9,
2, 0.1 and 1.9 s, about what half a year costs where there are a million cases.
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

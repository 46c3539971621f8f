"""How long cases and their steps take: median and 90th percentile of days. Two or three queries.

Only how many took so many days is read, grouped by the database; percentiles come from that.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Func, IntegerField, Min, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from casework.desk.figures.charts import bars
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import SMALLEST, Cell, Section, Table, days_within, ordered
from casework.process.models import Step

SHOWN = 15  # steps in the chart; all stand in the table
SURELY_MANY = 1000  # steps: no case goes through the same one so often that these were few cases
HALF, MOST = 0.5, 0.9


@dataclass
class Taken:
    """How many took so many days, and how many cases they were in."""

    name: str = ""
    days: dict[int, int] = field(default_factory=dict)
    cases: int = 0

    @property
    def count(self) -> int:
        return sum(self.days.values())

    @property
    def is_shown(self) -> bool:
        return self.cases >= SMALLEST

    @property
    def half(self) -> int | None:
        return days_within(self.days, HALF) if self.is_shown else None

    @property
    def most(self) -> int | None:
        return days_within(self.days, MOST) if self.is_shown else None


def between(earlier: str, later: str) -> Func:
    """The days from one date or moment to another, counted by the calendar; 0 if it is before,
    as where the clocks of two servers differ."""
    return Func(
        TruncDate(later),
        TruncDate(earlier) if earlier.endswith("_at") else F(earlier),
        template="greatest(0, %(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )


def by_service(scope: Scope) -> dict[int, Taken]:
    """The cases closed in the period: days from the receipt to the end."""
    found: dict[int, Taken] = defaultdict(Taken)
    rows = scope.closed.values_list("service", between("received_on", "closed_at"))
    for service, days, number in rows.annotate(n=Count("pk")).order_by():
        found[service].days[days] = number
        found[service].cases += number
    return {one: found[one] for one in ordered(found, scope.services)}


def by_step(scope: Scope) -> dict[tuple[int, str], Taken]:
    """The steps of those cases: days from opening to completing."""
    found: dict[tuple[int, str], Taken] = defaultdict(Taken)
    steps = Step.objects.filter(status=Step.Status.DONE, case__in=scope.closed.values("pk"))
    rows = steps.values_list("case__service", "task", between("opened_at", "completed_at"))
    for service, task, days, number, name in rows.annotate(
        n=Count("pk"), called=Min("name")
    ).order_by():
        one = found[service, task]
        one.name = min(filter(None, (one.name, name)))
        one.days[days] = number
    _count_cases(found, steps)
    places = {service: place for place, service in enumerate(scope.services)}
    return dict(sorted(found.items(), key=lambda one: (places[one[0][0]], one[1].name)))


def _count_cases(found: dict[tuple[int, str], Taken], steps: QuerySet[Step]) -> None:
    """Count the cases of groups that might be small; the others are surely not."""
    few = {task for (_service, task), one in found.items() if SMALLEST <= one.count < SURELY_MANY}
    for one in found.values():
        one.cases = min(one.count, SURELY_MANY)
    if few:
        rows = steps.filter(task__in=few).values_list("case__service", "task")
        for service, task, number in rows.annotate(n=Count("case", distinct=True)).order_by():
            found[service, task].cases = number


def sections(scope: Scope) -> list[Section]:
    return [_of_services(scope), _of_steps(scope)]


def _of_services(scope: Scope) -> Section:
    found = by_service(scope)
    rows: list[tuple[Cell, ...]] = [
        (scope.services[service], one.count, one.half, one.most) for service, one in found.items()
    ]
    head = (_("Service"), _("Closed"), _("Half of them within (days)"), _("9 in 10 within (days)"))
    chart = bars(
        "services",
        _("Days from receipt to the end, by service"),
        _("One bar for each service: to the median, then on to the 90th percentile."),
        _names(),
        [_bar(scope.services[service], one) for service, one in found.items() if one.is_shown],
    )
    counted = (
        _("Counted are the cases that were closed in the period."),
        _("Days: by the calendar from the date of receipt to the day the process ended; ended on"
          " the same day is 0. Times of waiting are included."),
        _("“Half of them within” is the median, “9 in 10 within” the 90th percentile: so many days"
          " at most did half of the cases take, or nine in ten."),
    )  # fmt: skip
    return Section(
        "services", _("How long cases take"), counted, Table(head, tuple(rows)), (chart,), _small()
    )


def _of_steps(scope: Scope) -> Section:
    every = by_step(scope)
    found = {key: one for key, one in every.items() if one.is_shown}
    label = {key: _label(scope, key[0], one.name) for key, one in found.items()}
    rows: list[tuple[Cell, ...]] = [
        (label[key], one.count, one.half, one.most) for key, one in found.items()
    ]
    head = (_("Step"), _("Completed"), _("Half of them within (days)"), _("9 in 10 within (days)"))
    longest = sorted(found, key=lambda key: -(found[key].most or 0))[:SHOWN]
    chart = bars(
        "steps",
        _("Days in a step, the longest first"),
        _("One bar for each step: to the median, then on to the 90th percentile."),
        _names(),
        [_bar(label[key], found[key]) for key in longest],
    )
    counted = (
        _("Counted are the completed steps of the cases that were closed in the period."),
        _("Days: by the calendar from the day the step opened to the day it was completed. Steps"
          " in which the case waits for somebody are among them; steps the process left without"
          " completing them are not."),
    )  # fmt: skip
    hidden = len(every) - len(found)
    return Section(
        "steps",
        _("How long steps take"),
        counted,
        Table(head, tuple(rows)),
        (chart,),
        _small(hidden),
    )


def _label(scope: Scope, service: int, step: str) -> str:
    """The step with its service, unless only one was chosen."""
    return step if scope.choice.service else f"{scope.services[service]}: {step}"


def _bar(label: str, one: Taken) -> tuple[str, list[float], str]:
    half, most = one.half or 0, one.most or 0
    return label, [half, most - half], _("%(half)s / %(most)s days") % {"half": half, "most": most}


def _names() -> tuple[str, str]:
    return (_("half of them within"), _("9 in 10 within"))


def _small(hidden: int = 0) -> tuple[str, ...]:
    words = _("Times of fewer than %(n)s cases are not shown, to protect the persons who worked on"
              " them.") % {"n": SMALLEST}  # fmt: skip
    left_out = _("Not shown for that reason: %(n)s steps.") % {"n": hidden}
    return (words, left_out) if hidden else (words,)

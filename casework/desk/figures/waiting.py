"""Document requests per case, and whose time it was: the applicant's or ours. Three queries.

Where the services' packages were not read since the process began, one more for each version.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.desk.figures.charts import bars
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import SMALLEST, Cell, Section, Table, ordered, share
from casework.desk.figures.statements import named
from casework.notices.models import Notice
from casework.services.catalogue import package_of

# Dates become ranges and ranges sets of days, so that days on which several steps were open count
# once. A day on which also a step for us was open is ours; so is what came after an answer arrived.
_SQL = """
    WITH cohort AS MATERIALIZED ({cases}),
    spans AS (
        SELECT step.case_id,
            range_agg(days.open) FILTER (WHERE step.kind NOT IN ('wait', 'consult')) AS busy,
            range_agg(days.open) FILTER (WHERE waits.now AND asked.task IS NOT NULL) AS applicant,
            range_agg(days.open) FILTER (WHERE waits.now AND asked.task IS NULL) AS other
        FROM cohort
        JOIN process_step AS step ON step.case_id = cohort.id
        LEFT JOIN unnest(%(versions)s::bigint[], %(tasks)s::text[]) AS asked(version, task)
            ON asked.version = cohort.service_version_id AND asked.task = step.task
        LEFT JOIN LATERAL (
            SELECT min(answered.received_at) AS at FROM intake_submission AS answered
            WHERE answered.case_id = step.case_id AND answered.status = 'accepted'
                AND answered.received_at > step.opened_at AND asked.task IS NOT NULL
        ) AS answer ON true
        CROSS JOIN LATERAL (
            SELECT step.kind IN ('wait', 'consult') AND step.status = 'done' AS now
        ) AS waits
        CROSS JOIN LATERAL (SELECT
            (step.opened_at AT TIME ZONE %(zone)s)::date AS begin,
            (step.completed_at AT TIME ZONE %(zone)s)::date AS done,
            (answer.at AT TIME ZONE %(zone)s)::date AS answered
        ) AS day
        CROSS JOIN LATERAL (SELECT daterange(day.begin, greatest(day.begin,
            CASE WHEN waits.now THEN least(day.done, day.answered)
            ELSE coalesce(day.done, cohort.closed_on) END
        )) AS open) AS days
        GROUP BY step.case_id
        HAVING bool_or(waits.now)
    )
    SELECT cohort.service_id, count(*), sum(cohort.closed_on - cohort.received_on),
        sum((SELECT sum(upper(part) - lower(part)) FROM unnest(
            (spans.applicant - coalesce(spans.busy, '{{}}')) * whole.days) AS part)),
        sum((SELECT sum(upper(part) - lower(part)) FROM unnest(
            (spans.other - coalesce(spans.applicant, '{{}}') - coalesce(spans.busy, '{{}}'))
            * whole.days) AS part))
    FROM cohort
    CROSS JOIN LATERAL (SELECT datemultirange(daterange(cohort.received_on,
        greatest(cohort.received_on, cohort.closed_on))) AS days) AS whole
    LEFT JOIN spans ON spans.case_id = cohort.id
    GROUP BY cohort.service_id
"""


@dataclass(frozen=True)
class Spent:
    """Days of all cases of a service together, by whose time they were."""

    cases: int
    applicant: int
    other: int
    ours: int

    @property
    def all(self) -> int:
        return self.applicant + self.other + self.ours

    def mean(self, days: int) -> float | None:
        """Days per case; None where there are too few cases."""
        return round(days / self.cases, 1) if self.cases >= SMALLEST else None


def spent(scope: Scope) -> dict[int, Spent]:
    """By service, whose time it was in the cases closed in the period."""
    cases = scope.closed.values(
        "id", "service_id", "service_version_id", "received_on", closed_on=TruncDate("closed_at")
    ).order_by()
    try:
        sql, values = named(cases)
    except EmptyResultSet:
        return {}
    versions, tasks = _waits_for_applicant(scope)
    given: dict[str, Any] = {
        "zone": timezone.get_current_timezone_name(),
        "versions": versions,
        "tasks": tasks,
    }
    found: dict[int, Spent] = {}
    with connections[cases.db].cursor() as cursor:
        cursor.execute(_SQL.format(cases=sql), {**values, **given})
        for service, number, whole, applicant, other in cursor.fetchall():
            mine, theirs = int(applicant or 0), int(other or 0)
            found[service] = Spent(number, mine, theirs, int(whole) - mine - theirs)
    return {one: found[one] for one in ordered(found, scope.services)}


def requests(scope: Scope) -> dict[int, dict[int, int]]:
    """By service, how many of the cases closed in the period had so many document requests."""
    sent = Notice.objects.filter(case=OuterRef("pk"), kind=Notice.Kind.DOCUMENT_REQUEST)
    counted = sent.order_by().values("case").annotate(n=Count("pk")).values("n")
    asked = Coalesce(Subquery(counted), 0)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = scope.closed.annotate(asked=asked).values_list("service", "asked")
    for service, letters, number in rows.annotate(n=Count("pk")).order_by():
        found[service][letters] = number
    return {one: found[one] for one in ordered(found, scope.services)}


def sections(scope: Scope) -> list[Section]:
    return [_of_requests(scope), _of_waiting(scope)]


def _of_requests(scope: Scope) -> Section:
    found = requests(scope)
    rows: list[tuple[Cell, ...]] = []
    drawn = []
    for service, by_number in found.items():
        cases, letters = sum(by_number.values()), sum(n * by_number[n] for n in by_number)
        none, one = by_number.get(0, 0), by_number.get(1, 0)
        name = scope.services[service]
        rows.append((name, cases, none, one, cases - none - one, round(letters / cases, 2)))
        parts = [100 * part / cases for part in (none, one, cases - none - one)]
        drawn.append((name, parts, _("mean %(n)s") % {"n": _decimal(letters / cases, 2)}))
    head = (
        _("Service"), _("Closed"), _("Without a request"), _("One request"),
        _("Two or more"), _("Requests per case"),
    )  # fmt: skip
    chart = bars(
        "requests",
        _("Document requests, by service"),
        _("One bar for each service, parted into cases without, with one and with more requests."),
        head[2:5],
        drawn,
    )
    counted = (
        _("Counted are the cases that were closed in the period, each with the document requests"
          " that were sent in it at any time."),
        _("Hearings, interim messages and questions on the telephone are not document requests."),
    )  # fmt: skip
    return Section("requests", _("Requests per case"), counted, Table(head, tuple(rows)), (chart,))


def _of_waiting(scope: Scope) -> Section:
    found = spent(scope)
    rows: list[tuple[Cell, ...]] = []
    drawn = []
    for service, one in found.items():
        days = (one.ours, one.applicant, one.other)
        shown = [one.mean(part) for part in days]
        ours = share(one.ours, one.all) if shown[0] is not None else None
        rows.append((scope.services[service], one.cases, *shown, ours))
        if shown[0] is not None:
            value = _("%(n)s days") % {"n": _decimal(one.all / one.cases, 1)}
            drawn.append((scope.services[service], [part or 0 for part in shown], value))
    head = (
        _("Service"), _("Closed"), _("With us (days)"), _("With the applicant (days)"),
        _("With another body (days)"), _("Share with us"),
    )  # fmt: skip
    chart = bars(
        "waiting",
        _("Days per case, by whose time they were"),
        _("One bar for each service: the mean number of days, parted by whose time they were."),
        (_("with us"), _("with the applicant"), _("with another body")),
        drawn,
    )
    hidden = _("Times of fewer than %(n)s cases are not shown, to protect the persons who worked on"
               " them.") % {"n": SMALLEST}  # fmt: skip
    return Section(
        "waiting", _("Whose time it was"), _counted(), Table(head, tuple(rows)), (chart,), (hidden,)
    )


def _counted() -> tuple[str, ...]:
    return (
        _("Counted are the cases that were closed in the period; their days from the receipt to the"
          " end are divided up, and shown per case (mean)."),
        _("With the applicant: the days on which a step waited for them and no other step was open,"
          " until an answer arrived electronically or somebody completed the step, whichever was"
          " first."),
        _("With another body: the same, where a step waited for somebody else."),
        _("With us: all other days. In doubt a day is ours, also where the process left a step of"
          " waiting without anybody completing it."),
    )  # fmt: skip


def _waits_for_applicant(scope: Scope) -> tuple[list[int], list[str]]:
    """Versions and tasks (two lists of the same length) in which cases wait for the applicant."""
    used = scope.closed.values_list("service_version", flat=True).distinct().order_by()
    found = [
        (version, step.task)
        for version in used
        for step in package_of(version).steps
        if step.waits_for == "applicant"
    ]
    return [version for version, _task in found], [task for _version, task in found]


def _decimal(value: float, places: int) -> str:
    return str(number_format(round(value, places), places))

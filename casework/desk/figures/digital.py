"""What arrived digitally and did not have to be typed. Three queries.

Where the services' packages were not read since the process began, one more for each version.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.models import Case
from casework.desk.figures.charts import bars
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import Cell, Section, Table, ordered, total
from casework.desk.figures.statements import named
from casework.services.catalogue import package_of

# A field is a value at any depth: a text that is not empty, a number, a tick that was set.
# OFFSET 0 keeps the planner from asking anew at each use.
_SQL = """
    WITH identity AS MATERIALIZED (
        SELECT version, part, string_to_array(path, '/') AS path
        FROM unnest(%(versions)s::bigint[], %(parts)s::text[], %(paths)s::text[])
            AS one(version, part, path)
    )
    SELECT service_id, count(*), count(*) FILTER (WHERE is_digital), sum(fields), sum(changed)
    FROM (
        SELECT cohort.service_id, sent.is_digital,
            CASE WHEN sent.is_digital THEN jsonb_array_length(
                jsonb_path_query_array(cohort.data, 'strict $.** ? (
                    (@.type() == "string" && @ != "") || @.type() == "number" || @ == true
                )')
            ) END AS fields,
            CASE WHEN sent.is_digital THEN (
                SELECT count(*) FROM identity
                CROSS JOIN LATERAL (SELECT cohort.data #>> identity.path AS text OFFSET 0) AS said
                WHERE identity.version = cohort.service_version_id AND said.text <> ''
                    AND CASE identity.part
                        WHEN 'organisation' THEN party.organisation <> left(said.text, 200)
                        WHEN 'given_name' THEN party.given_name <> left(said.text, 100)
                        WHEN 'family_name' THEN party.family_name <> left(said.text, 100)
                        WHEN 'birth_date' THEN party.birth_date::text IS DISTINCT FROM said.text
                        WHEN 'street' THEN party.street <> left(said.text, 200)
                        WHEN 'postal_code' THEN party.postal_code <> left(said.text, 10)
                        WHEN 'city' THEN party.city <> left(said.text, 100)
                        WHEN 'email' THEN party.email <> left(said.text, 254)
                        WHEN 'phone' THEN party.phone <> left(said.text, 50)
                    END
            ) END AS changed
        FROM ({cases}) AS cohort
        CROSS JOIN LATERAL (
            SELECT cohort.origin_id IS NULL AND EXISTS (
                SELECT FROM intake_submission AS one
                WHERE one.case_id = cohort.id AND one.status = 'accepted'
            ) AS is_digital OFFSET 0
        ) AS sent
        LEFT JOIN LATERAL (
            SELECT * FROM cases_party AS one
            WHERE one.case_id = cohort.id AND one.role = 'applicant' ORDER BY one.id LIMIT 1
        ) AS party ON true
    ) AS counted
    GROUP BY service_id
"""


@dataclass(frozen=True)
class Arrived:
    """Of a service: cases received, those that came digitally, their fields that were filled in,
    and how many of these read differently in the file by now."""

    cases: int
    digital: int
    fields: int
    changed: int

    @property
    def kept(self) -> int:
        return self.fields - self.changed


def arrived(scope: Scope) -> dict[int, Arrived]:
    """By service, what arrived in the period."""
    received = scope.active.filter(
        received_on__gte=scope.period.first, received_on__lte=scope.period.last
    )
    cases = received.values(
        "id", "data", "service_id", "service_version_id", "origin_id"
    ).order_by()
    try:
        sql, values = named(cases)
    except EmptyResultSet:
        return {}
    found: dict[int, Arrived] = {}
    with connections[cases.db].cursor() as cursor:
        cursor.execute(_SQL.format(cases=sql), {**values, **_identities(received)})
        for service, *numbers in cursor.fetchall():
            found[service] = Arrived(*(int(one or 0) for one in numbers))
    return {one: found[one] for one in ordered(found, scope.services)}


def sections(scope: Scope) -> list[Section]:
    found = arrived(scope)
    rows: list[tuple[Cell, ...]] = []
    drawn = []
    for service, one in found.items():
        per_case = round(one.kept / one.digital, 1) if one.digital else None
        name = scope.services[service]
        rows.append((name, one.cases, one.digital, one.fields, one.changed, one.kept, per_case))
        if one.kept:
            drawn.append((name, [one.kept], str(number_format(one.kept, 0, force_grouping=True))))
    if len(rows) > 1:
        rows.append((*total(rows, 6), None))
    head = (
        _("Service"), pgettext("figures", "Received"), _("Of these digitally"),
        _("Fields that came filled in"), _("Changed by hand"), _("Not retyped"),
        _("Not retyped per case"),
    )  # fmt: skip
    chart = bars(
        "digital",
        _("Fields that did not have to be typed, by service"),
        _("One bar for each service: the fields that came filled in and were not changed."),
        (head[5],),
        drawn,
    )
    return [
        Section(
            "digital",
            _("What digital intake saved"),
            _counted(),
            Table(head, tuple(rows)),
            (chart,),
        )
    ]


def _counted() -> tuple[str, ...]:
    return (
        _("Counted are the cases received in the period. Digitally came those that were opened from"
          " a submission that programs could read, not from paper; objections and reviews entered"
          " here never count as digital."),
        _("A field counts once if it came filled in: a text, a number, a date or a tick that was"
          " set. Empty fields, ticks that were not set and attached files do not count."),
        _("Changed by hand: particulars of the applicant (name, address, date of birth, e-mail,"
          " telephone) that read differently in the file today than in the application."),
        _("Not retyped: what is left. Without digital intake somebody would have had to type it."
          " What else of it was needed later (for letters, say) is not added again, and nothing is"
          " converted into hours: how long typing takes, nobody has measured."),
    )  # fmt: skip


def _identities(cases: QuerySet[Case]) -> dict[str, list[Any]]:
    """Where the packages in use say that the applicant's particulars stand in the application."""
    found: dict[str, list[Any]] = defaultdict(list, versions=[], parts=[], paths=[])
    for version in cases.values_list("service_version", flat=True).distinct().order_by():
        for part, pointer in package_of(version).identity.items():
            found["versions"].append(version)
            found["parts"].append(part)
            found["paths"].append(pointer.removeprefix("/"))
    return dict(found)

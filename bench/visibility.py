"""Who may see which case, at a million cases in 200 units: the inbox against hand-written SQL.

    .venv/bin/python bench/visibility.py [CASES] [--rounds 40] [--explain] [--keep]

Makes a database of its own on the configured server and drops it. A caseworker works in a
department (20 teams) and in two teams elsewhere; cases are shared with her and with a team of hers,
she is excluded from some and stands in for two colleagues of other teams. Measured in turns: the
query of the first page of her inbox as the product asks it, and SQL written by hand for the same
rows, one arm an index. The bars (issue 5): the product's reads cases through indexes alone, and
takes at most 3 times the other.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

DEPARTMENTS, TEAMS = 9, 21  # with the top 1 + 9 + 9 * 21 = 199 units, and one more for the office
WORKERS = 4  # in each team
BAR = 3.0

FILL = """
    INSERT INTO cases_case ({columns})
    SELECT {values}
    FROM generate_series(1, %(count)s) AS n, (SELECT * FROM cases_case LIMIT 1) AS old
"""
CHANGED = {
    "id": "old.id + n",
    "file_number": "'V-' || n",
    "unit_id": "(%(units)s::bigint[])[1 + n %% %(teams)s]",
    "status": "CASE WHEN n %% 13 = 0 THEN 'open' ELSE 'closed' END",
    "closed_at": "CASE WHEN n %% 13 = 0 THEN NULL ELSE now() - n * interval '1 minute' END",
    "outcome": "CASE WHEN n %% 13 = 0 THEN '' ELSE 'grant' END",
    "assignee_id": """CASE WHEN n %% 7 = 0 THEN NULL ELSE
        (%(people)s::bigint[])[1 + n %% %(teams)s * %(workers)s + n / 17 %% %(workers)s] END""",
    "due_on": "CASE WHEN n %% 11 = 0 THEN NULL ELSE current_date + (n %% 127 - 10)::int END",
    "waiting_for": "CASE WHEN n %% 3 = 0 THEN 'applicant' ELSE '' END",
    "attention": "CASE WHEN n %% 5 = 0 THEN 'answer' ELSE '' END",
    "attention_since": "now()",
}


def main(cases: int, rounds: int, explain: bool, keep: bool) -> int:
    connection.settings_dict["TEST"]["NAME"] = "bench_visibility"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep)
    try:
        with TemporaryDirectory() as folder:
            settings.DATA_DIR = Path(folder)
            return measure(caseworker() or fill(cases), rounds, explain)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0, keepdb=keep)


def caseworker() -> Any:
    """The caseworker of a database that was kept; None in an empty one."""
    from casework.access.models import User

    return User.objects.filter(username="team-0-0-0").first()


def fill(count: int) -> Any:
    """An office of 200 units with `count` cases; returns the caseworker."""
    from casework.access.models import Unit, User
    from casework.cases.models import Case

    with transaction.atomic():
        who = _office(count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{Case.objects.count():,} cases in {Unit.objects.count()} units")
    return User.objects.get(pk=who.pk)


def _office(count: int) -> Any:
    from casework.access import roles
    from casework.access.models import User
    from casework.cases.models import Case
    from tests.factories import make_case, make_office

    office = make_office()
    make_case(office)
    teams = []
    for d in range(DEPARTMENTS):
        department = _unit(office, f"abteilung-{d}", office.unit.parent)
        teams += [_unit(office, f"team-{d}-{t}", department) for t in range(TEAMS)]
    people = User.objects.bulk_create(
        User(username=f"{team.slug}-{n}", authority=office.authority)
        for team in teams
        for n in range(WORKERS)
    )
    columns = [f.column for f in Case._meta.concrete_fields if not f.generated]
    values = ", ".join(CHANGED.get(column, f"old.{column}") for column in columns)
    given = {
        "count": count,
        "units": [team.pk for team in teams],
        "teams": len(teams),
        "people": [person.pk for person in people],
        "workers": WORKERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(columns=", ".join(columns), values=values), given)
    who = people[0]
    for unit in (teams[0].parent, teams[40], teams[80]):
        roles.grant(user=who, role=roles.WORK, unit=unit)
    _stand(office, who, people, teams)
    return who


def _unit(office: Any, slug: str, parent: Any) -> Any:
    from casework.access.models import Unit

    return Unit.objects.create(authority=office.authority, slug=slug, name=slug, parent=parent)


def _stand(office: Any, who: Any, people: list[Any], teams: list[Any]) -> None:
    """Shares, exclusions and substitutions of the caseworker, and of many others."""
    from casework.access.models import Substitution
    from casework.cases.models import Case, Exclusion, Share

    now, today = timezone.now(), timezone.localdate()
    ids = list(Case.objects.filter(status="open").order_by("?").values_list("pk", flat=True)[:5000])
    stamp = {"entered_by": office.lea, "entered_at": now}
    for n, case in enumerate(ids):
        user = who if n % 100 == 0 else people[n % len(people)]
        to = {"unit": teams[n % len(teams)]} if n % 3 == 0 and user != who else {"user": user}
        until = today + timedelta(days=n % 30)
        Share(case_id=case, **to, level="read", until=until, why="Zur Kenntnis",
              granted_by=office.lea, granted_at=now).save_base(raw=True)  # fmt: skip
        if n % 5 == 0:
            Exclusion(case_id=case, user=people[1 + n % 50], norm="§ 20 VwVfG", reason="Onkel",
                      **stamp).save_base(raw=True)  # fmt: skip
    mine = Case.objects.filter(unit__in=teams[:TEAMS], status="open", assignee=None)
    for case in mine.values_list("pk", flat=True)[:40]:
        Exclusion(case_id=case, user=who, norm="§ 21 VwVfG", reason="Besorgnis",
                  **stamp).save_base(raw=True)  # fmt: skip
    for absent in (people[-1], people[-9]):
        Substitution.objects.create(
            absent=absent,
            deputy=who,
            starts_on=today,
            ends_on=today + timedelta(days=5),
            **stamp,
        )


def product_query(user: Any) -> tuple[str, tuple[Any, ...]]:
    """The first page of the inbox as the product asks the database for it."""
    from casework.desk.inbox.lists import view_of
    from casework.desk.inbox.order import order_of

    cases = order_of("needs", "due").apply(view_of("needs", user, timezone.localdate()), None)
    sql, params = cases.values_list("pk")[:51].query.sql_with_params()
    return sql, params


BY_HAND = """
    WITH called AS NOT MATERIALIZED (
        SELECT id, unit_id, assignee_id, origin_id, next_on FROM cases_case AS c
        WHERE status = 'open' AND (
            (waiting_for = '' AND follow_up_on IS NULL AND NOT EXISTS (
                SELECT FROM decisions_cosignature AS s
                JOIN decisions_decision AS d ON d.id = s.decision_id
                WHERE d.case_id = c.id AND s.state = 'requested'))
            OR attention IN ('answer', 'returned_mail', 'objection', 'handed_on')
            OR due_on < %(today)s OR follow_up_on <= %(today)s
            OR (due_on <= %(soon)s AND waiting_for = ''))
    ), mine AS (
        (SELECT id, next_on, origin_id FROM called WHERE assignee_id = ANY(%(absent)s)
         ORDER BY next_on NULLS LAST, id LIMIT 500)
        UNION ALL
        (SELECT id, next_on, origin_id FROM called
         WHERE assignee_id = %(me)s AND (unit_id = ANY(%(units)s) OR id = ANY(%(shared)s))
         ORDER BY next_on NULLS LAST, id LIMIT 500)
        UNION ALL
        (SELECT id, next_on, origin_id FROM called
         WHERE assignee_id IS NULL AND unit_id = ANY(%(units)s)
         ORDER BY next_on NULLS LAST, id LIMIT 500)
    )
    SELECT id FROM mine
    WHERE id <> ALL(%(barred)s) AND (origin_id IS NULL OR origin_id <> ALL(%(barred)s))
    ORDER BY next_on NULLS LAST, id LIMIT 51
"""


def hand_query(user: Any) -> tuple[str, dict[str, Any]]:
    """The same rows, with one arm for each ground on which a case is hers."""
    from casework.access import roles
    from casework.cases.models.reach import reach_of
    from casework.desk.inbox.urgency import SOON_DAYS

    reach, today = reach_of(user), timezone.localdate()
    return BY_HAND, {
        "me": user.pk,
        "units": list(roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)),
        "absent": list(reach.absent),
        "shared": list(reach.shared),
        "barred": list(reach.barred),
        "today": today,
        "soon": today + timedelta(days=SOON_DAYS),
    }


def measure(user: Any, rounds: int, explain: bool) -> int:
    queries = {"the product": product_query(user), "by hand": hand_query(user)}
    rows = {name: _rows(*query) for name, query in queries.items()}
    if rows["the product"] != rows["by hand"]:
        raise SystemExit(f"not the same rows: {rows}")
    times: dict[str, list[float]] = {name: [] for name in queries}
    for turn in range(rounds + 5):
        for name, query in queries.items():
            begun = time.perf_counter()
            _rows(*query)
            if turn >= 5:  # the first ones warm the caches
                times[name].append(1000 * (time.perf_counter() - begun))
    for name, query in queries.items():
        print(f"{name:12} {median(times[name]):8.2f} ms  {len(rows[name])} rows")
        if explain:
            print(_explained(*query, "TEXT"))
    times_more = median(times["the product"]) / median(times["by hand"])
    plan = json.loads(_explained(*queries["the product"], "JSON"))[0]["Plan"]
    used = sorted({node.get("Index Name", node["Node Type"]) for node in _readings(plan)})
    whole = [node for node in _readings(plan) if node["Node Type"] == "Seq Scan"]
    print(f"cases are read through: {', '.join(used)}")
    print(f"{times_more:.2f} times (bar: {BAR:g}) {'kept' if times_more <= BAR else 'MISSED'}")
    return int(bool(whole) or times_more > BAR)


def _rows(sql: str, params: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _explained(sql: str, params: Any, form: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT {form}) {sql}", params)
        rows = cursor.fetchall()
    return json.dumps(rows[0][0]) if form == "JSON" else "\n".join(row[0] for row in rows)


def _readings(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a plan that read the table of cases."""
    reads_table = node.get("Relation Name") == "cases_case"
    by_bitmap = node["Node Type"] == "Bitmap Index Scan"
    if reads_table and node["Node Type"] != "Bitmap Heap Scan" or by_bitmap:
        yield node
    for part in node.get("Plans", ()):
        yield from _readings(part)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--explain", action="store_true", help="print both plans")
    parser.add_argument("--keep", action="store_true", help="keep the database for next time")
    options = parser.parse_args()
    django.setup()
    sys.exit(main(options.cases, options.rounds, options.explain, options.keep))

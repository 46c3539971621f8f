"""Figures for Prometheus: requests as they are answered, and what waits in the database.

With several web processes on a machine, `PROMETHEUS_MULTIPROC_DIR` names an empty folder in which
they add up what they counted (deploy/gunicorn.conf.py). No label names a person or a case.
"""

import os
from collections.abc import Iterator

from django.db import connection
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

REQUESTS = Counter(
    "sachstand_requests",
    "Requests answered, by view, method and status.",
    ["view", "method", "status"],
)
SECONDS = Histogram(
    "sachstand_request_seconds",
    "Seconds until a request was answered, by view.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_WAITING = {
    "sachstand_jobs": (
        "Jobs of the worker by state; those that are done are left out.",
        "SELECT status::text, count(*) FROM procrastinate_jobs "
        "WHERE status IN ('todo', 'doing', 'failed') GROUP BY status",
    ),
    "sachstand_oldest_job_seconds": (
        "How long the job that waits longest has been due.",
        "SELECT 'todo', "
        "coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0) "
        "FROM procrastinate_jobs j LEFT JOIN procrastinate_events e "
        "ON e.job_id = j.id AND e.type = 'deferred' "
        "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()",
    ),
    "sachstand_log_entries_unchained": (
        "Entries of the audit log that are not in the chain yet.",
        "SELECT 'waiting', count(*) FROM audit_unchained",
    ),
    "sachstand_submissions": (
        "Submissions that were stored or set aside and are not settled.",
        "SELECT status, count(*) FROM intake_submission "
        "WHERE status IN ('stored', 'set_aside') GROUP BY status",
    ),
}


class Waiting(Collector):
    """What waits, asked of the database when somebody reads the figures."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with connection.cursor() as cursor:
            for name, (words, sql) in _WAITING.items():
                family = GaugeMetricFamily(name, words, labels=["state"])
                cursor.execute(sql)
                for state, number in cursor.fetchall():
                    family.add_metric([state], float(number))
                yield family


def exposition() -> bytes:
    """All figures in Prometheus' text format."""
    counted: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(Waiting())
    return generate_latest(counted) + generate_latest(asked)

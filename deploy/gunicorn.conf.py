"""Gunicorn for Sachstand: gunicorn casework.wsgi -c deploy/gunicorn.conf.py

WEB_WORKERS processes (default: cores and one) with WEB_THREADS threads each. There is no access
log on purpose: addresses hold what people searched for. `LOG_REQUESTS=INFO` writes a line for each
request without them.
"""

import os
from pathlib import Path

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", len(os.sched_getaffinity(0)) + 1))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory; a heartbeat on a slow disk kills workers
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than the proxy's, so that the proxy is the one who closes
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
loglevel = "warning"

if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    Path(folder).mkdir(parents=True, exist_ok=True)


def on_starting(server: object) -> None:
    """What processes counted before this start is not added to what they count now."""
    if folder:
        for left in Path(folder).glob("*.db"):
            left.unlink(missing_ok=True)


def child_exit(server: object, worker: object) -> None:
    """A process that ended keeps its counters and loses its gauges."""
    if folder:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)

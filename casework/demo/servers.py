"""Web and worker as processes of their own, stopped in order when the demo ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

STOP_AFTER = 15.0


def require_free(port: int) -> None:
    """Raise RuntimeError, with what to do about it, when another program has the port."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        try:
            one.bind(("127.0.0.1", port))
        except OSError as error:
            raise RuntimeError(
                f"Port {port} cannot be used ({error.strerror}). Perhaps the demo runs already; "
                f"stop it, or take another port: PORT={port + 1} make demo"
            ) from error


@contextmanager
def running(port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Web on `port` and a worker, both on this process's database; ended on the way out."""
    environment = {**os.environ, "DATABASE_URL": settings.DATABASE_URL}
    commands = (
        [
            "-m",
            "gunicorn",
            "casework.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ],
        ["manage.py", "procrastinate", "worker"],
    )
    processes = [
        subprocess.Popen(  # noqa: S603 - our own commands, no outside input
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the demo only, which ends them in order
        )
        for command in commands
    ]
    try:
        yield processes
    finally:
        _stop(processes)


def wait_until_up(port: int, processes: list[subprocess.Popen[bytes]], seconds: float = 30) -> None:
    """Return once the web answers. RuntimeError when a process ended or time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("a process ended at once; is the port in use?")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the web did not answer in time")


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(STOP_AFTER)
        except subprocess.TimeoutExpired:
            process.kill()

"""Simulated caseworkers on a real server of this machine: what bench/load.py and soak.py share.

A caseworker looks at the inbox, opens a case, comes back, looks at closed ones, searches, and now
and then writes a note, with time to think in between. Who they are and what they do is thrown by a
seed. Sessions are made without the sign-in page, whose slow hash of passwords is not measured.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bench.measuring import ROOT

HOST = "127.0.0.1"
NAMES = ("Vogt", "Lehmann", "Kowalski", "Brandes", "Özdemir")
ACTS = {"inbox": 40, "case": 35, "closed": 8, "search": 12, "note": 5}
CASE = re.compile(r'href="(/cases/[^/"]+/)"')


class Answer(NamedTuple):
    """One request: what for, seconds, its status (0: no answer), and when it ended."""

    act: str
    seconds: float
    status: int
    at: float

    @property
    def failed(self) -> bool:
        return not 200 <= self.status < 400


@contextmanager
def server(port: int, *, worker: bool = False) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Gunicorn as deploy/gunicorn.conf.py has it, on the database of this process; ended after."""
    from django.conf import settings

    environment = {
        **os.environ,
        "DATABASE_URL": settings.DATABASE_URL,
        "DJANGO_SETTINGS_MODULE": "casework.settings",
        "WEB_BIND": f"{HOST}:{port}",
    }
    commands = [["-m", "gunicorn", "casework.wsgi", "-c", "deploy/gunicorn.conf.py"]]
    if worker:
        commands.append(["manage.py", "procrastinate", "worker"])
    processes = [
        subprocess.Popen([sys.executable, *one], cwd=ROOT, env=environment)  # noqa: S603 - ours
        for one in commands
    ]
    try:
        _wait(port, processes)
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def _wait(port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(150):
        if any(process.poll() is not None for process in processes):
            raise SystemExit("A process of the server ended at once.")
        try:
            if _Line(port, "").get("/health/ready/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The server did not become ready.")


IDLE = 60  # seconds after which a connection is not used again; the server's end at 75


class _Line:
    """A kept connection with the cookies of one person."""

    def __init__(self, port: int, cookies: str) -> None:
        self.port, self.cookies = port, cookies
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.used = time.monotonic()

    def get(self, path: str) -> tuple[int, str]:
        return self._send("GET", path, None, {})

    def post(self, path: str, values: dict[str, str]) -> tuple[int, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urllib.parse.urlencode(values), kind)

    def _send(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        own = {"Cookie": self.cookies, "Host": f"localhost:{self.port}"}
        if time.monotonic() - self.used > IDLE:
            self.connection.close()  # opens again by itself, as a browser's does
        self.used = time.monotonic()
        try:
            self.connection.request(method, path, body, {**own, **headers})
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise
        return answer.status, text


@dataclass
class Caseworker:
    """One person: what they do next, and what they know of the last list they saw."""

    port: int
    cookies: str
    token: str
    seed: int
    think: float
    answers: list[Answer] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - not a secret
        self.line = _Line(self.port, self.cookies)

    def work(self, until: float) -> None:
        """Go on until then, beginning somewhere within the first pause."""
        time.sleep(self.dice.uniform(0, self.think))
        while time.monotonic() < until:
            self.act(self.dice.choices(list(ACTS), list(ACTS.values()))[0])
            pause = min(self.dice.expovariate(1 / self.think), 5 * self.think)
            time.sleep(max(0.0, min(pause, until - time.monotonic())))

    def act(self, act: str) -> None:
        begun, status = time.perf_counter(), 0
        try:
            status, text = self._do(act)
        except (http.client.HTTPException, OSError):
            text = ""
        if act == "inbox" and status == 200:
            self.seen = CASE.findall(text) or self.seen
        now = time.perf_counter()
        self.answers.append(Answer(act, now - begun, status, time.monotonic()))

    def _do(self, act: str) -> tuple[int, str]:
        if act in ("case", "note") and self.seen:
            page = self.dice.choice(self.seen)
            if act == "case":
                return self.line.get(page)
            note = {"note": "Angerufen, niemand erreicht.", "csrfmiddlewaretoken": self.token}
            return self.line.post(f"{page}notes/", note)
        if act == "closed":
            return self.line.get("/?view=closed")
        if act == "search":
            name = urllib.parse.quote(self.dice.choice(NAMES))
            return self.line.get(f"/?view=open&q={name}")
        return self.line.get("/")


def crowd(number: int, port: int, think: float, seed: int = 1) -> list[Caseworker]:
    """That many caseworkers of the office, each with a session of their own."""
    from django.middleware.csrf import _get_new_csrf_string

    from bench.measuring import client_of
    from casework.access.models import User

    people = User.objects.filter(unitpermission__permission__codename="work", is_active=True)
    chosen = list(people.distinct().order_by("username")[:number])
    if len(chosen) < number:
        print(f"only {len(chosen)} caseworkers; some sign in twice", file=sys.stderr)
    found = []
    for place in range(number):
        jar = client_of(chosen[place % len(chosen)]).cookies
        token = _get_new_csrf_string()
        cookies = "; ".join(f"{name}={one.value}" for name, one in jar.items())
        found.append(Caseworker(port, f"{cookies}; csrftoken={token}", token, seed + place, think))
    return found


def together(people: list[Caseworker], seconds: float) -> list[Answer]:
    """All of them at work at once; every answer, in the order of the people."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.work, args=(until,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for one in people for answer in one.answers]


def alone(person: Caseworker, rounds: int) -> list[Answer]:
    """One person without a pause, in the same proportions."""
    person.act("inbox")
    person.answers.clear()
    for _ in range(rounds):
        person.act(person.dice.choices(list(ACTS), list(ACTS.values()))[0])
    return person.answers


def failures(answers: list[Answer]) -> dict[str, int]:
    """How often each act failed, by its status."""
    found: dict[str, int] = {}
    for answer in answers:
        if answer.failed:
            key = f"{answer.act} {answer.status or 'no answer'}"
            found[key] = found.get(key, 0) + 1
    return found


def resident(processes: list[Any]) -> float:
    """Megabytes of memory that these processes and their children hold; a child that reads one
    document and is gone before it was measured counts nothing.
    """
    import psutil

    total = 0
    for process in processes:
        root = psutil.Process(process.pid)
        for one in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total / 1024 / 1024

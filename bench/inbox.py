"""The inbox at a million cases: whole page through the application, against bare things.

    .venv/bin/python bench/inbox.py [--rounds 30] [--small FOLDER] [--json]

Measured in turns: the page; a Django without middleware whose view sends the same SELECTs and shows
50 plain rows; the change list of Django's admin over the same table. With `--small`, a data folder
that `manage.py bench_data --cases 10000 --units 10` filled, also the page there. Exit code 1 when a
bar is missed (issue: median at most 3 times the bare view, 1.3 times itself at 10,000 cases, a
fifth of the change list).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import (  # noqa: E402
    Figure,
    caseworker,
    client_of,
    finish,
    in_turns,
    middle,
    slow,
    start,
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only-page", action="store_true", help="the page alone, for --small")
    options = parser.parse_args()
    start()
    if options.only_page:
        print(json.dumps(page_alone(options.rounds)))
        return 0
    return finish(figures(options))


def page_alone(rounds: int) -> float:
    client = client_of(caseworker())
    return middle(in_turns({"inbox": lambda: checked(client, "/")}, rounds)["inbox"])


def figures(options: Any) -> list[Figure]:
    from bench import bare
    from casework.access.models import User
    from casework.cases.models import Case

    user = caseworker()
    client = client_of(user)
    with bare.recording() as recorded:
        checked(client, "/")
    works = {
        "inbox": lambda: checked(client, "/"),
        "rows": lambda: checked(client, "/", headers={"HX-Request": "true"}),
        "closed": lambda: checked(client, "/?view=closed"),
        "bare": bare.minimal(recorded),
    }
    times = in_turns(works, options.rounds)
    first = in_turns({"first": lambda: unknown(client)}, options.rounds)["first"]
    admin = in_turns({"admin": bare.change_list(User.objects.get(pk=user.pk))}, 3)["admin"]
    page = middle(times["inbox"])
    found = [
        Figure("cases in the database", Case.objects.count(), unit=""),
        Figure("inbox, median", page, unit="ms"),
        Figure("inbox, 95th percentile", slow(times["inbox"]), unit="ms"),
        Figure("inbox, nothing of it kept by the process, median", middle(first), unit="ms"),
        Figure("inbox, rows alone (htmx), median", middle(times["rows"]), unit="ms"),
        Figure("closed cases, median", middle(times["closed"]), unit="ms"),
        Figure("queries of the inbox", len(recorded), unit=""),
        Figure("minimal view with the same SQL, median", middle(times["bare"]), unit="ms"),
        Figure("change list of Django's admin, median", middle(admin), unit="ms"),
        Figure("inbox against the minimal view", page / middle(times["bare"]), 3),
        Figure("inbox against the change list", page / middle(admin), 0.2),
    ]
    if options.small:
        small, big = against(options.small, client, options.rounds)
        found.append(Figure("inbox at 10,000 cases, median", small, unit="ms"))
        found.append(Figure("inbox against itself at 10,000 cases", big / small, 1.3))
    return found


def unknown(client: Any) -> Any:
    """The page as a process shows it that has never seen this person, filters or lines."""
    from casework.desk.inbox import lines
    from casework.prepared import forget

    forget()
    lines.forget()
    return checked(client, "/")


def against(folder: Path, client: Any, rounds: int) -> tuple[float, float]:
    """Medians there and here, in three turns: the middle one of each."""
    environment = {**os.environ, "SACHSTAND_DATA": str(folder)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, __file__, "--only-page", "--rounds", str(rounds)]
    there, here = [], []
    for _ in range(3):
        done = subprocess.run(  # noqa: S603 - this file
            command, env=environment, check=True, capture_output=True, text=True
        )
        there.append(float(json.loads(done.stdout.splitlines()[-1])))
        here.append(middle(in_turns({"inbox": lambda: checked(client, "/")}, rounds)["inbox"]))
    return sorted(there)[1], sorted(here)[1]


def checked(client: Any, url: str, **how: Any) -> Any:
    """The answer; a page that is not whole must not be measured."""
    answer = client.get(url, **how)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    return answer


if __name__ == "__main__":
    sys.exit(main())

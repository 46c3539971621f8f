"""The other lists of the desk in a large office, each beside the inbox of the same person.

    .venv/bin/python bench/pages.py [--rounds 15] [--json]

A lead of one unit opens each of them in turns with the inbox, the whole application included. There
is no bar for them; one that takes many times the inbox is worth a look.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import Figure, client_of, finish, in_turns, middle, start  # noqa: E402

PAGES = {
    "team board": "/team/",
    "call-backs": "/call-backs/",
    "notifications": "/alerts/",
    "out-tray": "/post/",
    "batches": "/batches/",
    "search in one box": "/find/?q=Lehmann",
    "calculator": "/deadlines/",
    "handbook": "/help/",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    from casework.access.models import User

    client = client_of(User.objects.get(username="lead0001"))

    def opened(url: str) -> None:
        answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answered {answer.status_code}")

    works = {"inbox": "/", **PAGES}
    times = in_turns(
        {name: lambda url=url: opened(url) for name, url in works.items()},  # type: ignore[misc]
        options.rounds,
    )
    inbox = middle(times.pop("inbox"))
    found = [Figure("inbox of a lead, median", inbox, unit="ms")]
    for name, taken in times.items():
        found.append(Figure(f"{name}, median", middle(taken), unit="ms"))
        found.append(Figure(f"{name} against the inbox", middle(taken) / inbox))
    return finish(found)


if __name__ == "__main__":
    sys.exit(main())

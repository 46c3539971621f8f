"""The figures of a large office: each topic for a lead and for the whole authority.

    .venv/bin/python bench/figures.py [--rounds 5] [--year YEAR] [--json]

Whole page through the application, over one year (last year, unless named). There is no bar for it.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import Figure, client_of, finish, in_turns, middle, start  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--year", default=str(date.today().year - 1))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start()
    return finish(figures(options))


def figures(options: Any) -> list[Figure]:
    from casework.access.models import User
    from casework.cases.models import Case

    found = []
    for name, who in (("lead0001", "a lead"), ("sander", "the authority")):
        user = User.objects.get(username=name)
        client, seen = client_of(user), Case.objects.visible_to(user).count()
        found.append(Figure(f"cases that {who} sees", seen, unit=""))
        for topic in ("flow", "time", "waiting", "results", "digital"):
            url = f"/figures/?topic={topic}&period={options.year}"
            times = in_turns({topic: lambda: checked(client, url)}, options.rounds)[topic]  # noqa: B023
            found.append(Figure(f"figures of {who}: {topic}, median", middle(times), unit="ms"))
    return found


def checked(client: Any, url: str) -> Any:
    """The answer; a page that is not whole must not be measured."""
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    return answer


if __name__ == "__main__":
    sys.exit(main())

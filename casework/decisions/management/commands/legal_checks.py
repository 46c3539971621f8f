"""`manage.py legal_checks > docs/legal-checks.md`: every legal check with its norms, as a page."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from casework.decisions.checks import CHECKS, SUBJECTS, Check

HEAD = """\
# The legal checks

What is looked at before a notice goes out. This page is written by `manage.py legal_checks`; a
test compares it with the code. The checks run live beside the editor, and again when the notice is
issued.

* **stops**: the notice is not issued. Where it says *lead*, the law leaves room: a team lead who
  did not write the draft may override it with a reason, which is logged with the norm.
* **warns**: the notice is issued once a reason is given; it is stored with the decision.

An answer holds until what the check looked at changes. No check reads free text for meaning: each
says what it looked at. Where a norm of the case is more exact (the fee schedule, the outcome), the
finding names that one. {count} checks.
"""
TABLE = """\
| check | norm | | question to the caseworker | looked at |
|---|---|---|---|---|
"""


class Command(BaseCommand):
    help = "Prints the page on the legal checks (docs/legal-checks.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    """The page in Markdown; the questions stand there in German, as caseworkers read them."""
    return HEAD.format(count=len(CHECKS)) + "".join(_sections())


def _sections() -> Iterator[str]:
    for subject, checks in SUBJECTS:
        with translation.override("en"):
            yield f"\n## {subject}\n\n{TABLE}"
        for check in checks:
            yield _row(check)


def _row(check: Check) -> str:
    with translation.override("de"):
        question = str(check.question)
    with translation.override("en"):
        looked_at = str(check.looked_at)
    kind = "stops" if check.severity == "blocker" else "warns"
    kind += ", *lead*" if check.overridable else ""
    norms = dict.fromkeys(check.norms.values())
    cells = (f"`{check.code}`", "<br>".join(norms), kind, _plain(question), _plain(looked_at))
    return f"| {' | '.join(cells)} |\n"


def _plain(text: str) -> str:
    """A question without what is filled in, fit for a cell."""
    for part in text.split("%(")[1:]:
        text = text.replace(f"%({part.partition(')s')[0]})s", "…")
    return text.replace("|", "\\|")

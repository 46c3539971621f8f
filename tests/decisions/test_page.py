"""The page on the legal checks says what the code does."""

import io
from pathlib import Path

from django.core.management import call_command

from casework.decisions.checks import CHECKS

PAGE = Path(__file__).resolve().parents[2] / "docs/legal-checks.md"


def test_page_is_what_the_command_prints() -> None:
    out = io.StringIO()
    call_command("legal_checks", stdout=out)
    assert PAGE.read_text(encoding="utf-8") == out.getvalue(), "manage.py legal_checks > docs/…"


def test_every_check_stands_on_it_with_its_norms() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for check in CHECKS:
        row = next(line for line in text.splitlines() if line.startswith(f"| `{check.code}` |"))
        assert all(norm in row for norm in check.norms.values())
        assert "%(" not in row

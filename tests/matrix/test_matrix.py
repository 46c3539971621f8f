"""Everybody on every page: nothing differs from docs/access.md, and no page is without a policy."""

import pytest

from casework.desk.gate.table import GROUPS, POLICIES
from tests.matrix.page import PAGE, section_of
from tests.matrix.walk import METHODS, Walker, pages

SHARES = {"case": ("A case", "Inbox, team and everybody's pages")}
TITLES = list(GROUPS)


def test_every_page_has_a_policy_and_every_policy_a_page() -> None:
    assert set(pages()) == set(POLICIES)


# Each share makes the world anew, so that the processes of a run divide the work.
@pytest.mark.parametrize("share", range(4))
def test_every_page_answers_everybody_as_written(walker: Walker, share: int) -> None:
    written = PAGE.read_text(encoding="utf-8")
    for title in TITLES[share::4]:
        rows = {
            (name, method): walker.row(name, method) for name in GROUPS[title] for method in METHODS
        }
        assert section_of(title, rows) in written, f"{title}: see the head of docs/access.md"

"""Everybody on every page: nothing differs from docs/access.md, and no page is without a policy."""

from collections.abc import Iterator

import pytest

from casework.desk.gate.table import GROUPS, POLICIES
from tests.matrix.page import PAGE, Rows, section_of
from tests.matrix.walk import METHODS, Walker, pages

TITLES = list(GROUPS)
SHARES = 4
# Whatever their role: nobody of these gets to know that the case exists.
OUTSIDE = ("other", "foreign", "excluded")
# What somebody who only audits sends: about themselves, and about the audit.
AUDITORS_SEND = (
    "account_",
    "mfa_",
    "set_language",
    "desk:alert-",
    "desk:audit-",
    "desk:absence",
    "desk:view-",
    "desk:tour-",  # puts the card of one's own first day away
    "desk:sensitive",  # opens masked fields with a reason: that is reading
    "desk:case-exclude",
)  # fmt: skip - who is biased must say so, auditors too
NOTHING = ("404", "405")


def test_every_page_has_a_policy_and_every_policy_a_page() -> None:
    assert set(pages()) == set(POLICIES)


# Each share makes the world anew, so that the processes of a run divide the work.
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_answers_everybody_as_written(walker: Walker, share: int) -> None:
    written = PAGE.read_text(encoding="utf-8")
    for title in TITLES[share::SHARES]:
        rows = {
            (name, method): walker.row(name, method) for name in GROUPS[title] for method in METHODS
        }
        assert section_of(title, rows) in written, f"{title}: see the head of docs/access.md"
        assert list(objections(rows, walker)) == []


def objections(rows: Rows, walker: Walker) -> Iterator[str]:
    """What a reader of the table would object to, whatever is written there."""
    for (name, method), outcomes in rows.items():
        of_case = "file_number" in walker.pages[name]
        for (role, relation), came in outcomes.items():
            inside = relation in ("own", "above")
            here = f"{method} {name}, {role} {relation}: {came}"
            if of_case and relation in OUTSIDE and came not in NOTHING:
                yield f"an outsider learns that the case exists: {here}"
            if of_case and inside and role in ("administer", "none") and came not in NOTHING:
                yield f"a case is open without a role in its unit: {here}"
            if inside and role == "audit" and _changes(name, method, came):
                yield f"an auditor changes something: {here}"


def _changes(name: str, method: str, came: str) -> bool:
    return (method, came) == ("POST", "yes") and not name.startswith(AUDITORS_SEND)

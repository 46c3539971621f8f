"""Why a case needs somebody, in the words of its line."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from casework.access.models import User
from casework.cases.models import Case
from casework.desk.inbox.reasons import reasons

TODAY = date(2026, 3, 3)
ME, OTHER = User(pk=1), User(pk=2)


def case(**values: object) -> Case:
    due = {"due_on": TODAY + timedelta(days=30), "attention": "", "assignee": ME}
    return Case(**{**due, **values})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"attention": "new", "assignee": None}, ["New application"]),
        ({"attention": "assigned"}, ["Assigned to you"]),
        ({"attention": "assigned", "assignee": OTHER}, ["Newly assigned"]),
        ({"attention": "answer", "waiting_for": "applicant"}, ["Answer arrived"]),
        ({"waiting_for": "applicant"}, ["Waiting for the applicant"]),
        ({"waiting_for": "authority"}, ["Waiting for another body"]),
        ({"waiting_for": "applicant", "due_on": TODAY}, ["Waiting for the applicant"]),
        (
            {"waiting_for": "authority", "due_on": TODAY - timedelta(days=1)},
            ["Other body did not answer"],
        ),
        (
            {"attention": "new", "due_on": TODAY - timedelta(days=1)},
            ["New application", "Deadline missed"],
        ),
        ({"due_on": TODAY}, ["Deadline near"]),
        ({"due_on": None}, ["In progress"]),
        ({"assignee": None}, ["Not taken yet"]),
        ({"status": "closed"}, ["Closed"]),
    ],
)
def test_reasons(values: dict[str, object], words: list[str]) -> None:
    with override("en"):
        assert [str(reason) for reason in reasons(case(**values), ME, TODAY)] == words

"""Several people at the same moment: one signature, one request, one story."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from casework.audit.models import Entry
from casework.cases.errors import Conflict, InvalidData
from casework.decisions.cosign_actions import send_back, withdraw
from casework.decisions.models import CoSignature
from tests.factories import NOW, Office
from tests.four_eyes import ask, away, may_sign_here, parking_draft, sign

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in parallel; "done" or the name of what each raised, sorted."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except (Conflict, InvalidData) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_sign_and_one_sends_back(office: Office) -> None:
    may_sign_here(office, office.lea)
    may_sign_here(office, office.ben)
    request = ask(parking_draft(office), office.ada)
    results = at_once(
        lambda: sign(request, office.lea),
        lambda: sign(request, office.ben),
        lambda: send_back(co_signature=request, by=office.lea, now=NOW, comment="Nein."),
        lambda: withdraw(co_signature=request, by=office.ada, now=NOW),
    )
    assert results == ["Conflict"] * 3 + ["done"]
    answers = Entry.objects.filter(act__startswith="cosign.", action=Entry.Action.ACT)
    assert answers.exclude(act="cosign.request").count() == 1


def test_double_click_asks_once(office: Office) -> None:
    may_sign_here(office, office.lea)
    draft = parking_draft(office)
    results = at_once(*[lambda: ask(draft, office.ada)] * 3)
    assert results == ["Conflict", "Conflict", "done"]
    assert CoSignature.objects.count() == 1


def test_two_deputies_at_once_are_one(office: Office) -> None:
    results = at_once(lambda: away(office.lea, office.ada), lambda: away(office.lea, office.ben))
    assert results == ["InvalidData", "done"]

"""Until when a closed case is kept."""

from datetime import date, timedelta

import pytest

from casework.archive.discarded import forget_discarded
from casework.archive.models import Retention
from casework.archive.retaining import after_years, compute, compute_missing, reckon
from casework.audit.models import Entry
from casework.cases.models import Case
from casework.delivery.models import Delivery
from casework.intake.models import Submission
from tests.archive.making import LATER, close, delivered
from tests.delivery.making import make_delivery
from tests.factories import NOW, Office, make_case, submit


def test_from_its_closing_as_long_as_the_service_says(office: Office) -> None:
    kept = reckon(close(make_case(office)))
    assert (kept.starts_on, kept.ends_on) == (date(2026, 3, 3), date(2029, 3, 3))
    assert kept.because == (
        "Geschlossen am 03.03.2026.",
        "3 Jahre aufzubewahren, bis zum 03.03.2029: "
        "Frist des Aktenplans der Stadt Lindenfurt (erfunden)",
    )


def test_from_the_day_the_decision_is_final_when_that_is_later(office: Office) -> None:
    delivery = make_delivery(office)
    delivered(delivery, final_on="2026-04-10")
    assert reckon(close(delivery.case)).ends_on == date(2029, 4, 10)
    Delivery.objects.update(final_on="2026-03-10", notified_on="2026-03-07")
    late = close(delivery.case, NOW + timedelta(days=60))
    assert reckon(late).ends_on == date(2029, 5, 2)


def test_not_while_a_letter_is_under_way(office: Office) -> None:
    case = close(make_delivery(office).case)
    stored = compute(case, LATER)
    assert (stored.ends_on, stored.blocked) == (
        None,
        f"Das Schreiben {case.notices.get().number} ist noch nicht zugestellt.",
    )


def test_together_with_the_case_it_is_about(office: Office) -> None:
    origin, track = close(make_case(office, "a")), make_case(office, "b")
    Case.objects.filter(pk=track.pk).update(origin=origin)
    assert reckon(origin).blocked == f"{track.file_number} ist nicht geschlossen."
    close(track, NOW + timedelta(days=400))
    kept = reckon(origin)
    assert kept.ends_on == date(2030, 4, 7)
    assert kept.because[-1] == (
        f"{track.file_number}, mit dem er zusammengehört, ist bis 07.04.2030 aufzubewahren."
    )


@pytest.mark.parametrize(
    ("day", "years", "end"),
    [(date(2026, 3, 3), 3, date(2029, 3, 3)), (date(2028, 2, 29), 1, date(2029, 2, 28))],
)
def test_years_end_on_the_same_day_or_the_last_of_the_month(
    day: date, years: int, end: date
) -> None:
    assert after_years(day, years) == end


def test_the_nightly_work_takes_closed_cases_once(office: Office) -> None:
    close(make_case(office, "a"))
    make_case(office, "b")
    assert compute_missing(NOW) == 1
    assert compute_missing(NOW) == 0
    assert Retention.objects.count() == 1


def test_discarded_submissions_are_emptied_after_a_while(office: Office) -> None:
    def discarded(reference: str, days: int) -> Submission:
        submission = submit(office, reference, service="unknown")
        submission.status, submission.settled_at = "discarded", NOW - timedelta(days=days)
        submission.save()
        return submission

    old, fresh = discarded("a", 91), discarded("b", 89)
    assert forget_discarded(NOW, days=90) == 1
    assert forget_discarded(NOW, days=90) == 0
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (bytes(old.raw), old.problems, old.reference) == (b"", [], "a")
    assert bytes(fresh.raw)
    assert Entry.objects.filter(act="submission.forget", actor=None).exists()

"""When the fee of a decision is to be paid."""

from datetime import date, timedelta

from casework.cases.models import Case
from casework.process.dates import REGIMES, place_of
from legal import deadlines


def due_on(case: Case, on: date) -> date:
    """The day by which a fee is to be paid if the notice is posted on the day `on`.

    The authority's payment days count from the day on which a letter sent by post counts as
    notified.
    """
    authority = case.authority
    notified = deadlines.notify(
        event=on, fiction="post", regime=REGIMES[case.service.regime], place=place_of(authority)
    ).on
    return (notified or on) + timedelta(days=authority.payment_days)

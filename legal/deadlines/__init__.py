"""The deadline calculus of German public authorities, pure: dates are arguments.

The public face of the package; everything else in `legal/deadlines/*.py` is how it is done.
Rules: §§ 187 to 193 BGB, § 31 VwVfG, § 26 SGB X, § 108 AO, § 222 ZPO, § 64 SGG and the
fictions of notification. Every result carries `because`, German sentences with their norms.
"""

from legal.deadlines.authority import (
    appointment,
    benefit_end,
    extend,
    fixed_day,
    set_by_authority,
)
from legal.deadlines.compute import after, compute, place_of
from legal.deadlines.events import permit_by_fiction, provision_end
from legal.deadlines.fiction import FictionSetting
from legal.deadlines.fictions import FICTION_KEYS
from legal.deadlines.holiday_calendar import Place, holiday_name, is_working_day, next_working_day
from legal.deadlines.laws import REGIMES
from legal.deadlines.notification import notify
from legal.deadlines.period import Period
from legal.deadlines.records import Deadline, DeadlineError, Notification
from legal.deadlines.remedies import action, inactivity, objection, reinstatement

__all__ = [
    "FICTION_KEYS",
    "REGIMES",
    "Deadline",
    "DeadlineError",
    "FictionSetting",
    "Notification",
    "Period",
    "Place",
    "action",
    "after",
    "appointment",
    "benefit_end",
    "compute",
    "extend",
    "fixed_day",
    "holiday_name",
    "inactivity",
    "is_working_day",
    "next_working_day",
    "notify",
    "objection",
    "permit_by_fiction",
    "place_of",
    "provision_end",
    "reinstatement",
    "set_by_authority",
]

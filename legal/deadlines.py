"""The deadline calculus of German public authorities, pure: dates are arguments.

The public face of the package; everything else in `legal/deadline_*.py` is how it is done.
Rules: §§ 187 to 193 BGB, § 31 VwVfG, § 26 SGB X, § 108 AO, § 222 ZPO, § 64 SGG and the
fictions of notification. Every result carries `because`, German sentences with their norms.
"""

from legal.deadline_authority import (
    appointment,
    benefit_end,
    extend,
    fixed_day,
    set_by_authority,
)
from legal.deadline_compute import after, compute, place_of
from legal.deadline_events import permit_by_fiction, provision_end
from legal.deadline_fiction import FictionSetting
from legal.deadline_fictions import FICTION_KEYS
from legal.deadline_laws import REGIMES
from legal.deadline_notification import notify
from legal.deadline_period import Period
from legal.deadline_remedies import action, inactivity, objection, reinstatement
from legal.deadline_types import Deadline, DeadlineError, Notification
from legal.holiday_calendar import Place, holiday_name, is_working_day, next_working_day

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

"""Who gets into a case and who is kept out of it, as its pages show it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from casework.access import roles
from casework.access.models import User
from casework.access.substitution import deputies_of
from casework.cases import policy
from casework.cases.models import Case, Exclusion, Share
from casework.desk.case.access_forms import ChangeShareForm, ExcludeForm, LiftForm, ShareForm
from casework.desk.people import workers

PAST_SHOWN = 50


@dataclass(frozen=True)
class ShareLine:
    """Something shared; `answerable` if its question waits for an answer of this person."""

    share: Share
    answerable: bool = False
    form: ChangeShareForm | None = None


@dataclass(frozen=True)
class Forms:
    """The forms of the page, one of them perhaps sent in vain; `of` is the row it belongs to."""

    share: ShareForm | None = None
    exclude: ExcludeForm | None = None
    change: ChangeShareForm | None = None
    lift: LiftForm | None = None
    of: int = 0

    @property
    def sent(self) -> ShareForm | ExcludeForm | ChangeShareForm | LiftForm | None:
        """The one that was sent."""
        return self.share or self.exclude or self.change or self.lift


def share_lines(case: Case, user: User, today: date) -> list[ShareLine]:
    """What is shared of the case now; no query where `is_shared` says that nothing is, else one."""
    if not getattr(case, "is_shared", True):
        return []
    works_in = roles.unit_ids(user, roles.WORK, roles.LEAD)
    return [
        ShareLine(one, one.waits and (one.user_id == user.pk or one.unit_id in works_in))
        for one in shares_of(case).filter(ended_at__isnull=True, until__gte=today)
    ]


def shares_of(case: Case) -> QuerySet[Share]:
    """All that was ever shared of the case."""
    return case.shares.select_related("unit", "user", "granted_by", "answered_by", "ended_by")


def exclusions_of(case: Case) -> QuerySet[Exclusion]:
    """All exclusions from the case, those in force first."""
    found = case.exclusions.select_related("user", "entered_by", "lifted_by")
    return found.order_by("-lifted_at", "user__last_name", "pk")


def access_context(case: Case, user: User, today: date, forms: Forms) -> dict[str, Any]:
    """Everything the page of access shows."""
    why_not = {act: policy.why_not(user, act, case) for act in (policy.SHARE, policy.EXCLUDE)}
    lines = share_lines(case, user, today)
    running = {line.share.pk for line in lines}
    exclusions = list(exclusions_of(case))
    return {
        "case": case,
        "today": today,
        "why_not": why_not,
        "sees_reasons": not why_not[policy.EXCLUDE] or not policy.why_not(user, policy.AUDIT, case),
        "workers": workers(roles.with_ancestors(case.unit)).exclude(
            pk__in=[one.user_id for one in exclusions if one.lifted_at is None]
        ),
        "deputies": deputies_of(case.assignee, today) if case.assignee else [],
        "lines": [ShareLine(one.share, form=_change_form(one.share, forms)) for one in lines],
        "past": [one for one in shares_of(case) if one.pk not in running][:PAST_SHOWN],
        "barred": [one for one in exclusions if one.lifted_at is None],
        "lifted": [one for one in exclusions if one.lifted_at],
        "form": forms.sent,
        "share_form": forms.share or ShareForm(case, today),
        "exclude_form": forms.exclude or ExcludeForm(case, user),
        "lift_form": forms.lift,
        "of": forms.of,
    }


def _change_form(share: Share, forms: Forms) -> ChangeShareForm:
    sent = forms.change if forms.of == share.pk else None
    return sent or ChangeShareForm(share)

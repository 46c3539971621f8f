"""Samples of closed cases, drawn at random and yet so that anybody can draw them again.

Each fitting case gets the SHA-256 of "seed:file number"; the cases with the lowest values are the
sample, in that order. Whoever knows the seed and the list of cases comes to the same ones.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BinaryField, Func, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from casework.access.models import User
from casework.audit.log import acting
from casework.audit.models import Sample, SampleCase
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.desk.audit_room.access import audits_everything, authority_of
from casework.desk.audit_room.sheet import ANSWERS, QUESTIONS
from casework.services.models import Service


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Which closed cases are drawn from; None and empty mean: all. Days are those of closing."""

    service: Service | None = None
    outcome: str = ""
    since: date | None = None
    until: date | None = None

    def fitting(self, user: User) -> QuerySet[Case]:
        """The closed cases that `user` may see and that fit."""
        found: QuerySet[Case] = Case.objects.visible_to(user).filter(status=Case.Status.CLOSED)
        if self.service:
            found = found.filter(service=self.service)
        if self.outcome:
            found = found.filter(outcome=self.outcome)
        if self.since:
            found = found.filter(closed_at__gte=_midnight(self.since))
        if self.until:
            found = found.filter(closed_at__lt=_midnight(self.until + timedelta(days=1)))
        return found

    def stored(self) -> dict[str, str]:
        """As it is kept with the sample."""
        values = {
            "service": str(self.service or ""),
            "outcome": self.outcome,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {key: value for key, value in values.items() if value}


def drawn(found: QuerySet[Case], seed: str, size: int) -> list[int]:
    """The ids of the `size` cases with the lowest hash, in order; one query."""
    text = Concat(Value(f"{seed}:"), "file_number")
    rank = Func(
        text, template="sha256(convert_to(%(expressions)s, 'UTF8'))", output_field=BinaryField()
    )
    return list(
        found.annotate(rank=rank).order_by("rank", "pk").values_list("pk", flat=True)[:size]
    )


@transaction.atomic
def draw(*, criteria: Criteria, size: int, seed: str, by: User, now: datetime) -> Sample:
    """Draw a sample and keep it. Without a seed one is made. InvalidData when no case fits."""
    found, seed = criteria.fitting(by), seed.strip() or secrets.token_hex(5)
    chosen = drawn(found, seed, size)
    if not chosen:
        raise InvalidData({"size": "no_case_fits"})
    sample = Sample(
        authority=authority_of(by),
        seed=seed,
        size=size,
        population=found.count(),
        criteria=criteria.stored(),
        drawn_by=by,
        drawn_at=now,
    )
    sample.save()
    with acting(by=by, act="audit.sample", subject=sample):
        SampleCase.objects.bulk_create(
            SampleCase(sample=sample, position=place, case_id=case)
            for place, case in enumerate(chosen, 1)
        )
    return sample


@transaction.atomic
def fill_in(
    *, sheet: SampleCase, answers: dict[str, str], remark: str, by: User, now: datetime
) -> SampleCase:
    """Keep the answers of a check sheet; unknown questions and answers are left out."""
    sheet = SampleCase.objects.select_for_update().get(pk=sheet.pk)
    sheet.answers = {key: answers[key] for key in QUESTIONS if answers.get(key) in ANSWERS}
    sheet.remark, sheet.checked_by, sheet.checked_at = remark.strip(), by, now
    with acting(by=by, act="audit.sheet", subject=sheet, case_id=sheet.case_id):
        sheet.save()
    return sheet


def samples_of(user: User) -> QuerySet[Sample]:
    """The samples `user` may open: their own, and all of the authority for who audits all of it."""
    found = Sample.objects.filter(authority=authority_of(user)).select_related("drawn_by")
    return found if audits_everything(user) else found.filter(drawn_by=user)


def sheets_of(sample: Sample, user: User) -> list[dict[str, Any]]:
    """The check sheets with their cases; None for a case that is gone or not visible (any more)."""
    sheets = list(sample.cases.select_related("checked_by"))
    cases = Case.objects.visible_to(user).select_related("service", "unit").defer("data")
    found = cases.in_bulk([sheet.case_id for sheet in sheets])
    return [{"sheet": sheet, "case": found.get(sheet.case_id)} for sheet in sheets]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

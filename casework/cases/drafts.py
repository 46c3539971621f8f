"""Keeping what somebody types into a form of a case until they send it.

Only whoever may send the form may have it kept. What is kept is theirs alone.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.errors import InvalidData
from casework.cases.models import Case, Draft

DAYS = 30
MOST_BYTES = 200_000
Fields = Mapping[str, Sequence[str]]

# The forms of a case that are kept, and what one must be allowed to do to send them.
_ACTS = (
    (re.compile(r"note|contact"), policy.COMMENT),
    (re.compile(r"follow-up"), policy.FOLLOW_UP),
    (re.compile(r"step-[0-9]{1,15}|letter-[a-z_]{1,40}"), policy.WORK),
)


def act_of(form: str) -> str | None:
    """What sending the form does to the case, as `policy.why_not` asks; None: no such form."""
    return next((act for pattern, act in _ACTS if pattern.fullmatch(form)), None)


def keep(*, case: Case, form: str, fields: Fields, by: User, now: datetime) -> Draft | None:
    """Keep the entries of a form in place of those kept before; None when nothing is entered.

    One statement, so that it needs no lock. Raises NotAllowed for whom the form is not, InvalidData
    for more than MOST_BYTES and for a form that is not kept.
    """
    act = act_of(form)
    if act is None:
        raise InvalidData({"form": _("There is no such form.")})
    policy.require(by, act, case)
    _forget_fetched(case)
    given = {name: [_clean(one) for one in values] for name, values in fields.items()}
    if not _says_something(form, given):
        forget(case=case, form=form, by=by)
        return None
    if len(json.dumps(given)) > MOST_BYTES:
        raise InvalidData({"form": _("That is too long to be kept before it is sent.")})
    draft = Draft(user=by, case=case, form=form, fields=given, saved_at=now)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "case", "form"],
        update_fields=["fields", "saved_at"],
    )
    return draft


def kept(case: Case, by: User) -> dict[str, Draft]:
    """All that `by` has not sent yet in the case, by form; one query.

    None the first time for a case fetched for `by` with `with_drafts`.
    """
    fetched = case.__dict__.pop("own_drafts", None)
    if fetched is not None:
        return {one["form"]: _read(case, by, **one) for one in fetched}
    return {one.form: one for one in Draft.objects.filter(case=case, user=by)}


def forget(*, case: Case, form: str, by: User) -> None:
    """The form was sent, or its entries are dropped."""
    _forget_fetched(case)
    Draft.objects.filter(case=case, user=by, form=form).delete()


def forget_old(now: datetime) -> int:
    """Delete what lay unsent for more than DAYS; returns how many."""
    return Draft.objects.filter(saved_at__lt=now - timedelta(days=DAYS)).delete()[0]


def _forget_fetched(case: Case) -> None:
    """What was fetched with the case no longer holds."""
    case.__dict__.pop("own_drafts", None)


def _read(case: Case, by: User, *, form: str, fields: dict[str, list[str]], saved_at: str) -> Draft:
    moment = datetime.fromisoformat(saved_at)
    return Draft(case=case, user=by, form=form, fields=fields, saved_at=moment)


def _says_something(form: str, given: Fields) -> bool:
    """An emptied note is none; in a step or letter, which begin with a proposal, it is an entry."""
    return form.startswith(("step-", "letter-")) or any(
        one.strip() for values in given.values() for one in values
    )


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")

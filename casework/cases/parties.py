"""Who takes part: entering a representative, and correcting what is entered of somebody.

Letters are written from these entries as they are; a letter that was issued stays as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Mark, Party, PartyChange

NAMES = ("organisation", "salutation", "given_name", "family_name")
WHERE = ("street", "postal_code", "city")
ADDRESS = (*WHERE, "country")
REACHED = ("phone", "email", "language", "plain_language")
FIELDS = (*NAMES, "birth_date", *ADDRESS, *REACHED, "power_shown")
CORRECTION = "Art. 16 DSGVO"
REPRESENTATION = {
    "VwVfG": "§ 14 Abs. 1 VwVfG",
    "SGB X": "§ 13 Abs. 1 SGB X",
    "AO": "§ 80 Abs. 1 AO",
}


@transaction.atomic
def add_representative(*, case: Case, values: Mapping[str, Any], by: User, now: datetime) -> Party:
    """Enter who acts for the applicant; letters go to them once they showed their authority.

    `values` by field (FIELDS). Raises NotAllowed, InvalidData by field.
    """
    case = lock(case)
    policy.require(by, policy.PARTIES, case)
    party = Party(case=case, role=Party.Role.REPRESENTATIVE, **_known(values))
    if errors := errors_of(party):
        raise InvalidData(errors)
    norm = REPRESENTATION[case.service.regime]
    with acting(by=by, act="party.add", subject=case, case_id=case.pk, norm=norm):
        party.save()
    return party


@transaction.atomic
def correct_party(
    *,
    party: Party,
    values: Mapping[str, Any],
    reason: str,
    by: User,
    now: datetime,
    seen: int | None = None,
    mark: Mark | None = None,
) -> PartyChange:
    """Correct what is entered of a party; what it said before is kept.

    `mark` is the request for correction (Art. 16 GDPR) that is carried out and settled by it.
    Raises NotAllowed, InvalidData by field, Conflict when somebody corrected the party since one
    saw `seen` corrections, or settled the mark.
    """
    case = lock(party.case)
    policy.require(by, policy.PARTIES, case)
    current = Party.objects.select_for_update().get(pk=party.pk, case=case)
    current.case = case
    if seen is not None and current.changes.count() != seen:
        raise Conflict(_("Somebody corrected these entries in the meantime."))
    before = entries_of(current)
    for name, value in _known(values).items():
        setattr(current, name, value)
    errors = errors_of(current, [name for name in WHERE if before[name]])  # not taken away
    if not reason.strip():
        errors["reason"] = _("Please say why, and how it was proven.")
    if not errors and before == entries_of(current):
        errors["reason"] = _("Nothing differs from what is entered.")
    if errors:
        raise InvalidData(errors)
    norm = CORRECTION if mark else ""
    with acting(by=by, act="party.correct", subject=case, case_id=case.pk, norm=norm):
        if any(before[name] != getattr(current, name) for name in ADDRESS):
            current.address_failed_on = None  # letters came back from another address
        current.save()
        change = remember(current, before, reason, by, now, mark)
        _follow(case, current)
        if mark:
            _settle(mark, case, reason, by, now)
    return change


def remember(
    party: Party,
    before: Mapping[str, str],
    reason: str,
    by: User,
    now: datetime,
    mark: Mark | None = None,
) -> PartyChange:
    """Keep what changed of a party since `before` (see `entries_of`); within another act."""
    after = entries_of(party)
    changed = [name for name in FIELDS if before[name] != after[name]]
    change: PartyChange = PartyChange.objects.create(
        party=party,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason.strip(),
        mark=mark,
        made_by=by,
        made_at=now,
    )
    return change


def entries_of(party: Party) -> dict[str, str]:
    """What is entered of a party, as text by field."""
    return {name: _text(getattr(party, name)) for name in FIELDS}


def errors_of(party: Party, needed: Iterable[str] = WHERE) -> dict[str, str]:
    """What a party's entries lack, by field; of the address, what is `needed`."""
    errors = {}
    if not (party.family_name or party.organisation):
        errors["family_name"] = _("Please enter a name or an organisation.")
    for name in needed:
        if not getattr(party, name):
            errors[name] = _("Please fill this in.")
    return errors


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: values[name] for name in FIELDS if name in values}
    return {name: one.strip() if isinstance(one, str) else one for name, one in found.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _follow(case: Case, party: Party) -> None:
    """Lists show the applicant's name."""
    name = party.name[:200]
    if party.role == Party.Role.APPLICANT and case.applicant_name != name:
        case.applicant_name = name
    case.version += 1
    case.save(update_fields=["applicant_name", "version"])


def _settle(mark: Mark, case: Case, reason: str, by: User, now: datetime) -> None:
    """The request for correction is carried out."""
    found = case.marks.select_for_update(of=("self",)).filter(
        pk=mark.pk, kind=Mark.Kind.CORRECTION, lifted_at__isnull=True
    )
    current = found.first()
    if current is None:
        raise Conflict(_("The request for correction was settled before."))
    current.lifted_by, current.lifted_at, current.lifted_reason = by, now, reason.strip()
    current.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])

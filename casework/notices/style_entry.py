"""What administrators enter of letter styles: a new version for a place, logged as an act."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Authority, Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import InvalidData, NotAllowed
from casework.notices.models import LetterStyle, Notice
from casework.notices.styles import NOTHING, TEXTS, problems_in
from casework.services.models import Service

MOST_FOOT_LINES = 4
READABLE = 4.5  # contrast on white that WCAG 2.2 (1.4.3) wants


@dataclass(frozen=True)
class Place:
    """Where a style holds: the authority, or one of its units or services; one kind or all."""

    authority: Authority
    unit: Unit | None = None
    service: Service | None = None
    kind: str = ""

    def __str__(self) -> str:
        name = str(self.service or self.unit or self.authority)
        return f"{name}, {Notice.Kind(self.kind).label}" if self.kind else name

    def versions(self) -> QuerySet[LetterStyle]:
        """All versions entered for this place, the latest last."""
        return LetterStyle.objects.filter(
            authority=self.authority, unit=self.unit, service=self.service, kind=self.kind
        ).select_related("entered_by")


def why_not(user: User, place: Place | None = None) -> str | None:
    """The reason why `user` may not enter letter styles (for this place), None when they may.

    A unit's and a service's are entered by who administers the unit, the authority's by who
    administers a unit at its top.
    """
    if policy.why_not(user, policy.ADMINISTER, None):
        return _("Letter styles are entered by administrators.")
    if place is None:
        return None
    if place.authority.pk != user.authority_id:
        return _("This authority is not yours.")
    reached = roles.unit_ids(user, roles.ADMINISTER)
    unit = place.unit or (place.service.unit if place.service else None)
    if unit is not None:
        fine = unit.pk in reached
    else:
        fine = place.authority.units.filter(parent__isnull=True, pk__in=reached).exists()
    return None if fine else _("You do not administer this part of the authority.")


@transaction.atomic
def enter_style(
    *, place: Place, valid_from: date, values: Mapping[str, Any], by: User, now: datetime
) -> LetterStyle:
    """Enter a version that holds from `valid_from`; letters already issued stay as they are.

    `values` as the fields of LetterStyle. Raises NotAllowed, and InvalidData by field.
    """
    if reason := why_not(by, place):
        raise NotAllowed(reason)
    check(values)
    style = unsaved(place, valid_from, values)
    style.entered_by, style.entered_at = by, now
    with acting(
        by=by, act="letter.style", subject=place.authority, authority_id=place.authority.pk
    ):
        style.save()
    return style


def unsaved(place: Place, valid_from: date, values: Mapping[str, Any]) -> LetterStyle:
    """A version for the place that is not saved, for a preview."""
    return LetterStyle(
        authority=place.authority,
        unit=place.unit,
        service=place.service,
        kind=place.kind,
        valid_from=valid_from,
        **values,
    )


def check(values: Mapping[str, Any]) -> None:
    """Raise InvalidData for placeholders that are none, colours that are hard to read and a foot
    that is too long.
    """
    errors: dict[str, str] = {}
    for name in TEXTS:
        if problem := next(problems_in(values.get(name, "")), None):
            errors[name] = problem
    colour = values.get("colour", "")
    if colour and colour != NOTHING and not re.fullmatch(r"#[0-9a-f]{6}", colour):
        errors["colour"] = _("Please enter a colour like #1f3f66.")
    elif colour and colour != NOTHING and contrast_on_white(colour) < READABLE:
        errors["colour"] = _("This colour is too pale to be read on white.")
    if (
        len([line for line in values.get("foot", "").splitlines() if line.strip()])
        > MOST_FOOT_LINES
    ):
        errors["foot"] = _("The foot has room for four lines.")
    if values.get("logo") and not values.get("logo_alt", "").strip():
        errors["logo_alt"] = _("Please say in words what the logo shows.")
    if errors:
        raise InvalidData(errors)


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour such as ``#1f3f66`` with white (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)

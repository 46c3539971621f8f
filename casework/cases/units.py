"""The units of an authority: made, renamed, hung elsewhere in the tree, closed and opened again.

A role in a unit reaches all below it, so whoever hangs a unit elsewhere changes who reaches its
cases: the person administers both places.
"""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import Authority, Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case

DETAILS = ("name", "street", "opening_hours")


@transaction.atomic
def create(*, parent: Unit, name: str, by: User, now: datetime, **details: str) -> Unit:
    """A new unit below `parent`. Raises NotAllowed, InvalidData, Conflict where it is closed."""
    policy.require(by, policy.ADMINISTER, parent)
    authority = _lock(parent)
    _require_open(Unit.objects.get(pk=parent.pk))
    unit = Unit(authority=authority, parent=parent, slug=_slug(authority, name))
    _fill(unit, {"name": name, **details})
    with acting(by=by, act="unit.create", subject=authority, authority_id=authority.pk):
        unit.save()
    return unit


@transaction.atomic
def rename(*, unit: Unit, by: User, now: datetime, **details: str) -> Unit:
    """Another name, address or opening hours; letters issued keep theirs."""
    policy.require(by, policy.ADMINISTER, unit)
    _lock(unit)
    current = Unit.objects.get(pk=unit.pk)
    _fill(current, details)
    with acting(by=by, act="unit.rename", subject=current, authority_id=current.authority_id):
        current.save(update_fields=list(DETAILS))
    return current


@transaction.atomic
def move(*, unit: Unit, parent: Unit, by: User, now: datetime) -> Unit:
    """Hang a unit with all below it under another one. NotAllowed, InvalidData, Conflict."""
    policy.require(by, policy.ADMINISTER, unit)
    policy.require(by, policy.ADMINISTER, parent)
    _lock(unit)
    current = Unit.objects.get(pk=unit.pk)
    target = Unit.objects.get(pk=parent.pk)
    if current.parent_id is None or current.authority_id != target.authority_id:
        raise InvalidData({"parent": _("The top of the authority stays where it is.")})
    if current.pk in roles.with_ancestors(target):
        raise InvalidData({"parent": _("A unit cannot hang below itself.")})
    _require_open(target)
    with acting(by=by, act="unit.move", subject=current, authority_id=current.authority_id):
        current.parent = target
        current.save(update_fields=["parent"])
    return current


@transaction.atomic
def close(*, unit: Unit, by: User, now: datetime) -> Unit:
    """Close a unit that nothing depends on any more. NotAllowed; Conflict says what still does."""
    policy.require(by, policy.ADMINISTER, unit)
    _lock(unit)
    current = Unit.objects.get(pk=unit.pk)
    if reason := why_not_close(current):
        raise Conflict(reason)
    current.closed_at = now
    with acting(by=by, act="unit.close", subject=current, authority_id=current.authority_id):
        current.save(update_fields=["closed_at"])
    return current


@transaction.atomic
def reopen(*, unit: Unit, by: User, now: datetime) -> Unit:
    """Open a closed unit again. NotAllowed; Conflict when it is open or lies in a closed one."""
    policy.require(by, policy.ADMINISTER, unit)
    _lock(unit)
    current = Unit.objects.select_related("parent").get(pk=unit.pk)
    if current.closed_at is None:
        raise Conflict(_("This unit is open."))
    if current.parent is not None:
        _require_open(current.parent)
    current.closed_at = None
    with acting(by=by, act="unit.reopen", subject=current, authority_id=current.authority_id):
        current.save(update_fields=["closed_at"])
    return current


def why_not_close(unit: Unit) -> str | None:
    """What still depends on the unit, as a sentence; None if it can be closed."""
    if unit.closed_at:
        return _("This unit was already closed.")
    if unit.parent_id is None:
        return _("The top of the authority cannot be closed.")
    if unit.parts.filter(closed_at__isnull=True).exists():
        return _("There are open units below it. Close or move them first.")
    if unit.services.exists():
        return _("Applications still arrive here: services belong to this unit.")
    if Case.objects.open().filter(unit=unit).exists():
        return _("There are open cases in this unit.")
    return None


def _lock(unit: Unit) -> Authority:
    """One change of the tree at a time: two at once could tie it into a circle."""
    return Authority.objects.select_for_update().get(pk=unit.authority_id)


def _require_open(unit: Unit) -> None:
    if unit.closed_at:
        raise Conflict(_("%(unit)s is closed.") % {"unit": unit})


def _fill(unit: Unit, details: dict[str, str]) -> None:
    for key in DETAILS:
        if key in details:
            setattr(unit, key, details[key].strip())
    if not unit.name:
        raise InvalidData({"name": _("Please enter a name.")})
    same = Unit.objects.filter(parent=unit.parent_id, name__iexact=unit.name).exclude(pk=unit.pk)
    if same.exists():
        raise InvalidData({"name": _("There is a unit of this name already.")})


def _slug(authority: Authority, name: str) -> str:
    """A short name that is free in the authority."""
    base = slugify(name.replace("ß", "ss"))[:40] or "unit"
    taken = set(authority.units.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug

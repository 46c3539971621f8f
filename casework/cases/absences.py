"""Entering absences with their deputies, and ending them early; both stay in the history."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from casework.access import roles, substitution
from casework.access.models import Substitution, UnitPermission, User
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData, NotAllowed


def why_not(user: User, absent: User) -> str | None:
    """Why `user` may not enter or end an absence of `absent`; None if they may.

    Everybody enters their own; those of others, who leads or administers a unit of theirs.
    """
    if user.pk == absent.pk or absent.pk in people_of(user).values_list("pk", flat=True):
        return None
    return _("You may enter your own absence and those of the people in the units you lead.")


def people_of(user: User) -> QuerySet[User]:
    """Whose absence `user` may enter: themselves and the people of units they lead."""
    units = roles.unit_ids(user, roles.LEAD, roles.ADMINISTER)
    holders = UnitPermission.objects.filter(content_object__in=units).values("user")
    people = User.objects.filter(is_active=True, authority=user.authority_id)
    found = people.filter(pk__in=holders) | people.filter(pk=user.pk)
    return found.order_by("last_name", "first_name", "pk")


@transaction.atomic
def enter(
    *, absent: User, deputy: User, starts_on: date, ends_on: date, by: User, now: datetime
) -> Substitution:
    """Somebody is absent from the first to the last day, and `deputy` stands in for them.

    Raises NotAllowed; InvalidData for days that do not fit and for a second deputy on the same
    day. Two people who enter at once are told one after the other.
    """
    if reason := why_not(by, absent):
        raise NotAllowed(reason)
    User.objects.select_for_update(of=("self",)).get(pk=absent.pk)
    if errors := _errors(absent, deputy, starts_on, ends_on, timezone.localdate(now)):
        raise InvalidData(errors)
    entered = Substitution(
        absent=absent,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        entered_by=by,
        entered_at=now,
    )
    with acting(by=by, act="substitution.enter", subject=absent, authority_id=absent.authority_id):
        entered.save()
    return entered


@transaction.atomic
def end(*, substitution: Substitution, by: User, now: datetime) -> Substitution:
    """End a substitution at once, also one that has not begun. Raises NotAllowed, Conflict."""
    current = (
        Substitution.objects.select_for_update(of=("self",))
        .select_related("absent", "deputy")
        .get(pk=substitution.pk)
    )
    if reason := why_not(by, current.absent):
        raise NotAllowed(reason)
    if current.withdrawn_at or current.ends_on < timezone.localdate(now):
        raise Conflict(_("This substitution has already ended."))
    current.withdrawn_at = now
    who = current.absent
    with acting(by=by, act="substitution.end", subject=who, authority_id=who.authority_id):
        current.save(update_fields=["withdrawn_at"])
    return current


def _errors(
    absent: User, deputy: User, starts_on: date, ends_on: date, today: date
) -> dict[str, str]:
    if deputy.pk == absent.pk:
        return {"deputy": _("Nobody can stand in for themselves.")}
    if not deputy.is_active or deputy.authority_id != absent.authority_id:
        return {"deputy": _("The deputy must work in the same authority.")}
    if starts_on < today:  # signatures already given would gain or lose their ground
        return {"starts_on": _("A substitution cannot begin in the past.")}
    if ends_on < starts_on:
        return {"ends_on": _("The last day lies before the first.")}
    other = substitution.colliding(absent=absent, starts_on=starts_on, ends_on=ends_on).first()
    if other is None:
        return {}
    text = _("%(deputy)s already stands in for %(absent)s from %(first)s to %(last)s.")
    return {
        "starts_on": text
        % {
            "deputy": other.deputy,
            "absent": absent,
            "first": formats.date_format(other.starts_on, "SHORT_DATE_FORMAT"),
            "last": formats.date_format(other.ends_on, "SHORT_DATE_FORMAT"),
        }
    }

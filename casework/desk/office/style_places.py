"""The places of an authority that may have a letter style of their own, and what they have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from casework.access.models import Authority, User
from casework.desk.requests import read_id
from casework.notices.models import LetterStyle, Notice
from casework.notices.style_entry import Place, why_not
from casework.notices.styles import TEXTS, Chosen, choose, styles_for


@dataclass(frozen=True)
class Row:
    """A place of the list with the version in force and those to come."""

    name: str
    level: int
    query: str
    now: LetterStyle | None
    later: list[LetterStyle]
    allowed: bool


@dataclass(frozen=True)
class Inherited:
    """What a field would be without this place's style, and where that is from."""

    value: str
    source: str


def place_of(user: User, query: QueryDict) -> Place:
    """The place an address names; Http404 for one that is not of the person's authority."""
    if user.authority is None:
        raise Http404
    authority, kind = user.authority, query.get("kind", "")
    unit = authority.units.filter(pk=read_id(query.get("unit")) or 0).first()
    service = authority.services.filter(pk=read_id(query.get("service")) or 0).first()
    wrong = (query.get("unit") and not unit) or (query.get("service") and not service)
    if wrong or (unit and service) or (kind and kind not in Notice.Kind.values):
        raise Http404
    return Place(authority, unit, service, kind)


def query_of(place: Place) -> str:
    """The address's part that names the place."""
    parts = {
        "unit": place.unit.pk if place.unit else "",
        "service": place.service.pk if place.service else "",
        "kind": place.kind,
    }
    return urlencode({name: part for name, part in parts.items() if part})


def rows(user: User, authority: Authority, today: date) -> list[Row]:
    """The authority, its units as a tree and under each its services; each place is followed by
    its styles for single kinds of letter.
    """
    versions = list(LetterStyle.objects.filter(authority=authority).select_related("entered_by"))
    found = []
    for level, place in _places(authority):
        own = [one for one in versions if _belongs(one, place)]
        for kind in ("", *Notice.Kind.values):
            of_kind = [one for one in own if one.kind == kind]
            if of_kind or not kind:
                exact = Place(place.authority, place.unit, place.service, kind)
                found.append(_row(user, exact, level, of_kind, today))
    return found


def _places(authority: Authority) -> Iterator[tuple[int, Place]]:
    units = list(authority.units.select_related("authority"))
    services = list(authority.services.select_related("unit", "authority"))

    def below(parent: int | None, level: int) -> Iterator[tuple[int, Place]]:
        for unit in (one for one in units if one.parent_id == parent):
            yield level, Place(authority, unit=unit)
            for service in (one for one in services if one.unit_id == unit.pk):
                yield level + 1, Place(authority, service=service)
            yield from below(unit.pk, level + 1)

    yield 0, Place(authority)
    yield from below(None, 1)


def inherited(place: Place, today: date) -> dict[str, Inherited]:
    """For each text what holds where this place says nothing."""
    unit = place.unit or (place.service.unit if place.service else None)
    if unit is None:
        styles = [one for one in _of_authority(place, today) if not _is_of(one, place)]
    else:
        styles = styles_for(
            authority=place.authority, unit=unit, service=place.service, kind=place.kind, on=today
        )
        styles = [one for one in styles if not _is_of(one, place)]
    chosen = choose(styles)
    return {name: _told(chosen[name]) for name in TEXTS if chosen[name].value}


def _told(chosen: Chosen) -> Inherited:
    return Inherited(chosen.value, str(_place_of(chosen.style)) if chosen.style else "")


def _place_of(style: LetterStyle) -> Place:
    return Place(style.authority, style.unit, style.service, style.kind)


def _of_authority(place: Place, today: date) -> list[LetterStyle]:
    found = LetterStyle.objects.filter(
        authority=place.authority, unit=None, service=None, kind="", valid_from__lte=today
    )
    return list(found)[-1:] if place.kind else []


def _is_of(style: LetterStyle, place: Place) -> bool:
    return _belongs(style, place) and style.kind == place.kind


def _belongs(style: LetterStyle, place: Place) -> bool:
    unit, service = place.unit, place.service
    return (style.unit_id, style.service_id) == (
        unit.pk if unit else None,
        service.pk if service else None,
    )


def _row(user: User, place: Place, level: int, versions: list[LetterStyle], today: date) -> Row:
    past = [one for one in versions if one.valid_from <= today]
    return Row(
        name=str(place),
        level=min(4, level + (1 if place.kind else 0)),
        query=query_of(place),
        now=past[-1] if past else None,
        later=[one for one in versions if one.valid_from > today],
        allowed=why_not(user, place) is None,
    )

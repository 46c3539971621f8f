"""Enters when a text came into force: the federal feed does not say, the gazette does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from legal.aliases import comparable
from legal.lookup import find_statutes
from legal.models import Norm, NormVersion, Statute
from legal.validity_file import Amendment, version_of


class ValidityError(ValueError):
    """The dates cannot be so; `errors` maps valid_from, valid_to or source to a sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(self.errors.values()))


class Fate(StrEnum):
    """What became of an amendment that was to be entered."""

    SET = "set"
    SAME = "same"
    NO_STATUTE = "no statute"
    NO_NORM = "no norm"
    NO_TEXT = "no text"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """An amendment with its fate; `why` where the dates were refused."""

    amendment: Amendment
    fate: Fate
    why: str = ""


@transaction.atomic
def set_validity(
    *, version: NormVersion, valid_from: date | None, valid_to: date | None, source: str
) -> bool:
    """Enter the first and the last day in force of a text, and the gazette that says so.

    Without both dates what was entered is taken back. Returns whether anything changed; raises
    ValidityError, also where the order of days would contradict the order of the texts.
    """
    norm = Norm.objects.select_for_update().get(pk=version.norm_id)
    version = NormVersion.objects.get(pk=version.pk)
    source = source.strip() if valid_from or valid_to else ""
    others = NormVersion.objects.filter(norm=norm).exclude(pk=version.pk).defer("text", "tree")
    if errors := _errors(version, list(others), valid_from, valid_to, source):
        raise ValidityError(errors)
    told = (valid_from, valid_to, source)
    if told == (version.valid_from, version.valid_to, version.valid_source):
        return False
    version.valid_from, version.valid_to, version.valid_source = told
    version.save(update_fields=["valid_from", "valid_to", "valid_source"])
    return True


def _errors(
    version: NormVersion,
    others: Sequence[NormVersion],
    valid_from: date | None,
    valid_to: date | None,
    source: str,
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if (valid_from or valid_to) and not source:
        errors["source"] = _("Please name the gazette or another source of the dates.")
    if valid_from and valid_to and valid_to < valid_from:
        errors["valid_to"] = _("The last day lies before the first.")
    for other in others if valid_from else ():
        if other.valid_from is None or valid_from is None:
            continue
        newer = other.observed_at > version.observed_at
        if (newer and other.valid_from < valid_from) or (
            not newer and other.valid_from > valid_from
        ):
            errors["valid_from"] = (
                _("A newer text is in force from %(day)s already.")
                if newer
                else _("An older text is in force only from %(day)s.")
            ) % {"day": other.valid_from.strftime("%d.%m.%Y")}
    return errors


def apply_amendments(amendments: Sequence[Amendment], keeper: str = "") -> Iterator[Result]:
    """Enter each amendment with the version it speaks of, in the order of their days.

    A statute is named by its slug or as it is cited. What is not there is told, not an error: a
    file may speak of laws that are not imported. Three queries, and some for each that is entered.
    """
    statutes = _statutes({one.statute for one in amendments}, keeper)
    versions = _versions(amendments, statutes)
    for one in sorted(amendments, key=lambda one: (one.statute, one.norm, one.valid_from)):
        statute = statutes.get(one.statute)
        if statute is None:
            yield Result(one, Fate.NO_STATUTE)
        elif (statute.pk, one.norm) not in versions:
            yield Result(one, Fate.NO_NORM)
        else:
            yield _apply(one, versions[statute.pk, one.norm])


def _apply(one: Amendment, versions: Sequence[NormVersion]) -> Result:
    version = version_of(one, versions)
    if version is None:
        return Result(one, Fate.NO_TEXT)
    try:
        changed = set_validity(
            version=version, valid_from=one.valid_from, valid_to=one.valid_to, source=one.source
        )
    except ValidityError as error:
        return Result(one, Fate.REFUSED, str(error))
    return Result(one, Fate.SET if changed else Fate.SAME)


def _statutes(named: set[str], keeper: str) -> dict[str, Statute]:
    by_slug = {statute.slug: statute for statute in Statute.objects.filter(slug__in=named)}
    by_name = find_statutes(named - by_slug.keys(), keeper)
    found = ((name, by_slug.get(name) or by_name.get(comparable(name))) for name in named)
    return {name: statute for name, statute in found if statute is not None}


def _versions(
    amendments: Sequence[Amendment], statutes: Mapping[str, Statute]
) -> dict[tuple[int, str], list[NormVersion]]:
    """All versions of the norms spoken of, oldest first, by statute and designation."""
    found: dict[tuple[int, str], list[NormVersion]] = {}
    wanted = NormVersion.objects.filter(
        norm__statute__in=[statute.pk for statute in statutes.values()],
        norm__enbez__in={one.norm for one in amendments},
    )
    for version in wanted.select_related("norm").defer("tree").order_by("observed_at"):
        found.setdefault((version.norm.statute_id, version.norm.enbez), []).append(version)
    return found

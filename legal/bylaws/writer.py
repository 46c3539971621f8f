"""Writes a by-law that was read: a new text becomes new versions with their day, old ones stay."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legal.aliases import FOLDERS, comparable
from legal.bylaws.reader import ByLaw, read_bylaw
from legal.gii import LawError
from legal.gii.keys import slug_of
from legal.models import NormVersion, Statute
from legal.norm_rows import read_norm
from legal.norm_writer import Outcome, write_norms
from legal.search.index import refresh_statutes

TEXT_KINDS = (Statute.Kind.MUNICIPAL, Statute.Kind.LAND)


class ByLawError(ValueError):
    """The entry cannot be saved; `errors` maps a field of Head (or "text") to its sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(self.errors.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an administrator says of a by-law; `source` is the gazette that promulgated it.

    `valid_from` and `valid_to` are the first and the last day of this text.
    """

    abbreviation: str
    title: str
    valid_from: date
    source: str
    kind: str = Statute.Kind.MUNICIPAL
    short_title: str = ""
    valid_to: date | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The statute as it is now, what was written, and what the text reads as."""

    statute: Statute
    outcome: Outcome
    bylaw: ByLaw


@transaction.atomic
def save_bylaw(
    *, head: Head, text: str, keeper: str, now: datetime, statute: Statute | None = None
) -> Saved:
    """Write `text` as the law that `keeper` (whose entry it is) cites under this abbreviation.

    With `statute` it is its next text: norms that read the same keep their version, others get a
    new one in force from `head.valid_from`, and what is gone ends the day before. Entering the
    same again changes nothing. Raises ByLawError; then nothing is written.
    """
    if statute is not None:
        statute = Statute.objects.select_for_update().get(pk=statute.pk, keeper=keeper)
    bylaw = read_bylaw(text)
    check_entry(head, bylaw, keeper, statute)
    fingerprint = _fingerprint(head, text)
    if statute is not None and statute.fingerprint == fingerprint:
        return Saved(statute, Outcome(statute.slug), bylaw)
    is_new = statute is None
    statute = _described(statute or Statute(slug=free_slug(keeper, head.abbreviation)), head)
    statute.keeper, statute.fingerprint, statute.observed_at = keeper, fingerprint, now
    statute.save()
    try:
        known = () if is_new else (statute.slug,)
        norms = [read_norm(norm, statute.stand, now) for norm in bylaw.norms]
        (outcome,) = write_norms([(statute, norms)], known_statutes=known)
    except LawError as error:
        raise ByLawError({"text": error.reason}) from error
    _date_versions(statute, head, now)
    if not is_new:
        refresh_statutes([statute.pk])  # it may have a new name
    return Saved(statute, outcome, bylaw)


def check_entry(head: Head, bylaw: ByLaw, keeper: str, statute: Statute | None = None) -> None:
    """Raise ByLawError with everything that hinders saving, by field."""
    errors: dict[str, str] = {}
    for name in ("abbreviation", "title", "source"):
        if not getattr(head, name).strip():
            errors[name] = _("Please fill in this field.")
    if head.kind not in TEXT_KINDS:
        errors["kind"] = _("Text can be entered for by-laws and Land law only.")
    if head.abbreviation.strip() and (taken := name_taken(head.abbreviation, keeper, statute)):
        errors["abbreviation"] = taken
    if head.valid_to and head.valid_to < head.valid_from:
        errors["valid_to"] = _("The last day lies before the first.")
    if statute is not None and (latest := _latest_start(statute)) and head.valid_from < latest:
        errors["valid_from"] = _(
            "A text in force from %(day)s is there already; texts are entered in their order."
        ) % {"day": latest.strftime("%d.%m.%Y")}
    if bylaw.errors:
        errors["text"] = " ".join(
            _("Line %(line)d: %(what)s") % {"line": problem.line, "what": problem.text}
            for problem in bylaw.errors[:20]
        )
    if errors:
        raise ByLawError(errors)


def name_taken(name: str, keeper: str, own: Statute | None = None) -> str:
    """Why `name` cannot be the name of an entry of `keeper`, "" if it can."""
    compared = comparable(name)
    others = Statute.objects.filter(names__contains=[compared], keeper__in=("", keeper))
    if own is not None:
        others = others.exclude(pk=own.pk)
    other = others.first()
    if other is not None:
        return _("“%(name)s” already names this law: %(title)s.") % {
            "name": name,
            "title": other.short_title or other.title or other.name,
        }
    folder = FOLDERS.get(compared, "")
    if folder and not folder.startswith("https://"):
        return _("“%(name)s” is the name of a federal law.") % {"name": name}
    return ""


def free_slug(keeper: str, abbreviation: str) -> str:
    """A slug that no statute has: the keeper's name is in it, so that towns never clash."""
    wished = slug_of(f"{keeper} {abbreviation}").replace(".", "-")[:100]
    taken = set(Statute.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    return next(
        slug
        for slug in (wished, *(f"{wished}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )


def _described(statute: Statute, head: Head) -> Statute:
    names = {comparable(name) for name in (head.abbreviation, head.short_title, head.title)}
    statute.kind, statute.name = head.kind, head.abbreviation.strip()
    statute.names = sorted(filter(None, names))
    statute.title, statute.short_title = head.title.strip(), head.short_title.strip()
    statute.gazette = statute.stand = head.source.strip()
    statute.source_url = head.link.strip()
    return statute


def _latest_start(statute: Statute) -> date | None:
    versions = NormVersion.objects.filter(norm__statute=statute)
    found: date | None = versions.aggregate(latest=Max("valid_from"))["latest"]
    return found


def _date_versions(statute: Statute, head: Head, now: datetime) -> None:
    """The new versions begin with the new text; those it replaced or dropped end before it."""
    versions = NormVersion.objects.filter(norm__statute=statute)
    new = versions.filter(observed_at=now, is_current=True)
    new.update(valid_from=head.valid_from, valid_source=head.source.strip())
    versions.filter(is_current=True).update(valid_to=head.valid_to)
    before = head.valid_from - timedelta(days=1)
    versions.filter(superseded_at=now, valid_from__lte=before).exclude(valid_to__lt=before).update(
        valid_to=before
    )


def _fingerprint(head: Head, text: str) -> str:
    told = (head.abbreviation, head.title, head.short_title, head.kind, head.source, head.link)
    days = (head.valid_from.isoformat(), head.valid_to.isoformat() if head.valid_to else "")
    return hashlib.sha256("\0".join((*told, *days, text)).encode()).hexdigest()

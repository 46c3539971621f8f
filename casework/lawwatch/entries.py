"""What administrators enter of the law: by-laws, links, days in force; each logged as an act."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import NotAllowed
from legal.bylaws.links import save_link
from legal.bylaws.writer import Head, Saved, save_bylaw
from legal.models import NormVersion, Statute
from legal.validity import set_validity


def why_not(user: User) -> str | None:
    """The reason why `user` may not enter law for their office, None when they may."""
    if policy.why_not(user, policy.ADMINISTER, None):
        return _("Law is entered by administrators.")
    return None


@transaction.atomic
def enter_bylaw(
    *, head: Head, text: str, by: User, now: datetime, statute: Statute | None = None
) -> Saved:
    """Save a by-law of the person's authority, or (with `statute`) its next text.

    Raises NotAllowed, legal.bylaws.writer.ByLawError.
    """
    authority = _authority(by)
    if statute is not None and statute.keeper != authority.slug:
        raise NotAllowed(_("This law belongs to another authority."))
    with acting(
        by=by,
        act="law.bylaw",
        subject=authority,
        reason=head.source,
        norm=head.abbreviation,
        authority_id=authority.pk,
    ):
        return save_bylaw(head=head, text=text, keeper=authority.slug, now=now, statute=statute)


@transaction.atomic
def enter_link(
    *, abbreviation: str, title: str, kind: str, link: str, celex: str, by: User, now: datetime
) -> Statute:
    """Keep a law as a name with a link. Raises NotAllowed, legal.bylaws.writer.ByLawError."""
    authority = _authority(by)
    with acting(
        by=by,
        act="law.link",
        subject=authority,
        norm=abbreviation,
        authority_id=authority.pk,
    ):
        return save_link(
            abbreviation=abbreviation,
            title=title,
            kind=kind,
            keeper=authority.slug,
            now=now,
            link=link,
            celex=celex,
        )


@transaction.atomic
def enter_dates(
    *,
    version: NormVersion,
    valid_from: date | None,
    valid_to: date | None,
    source: str,
    by: User,
) -> bool:
    """Enter when a text is in force. Raises NotAllowed, legal.validity.ValidityError.

    Law of the official source is everybody's; what another authority entered is not.
    """
    authority = _authority(by)
    if version.norm.statute.keeper not in ("", authority.slug):
        raise NotAllowed(_("This law belongs to another authority."))
    with acting(
        by=by,
        act="law.dates",
        subject=version.norm,
        reason=source,
        norm=str(version.norm),
        authority_id=authority.pk,
    ):
        return set_validity(
            version=version, valid_from=valid_from, valid_to=valid_to, source=source
        )


def _authority(by: User) -> Authority:
    reason = why_not(by)
    if reason or by.authority is None:
        raise NotAllowed(reason)
    return by.authority

"""Saying that a use of the law was looked at: still right, or adapted. One way to write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.lawwatch.models import Review
from casework.lawwatch.uses import BINDING, TEXT, Use, step_label, uses_of
from casework.services.models import LawBinding
from legal.history import cited_law

MAX_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """A use as the person saw it: its place, and what stood for the texts on their page."""

    kind: str
    pk: int
    text_key: str
    citation: str
    seen: str

    @property
    def place(self) -> tuple[str, int, str, str]:
        return (self.kind, self.pk, self.text_key, self.citation)


def why_not(user: User) -> str | None:
    """The reason why `user` may not review the law of their office, None when they may."""
    if policy.why_not(user, policy.ADMINISTER, None):
        return _("Changes in the law are reviewed by administrators.")
    return None


@dataclass(frozen=True, slots=True)
class Done:
    """A review, and the place it was of in words."""

    review: Review
    where: str


def reviewed_lately(authority: Authority, most: int) -> list[Done]:
    """The latest reviews of an office; one query, and one for each package not read yet."""
    related = (
        "reviewed_by",
        "binding__version__service",
        "service_version__service",
        "decision__case",
    )
    found = Review.objects.filter(authority=authority).select_related(*related)
    bundles = ("binding__version__bundle", "service_version__bundle")
    return [Done(review, _where(review)) for review in found.defer(*bundles)[:most]]


def _where(review: Review) -> str:
    if review.binding is not None:
        version = review.binding.version
        return f"{step_label(version.pk, review.binding.task)}, {version}"
    if review.decision is not None:
        return f"{_('draft of a decision')}, {review.decision.case.file_number}"
    return str(review.service_version)


@transaction.atomic
def mark(
    *, marks: Sequence[Mark], finding: str, note: str, by: User, now: datetime
) -> list[Review]:
    """Write down that `by` found these uses right (or adapted them) with the law as it is now.

    Raises NotAllowed, InvalidData without uses, finding or (when adapted) note, Conflict where a
    use is gone or its law changed once more since the person saw it; then nothing is written.
    """
    if reason := why_not(by):
        raise NotAllowed(reason)
    authority = by.authority
    if authority is None:
        raise NotAllowed(_("Changes in the law are reviewed by administrators."))
    note = note.strip()
    _check(marks, finding, note)
    known = {use.place: use for use in uses_of(authority)}
    laws = cited_law({one.citation for one in marks}, keeper=authority.slug)
    for one in marks:
        if one.place not in known or laws[one.citation].fingerprint != one.seen:
            raise Conflict(_("The law or what cites it changed once more; please look again."))
    norms = "; ".join(dict.fromkeys(one.citation for one in marks))
    with acting(
        by=by,
        act="law.review",
        subject=next((norm.norm for law in laws.values() for norm in law.norms), authority),
        reason=note,
        norm=norms,
        authority_id=authority.pk,
    ):
        return [_write(known[one.place], one, authority, finding, note, by, now) for one in marks]


def _check(marks: Sequence[Mark], finding: str, note: str) -> None:
    errors: dict[str, str] = {}
    if not marks:
        errors["use"] = _("Please tick what you reviewed.")
    if finding not in Review.Finding.values:
        errors["finding"] = _("Please choose what you found.")
    if finding == Review.Finding.ADAPTED and not note:
        errors["note"] = _("Please say what was adapted, and where.")
    if len(note) > MAX_NOTE:
        errors["note"] = _("The note has more than %(limit)d characters.") % {"limit": MAX_NOTE}
    if errors:
        raise InvalidData(errors)


def _write(
    use: Use, one: Mark, authority: Authority, finding: str, note: str, by: User, now: datetime
) -> Review:
    review = Review(
        authority=authority,
        text_key=use.text_key,
        citation=use.citation,
        seen=one.seen,
        finding=finding,
        note=note,
        reviewed_by=by,
        reviewed_at=now,
        **_owner(use),
    )
    review.save()
    if use.kind == BINDING:
        binding = LawBinding.objects.select_for_update().get(pk=use.pk)
        binding.reviewed_hash, binding.reviewed_at = one.seen, now
        binding.save()
    return review


def _owner(use: Use) -> dict[str, Any]:
    if use.kind == BINDING:
        return {"binding_id": use.pk}
    return {"service_version_id": use.pk} if use.kind == TEXT else {"decision_id": use.pk}

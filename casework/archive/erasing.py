"""Deleting one family of cases, and leaving the proof of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.archive.belongings import Found, belongings, counted, erase_rows
from casework.archive.models import DeletionItem, DeletionRun, Disposal
from casework.archive.retaining import compute, holds_on
from casework.audit.log import acting
from casework.audit.models import SampleCase
from casework.cases import files
from casework.cases.models import Case, Document
from casework.delivery.models import Attempt, PostBatch
from casework.intake.models import Submission
from casework.notices.models import Notice

FROZEN = ("notices.notice", "delivery.proof")


class Kept(Exception):
    """The case is not deleted after all; the message says why."""


def erase_family(run: DeletionRun, items: Sequence[DeletionItem], now: datetime) -> None:
    """Delete the cases of `items`, within the transaction of the caller, and write their proofs.

    Looks once more whether they are due: Kept when something has come up since.
    """
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=[item.case_id for item in items])
        .order_by("pk")
    )
    if reason := why_kept(cases, len(items), now):
        raise Kept(reason)
    found = belongings([case.pk for case in cases])
    if found[Case] != {case.pk for case in cases}:
        raise Kept(_("A case that does not belong to the run refers to it."))
    by_case = {case.pk: case for case in cases}
    for item in items:
        _leave_proof(run, item, by_case[item.case_id], now)
    prints = _prints(cases)
    for item in items:
        _erase_frozen(item)
    erase_rows(found, frozen=FROZEN)
    SampleCase.objects.filter(case_id__in=by_case).update(remark="")
    if items:
        items[0].files = sorted({*items[0].files, *prints})
        items[0].save(update_fields=["files"])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that a key left over is found here
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def leave_store(hashes: Iterable[str], *, untouched_since: datetime) -> list[str]:
    """Take bytes out of the file store that no document needs; returns what stays for now."""
    wanted = list(hashes)
    used = set(Document.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))
    return [
        one
        for one in wanted
        if one not in used and not files.remove(one, untouched_since=untouched_since)
    ]


def why_kept(cases: Sequence[Case], wanted: int, now: datetime) -> str:
    """Why the cases of a family (of which there were `wanted`) must stay; empty when they go."""
    today = timezone.localdate(now)
    if len(cases) != wanted:
        return _("The case is no longer there.")
    if hold := holds_on(cases, today).select_related("case").first():
        return _("A hold stands on %(number)s.") % {"number": hold.case.file_number}
    for case in cases:
        if case.restriction:
            return _("Its data are restricted (Art. 18 GDPR); the person may need them.")
        retention = compute(case, now)
        if retention.ends_on is None:
            return retention.blocked
        if retention.ends_on >= today:
            return _("It is to be kept longer than it was.")
    return ""


def _leave_proof(run: DeletionRun, item: DeletionItem, case: Case, now: datetime) -> None:
    kept_until = case.retention.ends_on
    if run.confirmed_by is None or case.closed_at is None or kept_until is None:
        raise ValueError("only closed cases of a confirmed run are deleted, after their time")
    own: Found = {model: keys for model, keys in belongings([case.pk]).items() if model != Case}
    hashes = list(_hashes(case))
    proof = Disposal(
        authority_id=case.authority_id,
        run=run,
        case_id=case.pk,
        file_number=case.file_number,
        service=item.service,
        received_on=case.received_on,
        closed_on=timezone.localdate(case.closed_at),
        kept_until=kept_until,
        because=case.retention.because,
        counts=counted(own),
        hashes=hashes,
        proposed_by_id=run.made_by_id,
        confirmed_by=run.confirmed_by,
        deleted_at=now,
    )
    with acting(
        by=None, act="case.erase", subject=run, case_id=case.pk, authority_id=case.authority_id
    ):
        proof.save()
    item.counts = proof.counts
    item.files = sorted({one["sha256"] for one in hashes if one["kind"] == "document"})
    item.save(update_fields=["counts", "files"])


def _hashes(case: Case) -> Iterator[dict[str, str]]:
    for sha256 in case.documents.order_by("pk").values_list("sha256", flat=True):
        yield {"kind": "document", "sha256": sha256}
    for sha256 in (
        Notice.objects.filter(case=case).order_by("pk").values_list("pdf_sha256", flat=True)
    ):
        yield {"kind": "letter", "sha256": sha256}
    for sha256 in (
        Submission.objects.filter(case=case).order_by("pk").values_list("sha256", flat=True)
    ):
        yield {"kind": "submission", "sha256": sha256}


def _prints(cases: Sequence[Case]) -> set[str]:
    """Print batches hold letters of many people; with the first of them, the whole PDF goes.

    It was a means of printing; the letters of the others are in their own cases.
    """
    batches = Attempt.objects.filter(delivery__case__in=cases, batch__isnull=False)
    found = PostBatch.objects.filter(pk__in=batches.values("batch")).exclude(sha256="")
    return set(found.values_list("sha256", flat=True))


def _erase_frozen(item: DeletionItem) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT archive_erase_frozen(%s)", [item.case_id])
    item.state = DeletionItem.State.ERASED
    item.save(update_fields=["state"])

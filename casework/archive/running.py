"""The worker's part of a deletion run: looking the cases through, then deleting them.

Whoever works on a run holds an advisory lock of the database; a crash frees it, and the next one
goes on where it stopped. Each family of cases goes in a transaction of its own, with its proofs.
Bytes leave the file store after that: what a crash leaves there is still written in the item.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.archive.belongings import belongings, counted
from casework.archive.erasing import Kept, erase_family, leave_store, why_kept
from casework.archive.log_check import entries_naming
from casework.archive.models import DeletionItem, DeletionRun
from casework.audit.log import acting
from casework.cases.models import Case

State, Item = DeletionRun.State, DeletionItem.State
Clock = Callable[[], datetime]
SETTLED = timedelta(hours=1)  # how long bytes must lie untouched before they leave the store
logger = logging.getLogger(__name__)


def work_on(run_id: int, *, clock: Clock = timezone.now) -> bool:
    """Bring a run as far as it can go now; False when another process is at it."""
    with _alone_on(run_id) as alone:
        if not alone:
            return False
        run = DeletionRun.objects.get(pk=run_id)
        if run.state == State.PREPARING:
            _prepare(run, clock)
        elif run.state == State.RUNNING:
            _erase(run, clock)
        _empty_store(run, clock)
    return True


def left_alone() -> list[int]:
    """Ids of the runs that have something to do, also only in the file store."""
    busy = DeletionRun.objects.filter(state__in=(State.PREPARING, State.RUNNING))
    files = DeletionItem.objects.filter(state=Item.ERASED)
    return sorted({*busy.values_list("pk", flat=True), *files.values_list("run", flat=True)})


@contextlib.contextmanager
def _alone_on(run_id: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('deletion'), %s)", [run_id % 2**31])
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute(
                    "SELECT pg_advisory_unlock(hashtext('deletion'), %s)", [run_id % 2**31]
                )


def _prepare(run: DeletionRun, clock: Clock) -> None:
    new = run.items.filter(state=Item.NEW).order_by("position")
    for family in dict.fromkeys(new.values_list("family", flat=True)):
        with transaction.atomic():
            _look_through(list(new.filter(family=family)), clock())
    DeletionRun.objects.filter(pk=run.pk, state=State.PREPARING).update(state=State.READY)


def _look_through(items: list[DeletionItem], now: datetime) -> None:
    cases = Case.objects.filter(pk__in=[item.case_id for item in items])
    found = {case.pk: case for case in cases.prefetch_related("parties")}
    if reason := why_kept(list(found.values()), len(items), now):
        _skip(items, reason)
        return
    for item in items:
        rows = {model: keys for model, keys in belongings([item.case_id]).items() if model != Case}
        item.state, item.counts = Item.WAITING, counted(rows)
        item.kept_until = found[item.case_id].retention.ends_on or item.kept_until
        item.named_in_log = len(entries_naming(found[item.case_id]))
        item.save(update_fields=["state", "counts", "kept_until", "named_in_log"])


def _erase(run: DeletionRun, clock: Clock) -> None:
    waiting = run.items.filter(state=Item.WAITING).order_by("position")
    for family in dict.fromkeys(waiting.values_list("family", flat=True)):
        if not _erase_one(run, family, clock):
            return  # stopped meanwhile
    _end(run, clock)


def _erase_one(run: DeletionRun, family: int, clock: Clock) -> bool:
    with transaction.atomic():
        current = DeletionRun.objects.select_for_update().get(pk=run.pk)
        if current.state != State.RUNNING:
            return False
        items = list(
            current.items.select_for_update()
            .filter(family=family, state=Item.WAITING)
            .order_by("position")
        )
        try:
            with transaction.atomic():
                erase_family(current, items, clock())
        except Kept as error:
            _skip(items, str(error))
        except Exception:
            # One broken case must not hold up the others; the log gets no personal data.
            logger.exception("family %s of deletion run %s failed", family, run.pk)
            _skip(items, _("A technical error; the server's log names it."))
    return True


def _skip(items: list[DeletionItem], reason: str) -> None:
    for item in items:
        item.state, item.reason = Item.SKIPPED, reason
        item.save(update_fields=["state", "reason"])


def _end(run: DeletionRun, clock: Clock) -> None:
    with transaction.atomic():
        current = DeletionRun.objects.select_for_update().get(pk=run.pk)
        if current.state != State.RUNNING or current.items.filter(state=Item.WAITING).exists():
            return
        current.state, current.ended_at = State.DONE, clock()
        with acting(
            by=None, act="deletion.done", subject=current, authority_id=current.authority_id
        ):
            current.save(update_fields=["state", "ended_at"])


def _empty_store(run: DeletionRun, clock: Clock) -> None:
    for item in run.items.filter(state=Item.ERASED).order_by("position"):
        item.files = leave_store(item.files, untouched_since=clock() - SETTLED)
        if not item.files:
            item.state = Item.DONE
        item.save(update_fields=["files", "state"])

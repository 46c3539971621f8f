"""The worker's part of a batch: checking its cases, then issuing its letters one by one.

Whoever works on a batch holds an advisory lock of the database; when the process dies the lock is
gone with it, and the next one goes on where it stopped. Each item is settled in a transaction of
its own, on a row that is locked, so that even two workers would not issue a notice twice.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.audit.log import acting, standing_in_for
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.notices.actions import Refused, issue_decision
from casework.notices.batches import requests
from casework.notices.batches.readiness import defaults_of, readiness_of
from casework.notices.batches.rendered import prepared
from casework.notices.models import BatchIssue, BatchItem
from casework.notices.rendering import Rendered
from casework.process.bindings import binding_of

State, Item = BatchIssue.State, BatchItem.State
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


def work_on(batch_id: int, *, clock: Clock = timezone.now, processes: int | None = None) -> bool:
    """Bring a batch as far as it can go now; False when another process is at it.

    `clock` says what time it is; `processes` how many render letters (None: as many as help).
    """
    with _alone_on(batch_id) as alone:
        if not alone:
            return False
        batch = BatchIssue.objects.get(pk=batch_id)
        if batch.state == State.CHECKING:
            _check_all(batch, clock)
        elif batch.state == State.RUNNING:
            _issue_all(batch, clock, processes)
    return True


def left_alone() -> list[int]:
    """Ids of the batches that have something to do; the worker looks after each again."""
    busy = BatchIssue.objects.filter(state__in=(State.CHECKING, State.RUNNING))
    return list(busy.order_by("pk").values_list("pk", flat=True))


@contextlib.contextmanager
def _alone_on(batch_id: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtext('batch_issue'), %s)", [batch_id % 2**31]
        )
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute(
                    "SELECT pg_advisory_unlock(hashtext('batch_issue'), %s)", [batch_id % 2**31]
                )


def _check_all(batch: BatchIssue, clock: Clock) -> None:
    for item in list(batch.items.filter(state=Item.NEW)):
        if not _settle(item, Item.NEW, State.CHECKING, clock, _check):
            break
    _move_on(batch, State.CHECKING, State.READY, clock)


def _issue_all(batch: BatchIssue, clock: Clock, processes: int | None) -> None:
    waiting = batch.items.filter(state=Item.WAITING).order_by("position")
    if batch.kind == BatchIssue.Kind.REQUESTS:
        for item in list(waiting):
            if not _settle(item, Item.WAITING, State.RUNNING, clock, _request):
                break
        _move_on(batch, State.RUNNING, State.DONE, clock)
        return
    items = list(waiting.select_related("decision").defer("decision__reasons"))
    with contextlib.closing(prepared(items, batch.made_by, clock, processes)) as letters:
        for one in letters:
            issue = partial(_issue, ready=one.rendered)
            if not _settle(one.item, Item.WAITING, State.RUNNING, clock, issue):
                break
    _move_on(batch, State.RUNNING, State.DONE, clock)


def _settle(
    item: BatchItem,
    state: str,
    while_: str,
    clock: Clock,
    act: Callable[[BatchItem, datetime], None],
) -> bool:
    """Do `act` to an item as long as it and its batch are in these states; False when stopped."""
    with transaction.atomic():
        if not BatchIssue.objects.filter(pk=item.batch_id, state=while_).exists():
            return False
        found = (
            BatchItem.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("batch__made_by__authority")
            .filter(pk=item.pk, state=state)
            .first()
        )
        if found is None:
            return True
        now = clock()
        try:
            with transaction.atomic():
                act(found, now)
        except (Conflict, NotAllowed, InvalidData, Refused) as error:
            _refuse(found, str(error), now)
        except Exception:
            # One broken case must not hold up the others; the log gets no personal data.
            logger.exception("item %s of a batch failed", found.pk)
            _refuse(found, _("A technical error; the server's log names it."), now)
        found.save()
    return True


def _refuse(item: BatchItem, reason: str, now: datetime) -> None:
    item.state, item.settled_at, item.notice = Item.REFUSED, now, None
    item.reason = reason or _("No reason was given.")


def _check(item: BatchItem, now: datetime) -> None:
    if item.batch.kind == BatchIssue.Kind.REQUESTS:
        requests.check(item, now)
        item.state = Item.READY
        return
    found = readiness_of(item.case, item.batch.made_by, now)
    if found.decision is None:
        _refuse(item, found.reason, now)
        return
    item.state, item.decision, item.version = Item.READY, found.decision, found.decision.version


def _request(item: BatchItem, now: datetime) -> None:
    with standing_in_for(policy.in_place_of(item.batch.made_by, item.case)):
        notice = requests.issue(item, now)
    item.state, item.notice, item.settled_at = Item.ISSUED, notice, now


def _issue(item: BatchItem, now: datetime, ready: Rendered | None) -> None:
    decision = item.decision
    if decision is None or item.version is None:
        raise ValueError("a waiting item has a draft")
    by = item.batch.made_by
    with standing_in_for(policy.in_place_of(by, item.case)):
        notice = issue_decision(
            decision=decision,
            version=item.version,
            by=by,
            now=now,
            data=defaults_of(binding_of(decision.step, item.case)),
            ready=ready,
        )
    item.state, item.notice, item.settled_at = Item.ISSUED, notice, now


def _move_on(batch: BatchIssue, before: str, after: str, clock: Clock) -> None:
    """The batch goes on to its next state once nothing of the one before is left."""
    open_states = (Item.NEW,) if before == State.CHECKING else (Item.WAITING,)
    with transaction.atomic():
        current = BatchIssue.objects.select_for_update().get(pk=batch.pk)
        if current.state != before or current.items.filter(state__in=open_states).exists():
            return
        current.state = after
        current.ended_at = clock() if after == State.DONE else None
        with acting(
            by=None, act=f"batch.{after}", subject=current, authority_id=current.authority_id
        ):
            current.save(update_fields=["state", "ended_at"])

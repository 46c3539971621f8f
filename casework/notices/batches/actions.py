"""Making a batch, confirming it once, and stopping it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.notices.models import BatchIssue, BatchItem

Kind, State, Item = BatchIssue.Kind, BatchIssue.State, BatchItem.State
MOST_CASES = 500
MOST_CHARACTERS = 5000


def visible_batches(user: User) -> QuerySet[BatchIssue]:
    """A person's own batches, and those with cases of units they lead or audit."""
    units = roles.unit_ids(user, roles.LEAD, roles.AUDIT)
    batches = BatchIssue.objects.filter(authority=user.authority_id)
    return batches.filter(Q(made_by=user) | Q(items__case__unit__in=units)).distinct()


@transaction.atomic
def make_batch(
    *,
    chosen: Collection[int],
    by: User,
    now: datetime,
    kind: str = Kind.NOTICES,
    text: str = "",
    seen: Mapping[int, int | None] | None = None,
) -> BatchIssue:
    """A batch of the chosen cases (ids) that `by` can see, to be checked by the worker.

    For requests for documents: `text` stands in each of them, `seen` are the versions of the cases
    that were on the page. Raises InvalidData when none is left or there are too many, NotAllowed
    without a working role.
    """
    if by.authority is None or policy.why_not(by, policy.WORK, None):
        raise NotAllowed(_("Your role lets you read cases, not decide them."))
    visible = Case.objects.visible_to(by).filter(pk__in=chosen)
    ordered = visible.order_by(F("due_on").asc(nulls_last=True), "pk")
    found = list(ordered.values_list("pk", flat=True))
    if not found:
        raise InvalidData({"case": _("Please tick at least one case.")})
    if len(found) > MOST_CASES:
        words = _("At most %(most)s cases go into one batch.")
        raise InvalidData({"case": words % {"most": MOST_CASES}})
    if len(text) > MOST_CHARACTERS:
        words = _("At most %(most)s characters.")
        raise InvalidData({"text": words % {"most": MOST_CHARACTERS}})
    batch = BatchIssue(
        authority=by.authority, made_by=by, made_at=now, kind=kind, text=text.strip()
    )
    batch.save()
    with acting(by=by, act="batch.make", subject=batch):
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, case_id=pk, position=number, version=(seen or {}).get(pk))
            for number, pk in enumerate(found, start=1)
        )
    return batch


@transaction.atomic
def confirm_batch(*, batch: BatchIssue, by: User, now: datetime) -> BatchIssue:
    """Have the ready notices of a checked batch issued. Only who made it, and only once.

    Cases that another batch is issuing are left out. Raises Conflict when the batch is not (or no
    longer) waiting for this, NotAllowed for anybody else.
    """
    batch = _lock(batch)
    if batch.made_by_id != by.pk:
        raise NotAllowed(_("Only %(who)s can confirm this batch.") % {"who": batch.made_by})
    if batch.state != State.READY:
        raise Conflict(_("This batch was confirmed or stopped already."))
    ready = batch.items.filter(state=Item.READY)
    if not ready.exists():
        raise Conflict(_("None of these cases is ready."))
    under_way = BatchItem.objects.filter(state=Item.WAITING)
    elsewhere = Q(decision__in=under_way.values("decision")) | Q(step__in=under_way.values("step"))
    reason = _("Another batch is issuing this notice.")
    ready.filter(elsewhere).update(state=Item.REFUSED, reason=reason, settled_at=now)
    with acting(by=by, act="batch.confirm", subject=batch):
        batch.state, batch.confirmed_at = State.RUNNING, now
        batch.save(update_fields=["state", "confirmed_at"])
        try:
            with transaction.atomic():
                ready.update(state=Item.WAITING)
        except IntegrityError as error:  # somebody confirmed another batch this very moment
            raise Conflict(_("Somebody else issues some of these; please try again.")) from error
    return batch


@transaction.atomic
def stop_batch(*, batch: BatchIssue, by: User, now: datetime) -> BatchIssue:
    """Issue nothing more; what is issued stays. Who made the batch, or leads one of its units.

    The notice under way is finished. Raises Conflict when the batch has ended, NotAllowed.
    """
    batch = _lock(batch)
    if batch.made_by_id != by.pk and not _leads(batch, by):
        raise NotAllowed(
            _("Only %(who)s or a team lead stops this batch.") % {"who": batch.made_by}
        )
    if batch.ended_at is not None:
        raise Conflict(_("This batch has ended already."))
    with acting(by=by, act="batch.stop", subject=batch):
        batch.state, batch.ended_at, batch.stopped_by = State.STOPPED, now, by
        batch.save(update_fields=["state", "ended_at", "stopped_by"])
        left = batch.items.filter(state__in=(Item.NEW, Item.READY, Item.WAITING))
        free = list(left.select_for_update(skip_locked=True).values_list("pk", flat=True))
        BatchItem.objects.filter(pk__in=free).update(state=Item.SKIPPED, settled_at=now)
    return batch


def _lock(batch: BatchIssue) -> BatchIssue:
    batches = BatchIssue.objects.select_for_update(of=("self",)).select_related("made_by")
    return batches.get(pk=batch.pk)


def _leads(batch: BatchIssue, by: User) -> bool:
    return batch.items.filter(case__unit__in=roles.unit_ids(by, roles.LEAD)).exists()

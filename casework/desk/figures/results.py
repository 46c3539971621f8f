"""How cases ended, and which notices did not last. Three queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.models.reach import reach_of
from casework.decisions.models import Decision
from casework.delivery.models import Objection
from casework.desk.figures.charts import bars
from casework.desk.figures.choice import Scope
from casework.desk.figures.parts import Cell, Section, Table, ordered, share, total

Outcome = Decision.Outcome
GIVEN = (Outcome.GRANT, Outcome.PARTIAL, Outcome.REFUSE)
TAKEN_BACK = (Outcome.WITHDRAW, Outcome.REVOKE, Outcome.CORRECT)


@dataclass
class Fate:
    """What became of the notices of a service: objections received and ended in the period, and
    notices taken back of the authority's own accord."""

    received: int = 0
    granted: int = 0
    partial: int = 0
    refused: int = 0
    given_up: int = 0
    withdrawn: int = 0
    revoked: int = 0
    corrected: int = 0

    @property
    def overturned(self) -> int:
        return self.granted + self.partial + self.withdrawn + self.revoked


def outcomes(scope: Scope) -> dict[int, dict[str, int]]:
    """By service, the outcomes of the cases closed in the period; "" is none."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = scope.closed.values_list("service", "outcome").annotate(n=Count("pk")).order_by()
    for service, outcome, number in rows:
        found[service][outcome] = number
    return {one: found[one] for one in ordered(found, scope.services)}


def fates(scope: Scope) -> dict[int, Fate]:
    """By the service that issued them, what became of its notices."""
    found: dict[int, Fate] = defaultdict(Fate)
    days = (scope.period.first, scope.period.last)
    ended = Q(ended_on__range=days)
    settled = ended & Q(state=Objection.State.SETTLED)
    seen = reach_of(scope.user)
    objections = Objection.objects.filter(
        Q(received_on__range=days) | ended,
        seen.not_barred("track__"),
        case__in=scope.cases.values("pk"),
    )
    counted = objections.values_list("case__service").annotate(
        received=Count("pk", filter=Q(received_on__range=days)),
        granted=Count("pk", filter=settled & Q(track__outcome=Outcome.GRANT)),
        partial=Count("pk", filter=settled & Q(track__outcome=Outcome.PARTIAL)),
        refused=Count("pk", filter=settled & Q(track__outcome=Outcome.REFUSE)),
        given_up=Count("pk", filter=ended & Q(state=Objection.State.WITHDRAWN)),
    )
    for service, *numbers in counted.order_by():
        found[service] = Fate(*numbers)
    taken_back = Decision.objects.filter(
        seen.not_barred("case__"),
        status=Decision.Status.ISSUED,
        outcome__in=TAKEN_BACK,
        target__isnull=False,
        target__case__in=scope.cases.values("pk"),
        decided_at__gte=scope.begin,
        decided_at__lt=scope.end,
    )
    for service, *numbers in (
        taken_back.values_list("target__case__service")
        .annotate(
            withdrawn=Count("pk", filter=Q(outcome=Outcome.WITHDRAW)),
            revoked=Count("pk", filter=Q(outcome=Outcome.REVOKE)),
            corrected=Count("pk", filter=Q(outcome=Outcome.CORRECT)),
        )
        .order_by()
    ):
        one = found[service]
        one.withdrawn, one.revoked, one.corrected = numbers
    return {one: found[one] for one in ordered(found, scope.services)}


def sections(scope: Scope) -> list[Section]:
    return [_of_outcomes(scope), _of_fates(scope)]


def _of_outcomes(scope: Scope) -> Section:
    found = outcomes(scope)
    rows: list[tuple[Cell, ...]] = []
    drawn = []
    for service, by_outcome in found.items():
        name, cases = scope.services[service], sum(by_outcome.values())
        granted, partial, refused = (by_outcome.get(one, 0) for one in GIVEN)
        none = by_outcome.get("", 0)
        other = cases - granted - partial - refused - none
        refusals = share(refused, granted + partial + refused)
        rows.append((name, cases, granted, partial, refused, other, none, refusals))
        parts = [100 * part / cases for part in (granted, partial, refused, other, none)]
        drawn.append((name, parts, _("%(share)s refused") % {"share": refusals}))
    if len(rows) > 1:
        sums = total(rows, 7)
        judged = sum(int(one or 0) for one in sums[2:5])
        rows.append((*sums, share(int(sums[4] or 0), judged)))
    head = (
        _("Service"), _("Closed"), pgettext("outcome", "Granted"),
        pgettext("outcome", "Granted in part"), _("Refused"), _("Other decision"),
        _("Without a decision"), _("Share refused"),
    )  # fmt: skip
    chart = bars(
        "outcomes",
        _("How cases ended, by service"),
        _("One bar for each service, parted by the outcomes of its cases."),
        head[2:7],
        drawn,
    )
    counted = (
        _("Counted are the cases that were closed in the period, each with the outcome of its"
          " latest decision. In a case about an objection “granted” means: the objection"
          " succeeded."),
        _("Other decision: withdrawn, revoked, corrected or certified. Without a decision: for"
          " example because the application was withdrawn."),
        _("Share refused: of the cases that were granted, granted in part or refused."),
    )  # fmt: skip
    return Section("outcomes", _("How cases ended"), counted, Table(head, tuple(rows)), (chart,))


def _of_fates(scope: Scope) -> Section:
    found = fates(scope)
    rows: list[tuple[Cell, ...]] = [
        (
            scope.services[service], one.received, one.granted, one.partial, one.refused,
            one.given_up, one.withdrawn, one.revoked, one.corrected, one.overturned,
        )
        for service, one in found.items()
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(total(rows, 10))
    head = (
        _("Notices of the service"), _("Objections received"), _("Succeeded"),
        _("Succeeded in part"), _("Without success"), _("Objection withdrawn"),
        _("Notice withdrawn (unlawful)"), _("Notice revoked"), _("Corrected"), _("Overturned"),
    )  # fmt: skip
    chart = bars(
        "overturned",
        _("Notices overturned, by service"),
        _("One bar for each service: notices overturned by an objection, withdrawn or revoked."),
        (_("by an objection"), pgettext("notice", "withdrawn"), pgettext("notice", "revoked")),
        [
            (
                scope.services[service],
                [one.granted + one.partial, one.withdrawn, one.revoked],
                str(one.overturned),
            )
            for service, one in found.items()
        ],
    )
    counted = (
        _("Counted for the service that issued the notice, whoever decided later."),
        _("Objections received: with their date of receipt in the period. Succeeded, without"
          " success, withdrawn: those that ended in the period; that may be earlier ones."),
        _("Notice withdrawn or revoked: by a decision of the period, of the authority's own accord"
          " or on application. Withdrawn means that the notice was unlawful, revoked that things"
          " changed or a condition was not met."),
        _("Overturned: objections that succeeded, also in part, and notices withdrawn or revoked."
          " Corrections of obvious errors are not among them."),
        _("Judgments of courts are not recorded here and are not counted."),
    )  # fmt: skip
    return Section(
        "overturned", _("Notices that did not last"), counted, Table(head, tuple(rows)), (chart,)
    )

"""The remedy information (Rechtsbehelfsbelehrung) of a notice, from the authority's own rules.

It names remedy, body, seat and period (§ 58 I VwGO, § 37 VI VwVfG) and the form (§ 36 SGB X), and
adds nothing that could mislead.
"""

from datetime import date
from typing import TypedDict

from django.db.models import OuterRef, Q, QuerySet

from casework.decisions.models import Decision
from casework.prepared import as_rows, is_kept, keep, read_rows
from casework.services.models import RemedyRule, Service

HEADING = "Rechtsbehelfsbelehrung"


class RemedyInformation(TypedDict):
    heading: str
    paragraphs: list[str]


def rule_for(service: Service, on: date) -> RemedyRule | None:
    """The remedy rule in force for `service` on a day, or None when none was entered; one query,
    none after `keep_rules`.
    """
    if is_kept(service, "remedy_rules"):
        known = (one for one in service.remedy_rules.all() if one.valid_from <= on)
        running = [one for one in known if one.valid_to is None or one.valid_to >= on]
        return max(running, key=lambda one: one.valid_from, default=None)
    return (
        service.remedy_rules.filter(valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("-valid_from")
        .first()
    )


def with_rules(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each with what `keep_rules` makes the remedy rules of its service of."""
    rules = RemedyRule.objects.filter(service=OuterRef("case__service")).order_by()
    return decisions.annotate(rules=as_rows(rules))


def keep_rules(decision: Decision, service: Service) -> None:
    """Have `rule_for` ask nothing more, for the service of a decision fetched `with_rules`."""
    keep(service, "remedy_rules", read_rows(RemedyRule, decision.__dict__.pop("rules")))


def remedy_information(rule: RemedyRule) -> RemedyInformation:
    """The paragraphs to print; one month under §§ 70 I and 74 I VwGO alike."""
    where = f"{rule.body}, {rule.street}, {rule.postal_code} {rule.city}"
    if rule.remedy == RemedyRule.Remedy.OBJECTION:
        sentence = (
            "Gegen diesen Bescheid kann innerhalb eines Monats, nachdem er Ihnen bekannt gegeben "
            f"worden ist, Widerspruch erhoben werden. Der Widerspruch ist {rule.form} bei der "
            f"{where}, zu erheben."
        )
    else:
        sentence = (
            "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim "
            f"{where}, erhoben werden. Die Klage ist {rule.form} zu erheben."
        )
    return {"heading": HEADING, "paragraphs": [sentence]}

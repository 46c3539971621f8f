"""The remedy information (Rechtsbehelfsbelehrung) of a notice, from the authority's own rules.

It names remedy, body, seat and period (§ 58 I VwGO, § 37 VI VwVfG) and the form (§ 36 SGB X), and
adds nothing that could mislead.
"""

from datetime import date
from typing import TypedDict

from django.db.models import Q

from casework.services.models import RemedyRule, Service

HEADING = "Rechtsbehelfsbelehrung"


class RemedyInformation(TypedDict):
    heading: str
    paragraphs: list[str]


def rule_for(service: Service, on: date) -> RemedyRule | None:
    """The remedy rule in force for `service` on a day, or None when none was entered."""
    return (
        service.remedy_rules.filter(valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .order_by("-valid_from")
        .first()
    )


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

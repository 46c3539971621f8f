"""Who takes part in a case, as its page says it: role, address, and how they are reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import User
from casework.cases.models import Case, Party
from casework.decisions.addressee import addressee_of
from casework.notices.addresses import addressee_facts
from casework.notices.countries import COUNTRIES

YES = gettext_lazy("yes")
NO = gettext_lazy("no")


@dataclass(frozen=True)
class PartyLine:
    """One party; `gets_letters` if notices are addressed to them today."""

    party: Party
    lines: Sequence[str]
    gets_letters: bool

    @property
    def ways(self) -> list[str]:
        """How the person is reached, the usual way first."""
        party = self.party
        portal = party.agreed_to_portal and party.portal_address
        found = [_("through the portal") if portal else _("by post")] if self.lines else []
        if party.role == Party.Role.REPRESENTATIVE:
            shown = _("authority shown") if party.power_shown else _("authority not shown yet")
            found.append(shown)
        if party.language != "de":
            found.append(_("language: %(code)s") % {"code": party.language})
        if party.plain_language:
            found.append(_("asked for plain language"))
        return found


@dataclass(frozen=True)
class Changed:
    """One correction, as it is read: what was and what is, field by field."""

    at: datetime
    by: User
    reason: str
    on_request: bool
    fields: list[tuple[str, str, str]]


def party_lines(case: Case, on: date) -> list[PartyLine]:
    """All who take part; no query where the parties are at hand."""
    known = list(case.parties.all())
    addressee = addressee_of(known, case.service.regime, on)
    return [PartyLine(one, _address(one), one == addressee) for one in known]


def changes_of(party: Party) -> list[Changed]:
    """The corrections of a party, the latest first; one query."""
    return [
        Changed(
            at=one.made_at,
            by=one.made_by,
            reason=one.reason,
            on_request=one.mark_id is not None,
            fields=[
                (_label(name), _shown(name, was), _shown(name, one.after[name]))
                for name, was in one.before.items()
            ],
        )
        for one in party.changes.select_related("made_by")
    ]


def _address(party: Party) -> list[str]:
    """The lines below the name."""
    return [one for one in addressee_facts(party)["lines"] if one != party.name]


def _label(name: str) -> str:
    return str(Party._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _shown(name: str, text: str) -> str:
    if name in ("plain_language", "power_shown"):
        return str(YES if text else NO)
    if name == "country":
        return COUNTRIES.get(text, text)
    if name == "birth_date" and text:
        return date.fromisoformat(text).strftime("%d.%m.%Y")
    return text or "–"

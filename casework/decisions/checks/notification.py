"""Where the notice goes: an address that can be reached, on a way that is open."""

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Party
from casework.decisions.checks.draft import Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.models import Decision

BY_LETTER = (Decision.Channel.POST, Decision.Channel.FORMAL)
TO_REPRESENTATIVE = norms(
    "§ 41 Abs. 1 Satz 2 VwVfG", "§ 37 Abs. 1 Satz 2 SGB X", "§ 122 Abs. 1 Satz 4 AO"
)


@check(
    "addressee",
    BLOCKER,
    norms("§ 41 Abs. 1 VwVfG", "§ 37 Abs. 1 SGB X", "§ 122 Abs. 1 AO"),
    title=_("The address is complete"),
    question=_("To whom does the notice go? The address of %(who)s is not complete."),
    remedy=_("Complete street, postal code and city."),
    looked_at=_("to whom the notice goes, their address, and the way it takes"),
)
def addressee(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or draft.decision.channel not in BY_LETTER or _complete(party):
        return None
    represents = party.role == Party.Role.REPRESENTATIVE
    norm = _norm_for_representative(draft) if represents else ""
    return found(party.pk, party.street, party.postal_code, party.city, norm=norm, who=party.name)


@check(
    "postal-code",
    WARNING,
    norms("§ 41 Abs. 2 Satz 1 VwVfG", "§ 37 Abs. 2 Satz 1 SGB X", "§ 122 Abs. 2 Nr. 1 AO"),
    title=_("The postal code can be right"),
    question=_("Is the address right? “%(code)s” is no German postal code."),
    remedy=_("Correct the postal code or the country."),
    looked_at=_("postal code and country of the address"),
    answers=(_("The address is right as it stands."),),
)
def postal_code(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or draft.decision.channel not in BY_LETTER or party.country != "DE":
        return None
    code = party.postal_code.strip()
    return found(code=code) if code and not (len(code) == 5 and code.isdecimal()) else None


@check(
    "address-failed",
    BLOCKER,
    norms("§ 41 Abs. 2 Satz 3 VwVfG", "§ 37 Abs. 2 Satz 3 SGB X", "§ 122 Abs. 2 AO"),
    title=_("No letter came back from this address"),
    question=_("Where does %(who)s live now? A letter to this address came back on %(day)s."),
    remedy=_("Find out the new address, at the register of residents for example."),
    looked_at=_("the address and whether a letter came back from it"),
    overridable=True,
)
def address_failed(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or party.address_failed_on is None:
        return None
    if draft.decision.channel not in BY_LETTER:
        return None
    day = party.address_failed_on.strftime("%d.%m.%Y")
    return found(party.street, party.postal_code, party.city, who=party.name, day=day)


@check(
    "abroad",
    WARNING,
    norms("§ 41 Abs. 2 Satz 1 VwVfG", "§ 37 Abs. 2 Satz 1 SGB X", "§ 122 Abs. 2 Nr. 2 AO"),
    title=_("Receipt abroad can be proven"),
    question=_("How will you prove receipt? The address is abroad (%(country)s)."),
    remedy=_("Send it by registered letter with advice of delivery, or have a recipient named."),
    looked_at=_("the country of the address and the way the notice takes"),
    answers=(
        _("It goes by registered letter with advice of delivery."),
        _("The longer period for letters abroad was taken into account."),
    ),
)
def abroad(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or party.country in ("", "DE"):
        return None
    return found(country=party.country) if draft.decision.channel == "post" else None


@check(
    "portal-agreed",
    BLOCKER,
    norms("§ 41 Abs. 2a Satz 1 VwVfG", "§ 37 Abs. 2a Satz 1 SGB X", "§ 87a Abs. 1 Satz 1 AO"),
    title=_("The addressee agreed to notices through the portal"),
    question=_("Did %(who)s agree to get notices through the portal? No consent is noted."),
    remedy=_("Choose another way, or note the consent once it is given."),
    looked_at=_("the way to the addressee and their consent"),
    place="channel",
)
def portal_agreed(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or draft.decision.channel != "portal" or party.agreed_to_portal:
        return None
    return found(party.pk, who=party.name)


@check(
    "portal-mailbox",
    BLOCKER,
    norms("§ 41 Abs. 2a Satz 2 VwVfG", "§ 37 Abs. 2a Satz 3 SGB X", "§ 122a Abs. 3 AO"),
    title=_("The mailbox in the portal is known"),
    question=_("Into which mailbox? %(who)s agreed to the portal, but no mailbox is known."),
    remedy=_("Choose another way, or enter the mailbox."),
    looked_at=_("the way to the addressee and their mailbox in the portal"),
    place="channel",
)
def portal_mailbox(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or draft.decision.channel != "portal" or not party.agreed_to_portal:
        return None
    return None if party.portal_address.strip() else found(party.pk, who=party.name)


def _complete(party: Party) -> bool:
    return all(part.strip() for part in (party.street, party.postal_code, party.city))


def _norm_for_representative(draft: Draft) -> str:
    """Formal service must go to whoever showed a power (§ 7 I 2 VwZG), but see § 122 V 3 AO."""
    formal = draft.decision.channel == Decision.Channel.FORMAL and draft.regime != "AO"
    return "§ 7 Abs. 1 Satz 2 VwZG" if formal else TO_REPRESENTATIVE[draft.regime]


CHECKS = (
    addressee,
    postal_code,
    address_failed,
    abroad,
    portal_agreed,
    portal_mailbox,
)

"""Who decides: the competent unit, nobody who is biased, and two pairs of eyes where needed."""

from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Party
from casework.decisions.checks.draft import GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.cosign import SIGNATURE_NORMS

EXCLUDED = norms("§ 20 Abs. 1 Satz 1 VwVfG", "§ 16 Abs. 1 Satz 1 SGB X", "§ 82 Abs. 1 Satz 1 AO")


@check(
    "competence",
    WARNING,
    norms("§ 3 VwVfG", "§ 2 SGB X", "§ 16 AO"),
    title=_("The competent unit decides"),
    question=_("Is your unit competent? The service belongs to %(unit)s."),
    remedy=_("Hand the case to the competent unit or note why yours decides."),
    looked_at=_("the unit of the case and the unit of the service"),
    answers=(
        _("The competent unit handed the case over to us."),
        _("By the distribution of duties our unit decides this case."),
    ),
)
def competence(draft: Draft) -> Found | None:
    case = draft.case
    if case.unit_id == case.service.unit_id:
        return None
    return found(case.unit_id, unit=case.service.unit)


@check(
    "excluded",
    BLOCKER,
    EXCLUDED,
    title=_("Nobody who is excluded drafts the decision"),
    question=_("Who decides? %(who)s is excluded from this case and wrote the draft."),
    remedy=_("Have somebody else examine the case and write the draft anew."),
    looked_at=_("the exclusions noted in the case and who last changed the draft"),
)
def excluded(draft: Draft) -> Found | None:
    drafter = draft.decision.changed_by
    return found(drafter.pk, who=drafter) if drafter.pk in draft.excluded else None


@check(
    "excluded-earlier",
    WARNING,
    EXCLUDED,
    title=_("What an excluded person did before was done again"),
    question=_("Somebody who is excluded now completed earlier steps. Were they examined anew?"),
    remedy=_("Look at the facts and the assessment of these steps yourself."),
    looked_at=_("the exclusions noted in the case and who completed its steps"),
    answers=(_("I have examined these steps myself and come to the same result."),),
)
def excluded_earlier(draft: Draft) -> Found | None:
    done = {step.completed_by_id for step in draft.steps if step.completed_by_id is not None}
    touched = sorted((done & draft.excluded) - {draft.decision.changed_by_id})
    return found(*touched) if touched else None


@check(
    "own-matter",
    BLOCKER,
    norms(
        "§ 20 Abs. 1 Satz 1 Nr. 1 VwVfG",
        "§ 16 Abs. 1 Satz 1 Nr. 1 SGB X",
        "§ 82 Abs. 1 Satz 1 Nr. 1 AO",
    ),
    title=_("Nobody decides in a matter of their own"),
    question=_("Is this your own matter? %(who)s has the name or e-mail address of a party."),
    remedy=_("Give the case away; a lead may confirm that it is another person."),
    looked_at=_("name and e-mail address of the drafter and of the parties"),
    overridable=True,
)
def own_matter(draft: Draft) -> Found | None:
    drafter = draft.decision.changed_by
    same = [party.pk for party in draft.parties if _is(drafter, party)]
    return found(*same, drafter.pk, who=drafter) if same else None


@check(
    "bias",
    WARNING,
    norms("§ 21 Abs. 1 Satz 1 VwVfG", "§ 17 Abs. 1 Satz 1 SGB X", "§ 83 Abs. 1 Satz 1 AO"),
    title=_("Nothing makes the drafter appear biased"),
    question=_("Are you related? %(name)s is also the family name of a party."),
    remedy=_("Tell your head of office if you are related or otherwise not impartial."),
    looked_at=_("the family names of the drafter and of the parties"),
    answers=(_("We are not related; it is only the same name."),),
)
def bias(draft: Draft) -> Found | None:
    drafter = draft.decision.changed_by
    name = drafter.last_name.strip()
    namesakes = [
        party.pk
        for party in draft.parties
        if name and _same(party.family_name, name) and not _is(drafter, party)
    ]
    return found(*namesakes, drafter.pk, name=name) if namesakes else None


@check(
    "co-signature-value",
    BLOCKER,
    SIGNATURE_NORMS,
    title=_("The value that decides on the co-signature is known"),
    question=_("What is the decision worth? Whether a second person must sign depends on it."),
    remedy=_("Enter the value of the decision."),
    looked_at=_("the value of the decision and the value from which the service demands two"),
    place="value",
)
def co_signature_value(draft: Draft) -> Found | None:
    depends = draft.package.co_signature_from is not None and draft.outcome in GIVES
    signed_anyway = draft.outcome in draft.package.co_signature
    if not depends or signed_anyway or draft.decision.value is not None:
        return None
    return found(draft.outcome)


@check(
    "co-signature",
    BLOCKER,
    SIGNATURE_NORMS,
    title=_("A second person signed where the service demands it"),
    question=_("Has a second person signed? %(why)s"),
    remedy=_("Ask for the co-signature of this draft; changing it afterwards needs another one."),
    looked_at=_("outcome and value, the rules of the service, and the co-signatures of this draft"),
    place="co-signature",
)
def co_signature(draft: Draft) -> Found | None:
    if draft.co_signature is None or co_signature_value.look(draft):
        return None
    return found(draft.decision.version, why=draft.co_signature)


def _is(user: User, party: Party) -> bool:
    """Whether the account is the party's, by what both are called or written to."""
    named = bool(user.last_name and party.family_name and user.first_name)
    same_name = (
        named
        and _same(party.given_name, user.first_name)
        and _same(party.family_name, user.last_name)
    )
    return same_name or bool(user.email and _same(party.email, user.email))


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


CHECKS = (
    competence,
    excluded,
    excluded_earlier,
    own_matter,
    bias,
    co_signature_value,
    co_signature,
)

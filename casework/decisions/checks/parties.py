"""Who takes part: somebody who can act, or who acts for them, and those whose rights it touches."""

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Party
from casework.decisions.addressee import OF_AGE, acts_alone, age
from casework.decisions.checks.draft import GIVES, Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms


@check(
    "party",
    BLOCKER,
    norms("§ 13 Abs. 1 VwVfG", "§ 12 Abs. 1 SGB X", "§ 78 AO"),
    title=_("It is known at whom the decision is directed"),
    question=_("At whom is the decision directed? The case names no applicant."),
    remedy=_("Enter the applicant with their name."),
    looked_at=_("the parties of the case and their names"),
)
def party(draft: Draft) -> Found | None:
    applicant = draft.applicant
    return None if applicant and applicant.name else found()


@check(
    "minor",
    BLOCKER,
    norms("§ 12 Abs. 1 Nr. 1 VwVfG", "§ 11 Abs. 1 Nr. 1 SGB X", "§ 79 Abs. 1 Nr. 1 AO"),
    title=_("Who cannot act alone is represented"),
    question=_("Who acts for the applicant, who is %(age)s years old? No representative is named."),
    remedy=_("Enter the legal representative; a lead may confirm that the law lets minors act."),
    looked_at=_("date of birth of the applicant and the representatives"),
    overridable=True,
)
def minor(draft: Draft) -> Found | None:
    applicant = draft.applicant
    if applicant is None or applicant.birth_date is None or draft.representatives:
        return None
    if acts_alone(applicant, draft.regime, draft.on):
        return None
    return found(age=age(applicant.birth_date, draft.on))


@check(
    "minor-informed",
    WARNING,
    {"SGB X": "§ 36 Abs. 1 Satz 2 SGB I"},
    title=_("The legal representative of a young applicant is told"),
    question=_("Do the parents know? The applicant acts alone at %(age)s years of age."),
    remedy=_("Tell the legal representative of the application and of what is paid."),
    looked_at=_("date of birth of the applicant and the representatives"),
    answers=(_("The legal representative was informed."),),
)
def minor_informed(draft: Draft) -> Found | None:
    applicant = draft.applicant
    if draft.regime != "SGB X" or applicant is None or applicant.birth_date is None:
        return None
    young = age(applicant.birth_date, draft.on) < OF_AGE
    alone = acts_alone(applicant, draft.regime, draft.on) and not draft.representatives
    return found(age=age(applicant.birth_date, draft.on)) if young and alone else None


@check(
    "organisation",
    WARNING,
    norms("§ 12 Abs. 1 Nr. 3 VwVfG", "§ 11 Abs. 1 Nr. 3 SGB X", "§ 79 Abs. 1 Nr. 3 AO"),
    title=_("An organisation acts through a person"),
    question=_("Who acts for %(name)s? Nobody who represents the organisation is named."),
    remedy=_("Enter who represents the organisation."),
    looked_at=_("the name of the applicant and the representatives"),
    answers=(_("The representation is known from the register; the application is signed by it."),),
)
def organisation(draft: Draft) -> Found | None:
    applicant = draft.applicant
    if applicant is None or not applicant.organisation or draft.representatives:
        return None
    return None if applicant.family_name else found(name=applicant.organisation)


@check(
    "power-of-attorney",
    WARNING,
    norms("§ 14 Abs. 1 Satz 3 VwVfG", "§ 13 Abs. 1 Satz 3 SGB X", "§ 80 Abs. 3 AO"),
    title=_("The power of attorney was shown"),
    question=_("May %(who)s act for the applicant? No power of attorney was shown."),
    remedy=_("Ask for the power of attorney; without it the notice goes to the applicant."),
    looked_at=_("the representatives and whether their power was shown"),
    answers=(
        _("The power was not asked for; there is no reason to doubt it."),
        _("They represent by law and need no power of attorney."),
    ),
)
def power_of_attorney(draft: Draft) -> Found | None:
    without = [one for one in draft.representatives if not one.power_shown]
    if not without or _by_law(draft):
        return None
    return found(*(one.pk for one in without), who=without[0].name)


@check(
    "representatives",
    WARNING,
    norms("§ 14 Abs. 3 Satz 1 VwVfG", "§ 13 Abs. 3 Satz 1 SGB X", "§ 80 Abs. 5 Satz 1 AO"),
    title=_("It is clear which representative gets the notice"),
    question=_("Who gets the notice? Several representatives showed a power of attorney."),
    remedy=_("Leave as representative whom the notice is to be sent to."),
    looked_at=_("the representatives and whether their power was shown"),
    answers=(_("All of them may receive the notice; one delivery is enough."),),
)
def representatives(draft: Draft) -> Found | None:
    empowered = [one.pk for one in draft.representatives if one.power_shown]
    return found(*empowered) if len(empowered) > 1 else None


@check(
    "third-party",
    WARNING,
    norms("§ 13 Abs. 2 Satz 2 VwVfG", "§ 12 Abs. 2 Satz 2 SGB X", "§ 91 Abs. 1 Satz 1 AO"),
    title=_("Whose rights the decision touches was told before"),
    question=_("Does %(who)s know? The decision also touches their rights; no hearing went out."),
    remedy=_("Notify and hear the third party before you decide."),
    looked_at=_("the third parties, the outcome and the letters issued"),
    answers=(
        _("They were heard in person; there is a note in the file."),
        _("The decision does not affect their rights."),
    ),
)
def third_party(draft: Draft) -> Found | None:
    if not draft.third_parties or draft.outcome not in GIVES or draft.sent("hearing"):
        return None
    return found(*(one.pk for one in draft.third_parties), who=draft.third_parties[0].name)


def _by_law(draft: Draft) -> bool:
    """Whether the applicant is represented by law: as a minor or an organisation."""
    applicant: Party | None = draft.applicant
    if applicant is None:
        return False
    return bool(applicant.organisation) or not acts_alone(applicant, draft.regime, draft.on)


CHECKS = (
    party,
    minor,
    minor_informed,
    organisation,
    power_of_attorney,
    representatives,
    third_party,
)

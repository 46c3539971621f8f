"""The remedy information: there, complete, and right for the subject and the instance."""

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms, same
from casework.decisions.models import Decision
from casework.services.models import RemedyRule

INFORMED = norms("§ 37 Abs. 6 VwVfG", "§ 36 SGB X", "§ 356 AO")
Court = RemedyRule.Court
COURTS = {
    "VwVfG": (Court.VWGO,),
    "SGB X": (Court.VWGO, Court.SGG),
    "AO": (Court.VWGO, Court.FGO),
}


@check(
    "remedy",
    BLOCKER,
    INFORMED,
    title=_("A remedy rule is in force"),
    question=_("Which remedy does the notice name? No rule is entered for this service and day."),
    remedy=_("Ask the administrator to enter the remedy rule of this service."),
    looked_at=_("the remedy rules of the service"),
)
def remedy(draft: Draft) -> Found | None:
    return None if draft.rule else found(draft.case.service_id)


@check(
    "remedy-complete",
    BLOCKER,
    norms("§ 37 Abs. 6 Satz 1 VwVfG", "§ 36 Satz 1 SGB X", "§ 356 Abs. 1 AO"),
    title=_("The remedy information names body and seat"),
    question=_("Where is the remedy lodged? Body or seat are missing in the rule."),
    remedy=_("Ask the administrator to complete the remedy rule."),
    looked_at=_("body, street, postal code and seat in the remedy rule"),
)
def remedy_complete(draft: Draft) -> Found | None:
    rule = draft.rule
    if rule is None:
        return None
    parts = (rule.body, rule.street, rule.postal_code, rule.city)
    return None if all(part.strip() for part in parts) else found(*parts)


@check(
    "remedy-form",
    BLOCKER,
    norms("§ 58 Abs. 1 VwGO", "§ 36 Satz 1 SGB X", "§ 357 Abs. 1 Satz 1 AO"),
    title=_("The remedy information names the form"),
    question=_("In which form is the remedy lodged? The rule names none."),
    remedy=_("Ask the administrator to enter the form."),
    looked_at=_("the form in the remedy rule"),
)
def remedy_form(draft: Draft) -> Found | None:
    return found(draft.rule.pk) if draft.rule and not draft.rule.form.strip() else None


@check(
    "remedy-email",
    WARNING,
    norms("§ 70 Abs. 1 Satz 1 VwGO", "§ 36 Satz 1 SGB X", "§ 357 Abs. 1 Satz 1 AO"),
    title=_("The remedy information does not point to plain e-mail"),
    question=_("Does the rule mislead? Its form names e-mail: “%(form)s”"),
    remedy=_("A plain e-mail is no written form; a wrong hint makes the period a year long."),
    looked_at=_("whether the form in the remedy rule has the word e-mail or an e-mail address"),
    answers=(_("The law of this procedure allows this form."),),
)
def remedy_email(draft: Draft) -> Found | None:
    form = draft.rule.form if draft.rule else ""
    plain = form.casefold().replace("de-mail", "")
    misleads = draft.regime != "AO" and ("e-mail" in plain or "@" in plain)
    return found(form=form) if misleads else None


@check(
    "remedy-court",
    BLOCKER,
    norms("§ 40 Abs. 1 Satz 1 VwGO", "§ 62 SGB X", "§ 33 Abs. 1 Nr. 1 FGO"),
    title=_("The remedy belongs to the right courts"),
    question=_("Which courts? Those in the rule (%(court)s) do not hear cases of this subject."),
    remedy=_("Ask the administrator to correct the rule; a lead may confirm a special assignment."),
    looked_at=_("the courts in the remedy rule and the procedure law of the service"),
    overridable=True,
)
def remedy_court(draft: Draft) -> Found | None:
    rule = draft.rule
    if rule is None or rule.court in COURTS.get(draft.regime, ()):
        return None
    return found(court=rule.court.upper())


@check(
    "remedy-seat",
    WARNING,
    norms("§ 70 Abs. 1 Satz 1 VwGO", "§ 36 Satz 1 SGB X", "§ 357 Abs. 2 Satz 1 AO"),
    title=_("The objection goes to the office that decides"),
    question=_("Is the seat right? The objection goes to %(city)s, your office is in %(own)s."),
    remedy=_("The objection is lodged with the office that issued the notice; correct the rule."),
    looked_at=_("the seat in the remedy rule and the seat of the authority"),
    answers=(_("The rule names the office in charge of objections; that is right here."),),
)
def remedy_seat(draft: Draft) -> Found | None:
    rule, own = draft.rule, draft.case.authority.city
    if rule is None or rule.remedy != RemedyRule.Remedy.OBJECTION:
        return None
    if not rule.city.strip() or rule.city.strip().casefold() == own.strip().casefold():
        return None
    return found(city=rule.city, own=own)


@check(
    "remedy-instance",
    BLOCKER,
    norms("§ 74 Abs. 1 Satz 1 VwGO", "§ 62 SGB X", "§ 366 Satz 1 AO"),
    title=_("Against a decision on an objection there is the action"),
    question=_("Which instance? After an objection the action follows, not another objection."),
    remedy=_(
        "Ask the administrator for a rule that names the court; a lead may confirm otherwise."
    ),
    looked_at=_("whether the step rests on the norm on objections, and the remedy in the rule"),
    overridable=True,
)
def remedy_instance(draft: Draft) -> Found | None:
    again = draft.rule is not None and draft.rule.remedy == RemedyRule.Remedy.OBJECTION
    return found(draft.outcome) if draft.on_objection and again else None


@check(
    "objection-served",
    BLOCKER,
    same("§ 73 Abs. 3 Satz 1 VwGO"),
    title=_("A decision on an objection is formally served"),
    question=_("How is it served? A decision on an objection needs formal service."),
    remedy=_("Choose formal service as the way to the addressee."),
    looked_at=_(
        "whether the step rests on the norm on objections, the courts, and the way it takes"
    ),
    place="channel",
    overridable=True,
)
def objection_served(draft: Draft) -> Found | None:
    under_vwgo = draft.rule is not None and draft.rule.court == Court.VWGO
    served = draft.decision.channel == Decision.Channel.FORMAL
    return (
        found(draft.decision.channel) if draft.on_objection and under_vwgo and not served else None
    )


CHECKS = (
    remedy,
    remedy_complete,
    remedy_form,
    remedy_email,
    remedy_court,
    remedy_seat,
    remedy_instance,
    objection_served,
)

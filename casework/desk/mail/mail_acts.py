"""What people can do to a delivery, as one table: when it is offered, its form, its action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.delivery.actions import changes, ends, proofs, returns
from casework.delivery.channels.portal import RULES
from casework.delivery.models import Delivery
from casework.desk.mail import mail_forms as forms
from casework.desk.mail.mail_act_parts import (
    Make,
    Run,
    again_form,
    can_come_back,
    change_way,
    doing,
    enter_proof,
    enter_return,
    is_over,
    is_uncertain,
    plan_again,
    proof_form,
    reached_nobody,
    rule_form,
    simple,
    way_form,
)
from casework.desk.mail.mail_forms import MailForm
from casework.notices.models import Notice
from casework.process.dates import REGIMES

State, Channel = Delivery.State, Delivery.Channel


@dataclass(frozen=True, kw_only=True)
class MailAct:
    """`make` builds the form (unbound without data), `run` does it, `done` says that it was done.

    `first` acts stand open on the page: they are what usually comes next.
    """

    title: Promise
    button: Promise
    offered: Callable[[Delivery], bool]
    make: Make
    run: Run
    done: Promise
    first: bool = False
    hint: Promise | str = ""


ACTS: dict[str, MailAct] = {
    "proof": MailAct(
        title=_("Enter a proof"),
        button=_("Enter the proof"),
        offered=lambda delivery: bool(proofs.proofs_for(delivery)),
        make=proof_form,
        run=enter_proof,
        done=_("The proof is entered; the dates are computed anew."),
        first=True,
    ),
    "again": MailAct(
        title=_("Send anew"),
        button=_("Plan the new delivery"),
        offered=is_over,
        make=again_form,
        run=plan_again,
        done=_("The letter waits to be sent anew."),
        first=True,
        hint=_(
            "The letter itself stays as it was issued. If the address is new, a sheet with it is "
            "printed in front, for the window of the envelope. If nobody can find the address, "
            "public service may be possible (§ 10 VwZG): it needs an order of its own."
        ),
    ),
    "retry": MailAct(
        title=_("Send through the portal again"),
        button=_("Nothing arrived: send again"),
        offered=is_uncertain,
        make=simple(MailForm),
        run=doing(changes.try_again),
        done=_("The letter is sent again."),
        first=True,
        hint=_("Ask the operator of the portal first: otherwise it may arrive twice."),
    ),
    "way": MailAct(
        title=_("Choose another way"),
        button=_("Change the way"),
        offered=lambda delivery: delivery.state == State.PLANNED,
        make=way_form,
        run=change_way,
        done=_("The letter goes another way."),
    ),
    "failed-try": MailAct(
        title=_("Note a failed try"),
        button=_("Note it"),
        offered=lambda delivery: (
            delivery.state == State.PLANNED and delivery.channel == Channel.COUNTER
        ),
        make=simple(forms.ReasonForm),
        run=doing(proofs.note_failed_try),
        done=_("The failed try is noted."),
    ),
    "return": MailAct(
        title=_("The letter came back"),
        button=_("Note the returned letter"),
        offered=can_come_back,
        make=lambda delivery, data, files: forms.ReturnForm(data, files),
        run=enter_return,
        done=_("The returned letter is noted; the matter is open again."),
    ),
    "undo-return": MailAct(
        title=_("It did not come back: take that back"),
        button=_("Take it back"),
        offered=lambda delivery: delivery.state == State.RETURNED and is_over(delivery),
        make=simple(forms.ReasonForm),
        run=doing(returns.undo_return),
        done=_("The entry is taken back; everything is as before."),
    ),
    "give-up": MailAct(
        title=_("Give this way up"),
        button=_("Give it up"),
        offered=reached_nobody,
        make=simple(forms.ReasonForm),
        run=doing(changes.give_up),
        done=_("This way is given up; choose another."),
    ),
    "rule": MailAct(
        title=_("The portal stands under another rule"),
        button=_("Change the rule"),
        offered=lambda delivery: (
            delivery.channel == Channel.PORTAL
            and len(RULES[REGIMES[delivery.case.service.regime]]) > 1
            and delivery.state in (State.PLANNED, State.UNDER_WAY, State.DELIVERED)
        ),
        make=rule_form,
        run=doing(changes.change_portal_rule, portal_rule="rule"),
        done=_("The dates are computed under this rule."),
    ),
    "information": MailAct(
        title=_("Judge the remedy information"),
        button=_("Save"),
        offered=lambda delivery: delivery.notice.kind == Notice.Kind.DECISION,
        make=simple(forms.InformationForm),
        run=doing(changes.judge_information),
        done=_("The period is computed accordingly."),
    ),
    "cancel": MailAct(
        title=_("Do not send it"),
        button=_("Do not send it"),
        offered=lambda delivery: delivery.state == State.PLANNED,
        make=simple(forms.ReasonForm),
        run=doing(ends.cancel),
        done=_("The letter is not sent; it stays in the record."),
    ),
}

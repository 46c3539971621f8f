"""The pieces of the table of acts: forms, what they set off, when they are offered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.delivery.actions import changes, ends, proofs, returns
from casework.delivery.actions.proofs import Entry
from casework.delivery.channels.portal import RULES
from casework.delivery.models import Attempt, Delivery
from casework.desk.mail import mail_forms as forms
from casework.desk.mail.mail_forms import MailForm
from casework.process.dates import REGIMES

State, Channel = Delivery.State, Delivery.Channel
Make = Callable[[Delivery, Any, Any], MailForm]
Run = Callable[[Delivery, MailForm, User, datetime], object]

PROOF_HELP: dict[str, Promise] = {
    Channel.POST: _("For example: the person's letter of 20 March and its envelope."),
    Channel.FORMAL: _("For example: placed in the letter box, postal worker's name."),
    Channel.COUNTER: _("To whom it was handed, and that the receipt is signed."),
    Channel.PORTAL: _("For example: the portal's message or its log."),
}


def simple(form: type[MailForm]) -> Make:
    """A form that needs nothing of the delivery."""
    return lambda delivery, data, files: form(data) if data is not None else form()


def proof_form(delivery: Delivery, data: Any, files: Any) -> MailForm:
    """The proofs that belong to the way of the delivery."""
    kinds = proofs.proofs_for(delivery)
    choices = forms.proof_choices(kinds, delivery)
    return forms.ProofForm(choices, str(PROOF_HELP[delivery.channel]), data, files)


def enter_proof(delivery: Delivery, form: MailForm, by: User, now: datetime) -> object:
    """Enter the proof with its scan."""
    data = form.cleaned_data
    filename, content = data.pop("scan")
    entry = Entry(filename=filename, content=content, **data)
    return proofs.enter_proof(delivery=delivery, entry=entry, by=by, now=now)


def again_form(delivery: Delivery, data: Any, files: Any) -> MailForm:
    """The address as it is known."""
    if data is not None:
        return forms.AgainForm(data)
    return forms.AgainForm.of_party(delivery.party, Channel.POST)


def plan_again(delivery: Delivery, form: MailForm, by: User, now: datetime) -> object:
    """Correct the address and plan the next delivery."""
    data = form.cleaned_data
    return ends.plan_again(
        delivery=delivery,
        channel=data["channel"],
        service_form=_service_form(data),
        address={part: data[part] for part in forms.AgainForm.ADDRESS},
        checked=data["checked"],
        by=by,
        now=now,
    )


def way_form(delivery: Delivery, data: Any, files: Any) -> MailForm:
    """The way as it is planned."""
    if data is not None:
        return forms.WayForm(data)
    initial = {"channel": delivery.channel, "service_form": delivery.service_form}
    return forms.WayForm(initial=initial)


def change_way(delivery: Delivery, form: MailForm, by: User, now: datetime) -> object:
    """Take the chosen way."""
    data = form.cleaned_data
    return changes.change_channel(
        delivery=delivery,
        channel=data["channel"],
        service_form=_service_form(data),
        by=by,
        now=now,
    )


def _service_form(data: Mapping[str, Any]) -> str:
    return str(data["service_form"]) if data["channel"] == Channel.FORMAL else ""


def enter_return(delivery: Delivery, form: MailForm, by: User, now: datetime) -> object:
    """Note the returned letter with its picture."""
    data = form.cleaned_data
    filename, content = data["scan"]
    return returns.enter_return(
        delivery=delivery,
        returned_on=data["returned_on"],
        reason=data["reason"],
        filename=filename,
        content=content,
        by=by,
        now=now,
    )


def rule_form(delivery: Delivery, data: Any, files: Any) -> MailForm:
    """The rules that can hold under the procedure law."""
    rules = RULES[REGIMES[delivery.case.service.regime]]
    if data is not None:
        return forms.PortalRuleForm(rules, data)
    return forms.PortalRuleForm(rules, initial={"portal_rule": delivery.portal_rule})


def doing(act: Callable[..., object], **names: str) -> Run:
    """Run `act` with the cleaned fields of the form, under other names where `names` gives them."""

    def run(delivery: Delivery, form: MailForm, by: User, now: datetime) -> object:
        data = {names.get(name, name): value for name, value in form.cleaned_data.items()}
        return act(delivery=delivery, by=by, now=now, **data)

    return run


def is_uncertain(delivery: Delivery) -> bool:
    """Whether nobody knows how the last attempt through the portal ended."""
    last = getattr(delivery, "last_result", None)
    return delivery.state == State.UNDER_WAY and last == Attempt.Result.UNCERTAIN


def reached_nobody(delivery: Delivery) -> bool:
    """Whether it is under way and nobody counts as notified."""
    return delivery.state == State.UNDER_WAY and delivery.notified_on is None


def can_come_back(delivery: Delivery) -> bool:
    """Whether the letter was posted."""
    posted = delivery.channel in (Channel.POST, Channel.FORMAL) and delivery.sent_on is not None
    return posted and delivery.state in (State.UNDER_WAY, State.DELIVERED)


def is_over(delivery: Delivery) -> bool:
    """Whether it reached nobody and was not sent anew."""
    ended = delivery.state in (State.FAILED, State.RETURNED, State.CANCELLED)
    return ended and not getattr(delivery, "has_successor", False)

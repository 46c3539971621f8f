"""Where a letter is on its way, in words: what has happened, and what somebody has to do next."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.delivery.models import Attempt, Delivery

State, Channel = Delivery.State, Delivery.Channel
Level = Literal["success", "info", "warning", "danger"]


@dataclass(frozen=True)
class Standing:
    """`text` says where the letter is, `next_step` what to do (empty: nothing) and `url` where."""

    level: Level
    text: str
    next_step: str = ""
    url: str = ""


def standing(delivery: Delivery, today: date) -> Standing:
    """The standing of a delivery fetched with `mail_lists.with_attempts`."""
    if delivery.state == State.PLANNED:
        return _planned(delivery)
    if delivery.state == State.UNDER_WAY:
        return _under_way(delivery, today)
    if delivery.state == State.DELIVERED:
        words = _("Counts as notified since %(day)s.")
        return Standing("success", words % {"day": _day(delivery.notified_on)})
    return _ended(delivery)


def page_of(delivery: Delivery) -> str:
    """The address of the delivery's own page."""
    return reverse("desk:delivery", args=[delivery.case.file_number, delivery.pk])


def _planned(delivery: Delivery) -> Standing:
    form = delivery.get_service_form_display()
    texts: dict[str, tuple[str, str]] = {
        Channel.POST: (_("Waits to be posted."), _("Print it with the next batch")),
        Channel.FORMAL: (
            _("Waits for formal service: %(form)s.") % {"form": form},
            _("Print it with the next batch"),
        ),
        Channel.COUNTER: (_("Waits at the counter."), _("Hand it over and enter the day")),
        Channel.PORTAL: (_("Waits to be sent through the portal."), _("See what is missing")),
    }
    text, next_step = texts[delivery.channel]
    printed = delivery.channel in (Channel.POST, Channel.FORMAL)
    url = reverse("desk:post") if printed else page_of(delivery)
    return Standing("warning", text, next_step, url)


def _under_way(delivery: Delivery, today: date) -> Standing:
    if (batch := _open_batch(delivery)) is not None:
        return Standing(
            "warning",
            _("Printed, but not noted as posted."),
            _("Note the day of posting"),
            reverse("desk:post-batch", args=[batch]),
        )
    if delivery.notified_on is not None:
        words = _("Sent on %(sent)s; counts as notified on %(day)s.")
        text = words % {"sent": _day(delivery.sent_on), "day": _day(delivery.notified_on)}
        return Standing("info", text)
    if delivery.channel == Channel.PORTAL:
        return _in_portal(delivery)
    words = (
        _("Under way since %(day)s; the proof of service is missing.")
        if delivery.channel == Channel.FORMAL
        else _("Posted on %(day)s; abroad only proven receipt counts.")
    )
    text = words % {"day": _day(delivery.sent_on)}
    return Standing("warning", text, _("Enter the proof"), page_of(delivery))


def _in_portal(delivery: Delivery) -> Standing:
    url = page_of(delivery)
    if _last_result(delivery) == Attempt.Result.UNCERTAIN:
        return Standing(
            "danger", _("Nobody knows whether it arrived."), _("Find out and decide"), url
        )
    if _last_result(delivery) == Attempt.Result.OPEN:
        return Standing("info", _("Is being sent through the portal."))
    text = _("With the portal; nothing counts as notified yet.")
    return Standing("warning", text, _("Enter what the portal reports"), url)


def _ended(delivery: Delivery) -> Standing:
    if delivery.state == State.CANCELLED:
        return Standing("info", _("Not sent."))
    came_back = delivery.state == State.RETURNED
    text = _("Came back; nobody was notified.") if came_back else _("Failed; nobody was notified.")
    if getattr(delivery, "has_successor", False):
        return Standing("info", text + " " + _("It was sent anew."))
    next_step = _("Clear the address and send anew") if came_back else _("Choose another way")
    return Standing("danger", text, next_step, page_of(delivery))


def _open_batch(delivery: Delivery) -> int | None:
    found: int | None = getattr(delivery, "open_batch", None)
    return found


def _last_result(delivery: Delivery) -> str | None:
    found: str | None = getattr(delivery, "last_result", None)
    return found


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "?"

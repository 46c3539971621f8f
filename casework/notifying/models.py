"""What people are told, how they want it by e-mail, and how far events have been looked through."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case


class Kind(models.TextChoices):
    """What there is to tell; the words are those of the list and of the e-mail."""

    ASSIGNED = "assigned", _("Assigned to you")
    ANSWER = "answer", _("Answer arrived")
    CO_SIGN = "co_sign", _("Your co-signature is asked for")
    CO_SIGNED = "co_signed", _("Your request for a co-signature was answered")
    CONSULTED = "consulted", _("Your opinion is asked for")
    SHARED = "shared", _("A case was shared with you")
    DEADLINE = "deadline", _("A deadline is near")
    FOLLOW_UP = "follow_up", _("A follow-up is due")
    CALL_BACK = "call_back", _("A call-back is promised for today")
    SUBSTITUTION = "substitution", _("You stand in for somebody from today on")
    LAW = "law", _("The law changed: uses to be reviewed")


class Alert(models.Model):
    """One thing one person is told (Benachrichtigung), once: `key` names the event.

    A row holds no text: who may not see the case any more is shown and sent nothing of it. `about`
    is the request or share it is about. `mail` is where its e-mail stands, `mail_at` when it is to
    go out or be tried again.
    """

    class Mail(models.TextChoices):
        NONE = "", _("no e-mail")
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    user = models.ForeignKey(User, models.CASCADE, related_name="alerts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="alerts")
    about = models.BigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=100)
    at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.NONE, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="alert_told_once"),
            models.CheckConstraint(
                condition=~Q(mail="waiting") | Q(mail_at__isnull=False),
                name="alert_waiting_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="alert_list_idx"),
            models.Index(
                fields=["user", "-id"], name="alert_unread_idx", condition=Q(read_at__isnull=True)
            ),
            models.Index(fields=["mail_at"], name="alert_waiting_idx", condition=Q(mail="waiting")),
        ]

    def __str__(self) -> str:
        return f"alert #{self.pk}"


class Choice(models.Model):
    """How a person wants one kind by e-mail; without a row they do not."""

    class Way(models.TextChoices):
        OFF = "off", _("no e-mail")
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")

    user = models.ForeignKey(User, models.CASCADE, related_name="alert_choices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="alert_choice_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class Progress(models.Model):
    """How far events of one source have been looked through."""

    source = models.CharField(max_length=20, primary_key=True)
    upto = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source} until {self.upto:%Y-%m-%d %H:%M}"

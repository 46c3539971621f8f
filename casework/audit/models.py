"""The one log: every act and every changed field, appended and never altered."""

import pgtrigger
from auditlog.models import AbstractLogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(AbstractLogEntry):  # type: ignore[misc]
    """One line of the audit log: who did what to which object, when, why and on which norm.

    An act of a person (`action` ACT) and the field changes it caused share their `cid`.
    `case_id` is a plain number, not a key: the log outlives what it speaks of.
    """

    class Action(AbstractLogEntry.Action):  # type: ignore[misc]
        ACT = 4

        choices = (*AbstractLogEntry.Action.choices, (ACT, _("act")))

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_name = models.CharField(_("actor"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    authority_id = models.BigIntegerField(_("authority"), null=True, blank=True)
    case_id = models.BigIntegerField(_("case"), null=True, blank=True)
    act = models.CharField(_("act"), max_length=60, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    norm = models.TextField(_("norm"), blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["case_id", "-id"], name="entry_case_idx"),
            models.Index(fields=["authority_id", "-id"], name="entry_authority_idx"),
            models.Index(fields=["authority_id", "actor", "-id"], name="entry_actor_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(action=4) | ~Q(act=""), name="entry_act_is_named"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'the audit log cannot be emptied';",
            ),
        ]

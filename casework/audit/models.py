"""The one log: every act and every changed field, appended and never altered."""

from auditlog.models import AbstractLogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority
from casework.audit.pending import EntryManager


class Entry(AbstractLogEntry):  # type: ignore[misc]
    """One line of the audit log: who did what to which object, when, why and on which norm.

    An act of a person (`action` ACT) and the field changes it caused share their `cid`.
    `case_id` is a plain number, not a key: the log outlives what it speaks of.
    Triggers of the database (migration 0002) refuse to change, delete or empty entries, links and
    seals; they cannot be switched off by a setting of the session, as django-pgtrigger's could.
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

    objects = EntryManager()

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


class Unchained(models.Model):
    """An entry that is not in its chain yet. The database writes the row with the entry.

    A list of work and no proof: whoever empties it leaves entries outside the chain, and the
    verification names them.
    """

    entry = models.OneToOneField(
        Entry, models.PROTECT, primary_key=True, related_name="+", db_constraint=False
    )

    class Meta:
        verbose_name = _("entry not chained yet")
        verbose_name_plural = _("entries not chained yet")
        default_permissions = ()

    def __str__(self) -> str:
        return f"entry #{self.entry_id}"


class Link(models.Model):
    """The place of an entry in the chain of its authority (see casework.audit.chain).

    `chain` is the authority's id, 0 for entries of none. `hash` covers the entry's content and
    the hash before.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="link")
    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="link_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="link_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number}"


class Seal(models.Model):
    """A signed statement of how far a chain reached at a moment (see casework.audit.sealing).

    `statement` is the text that was signed; `token` the time stamp (RFC 3161) over it, where a
    service is configured.
    """

    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    statement = models.TextField()
    signature = models.BinaryField()
    token = models.BinaryField(null=True)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal of the log")
        verbose_name_plural = _("seals of the log")
        default_permissions = ()
        ordering = ["chain", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="seal_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number}"


class Sample(models.Model):
    """Closed cases drawn at random for an audit; the same seed draws the same cases again.

    `criteria` is what they were drawn from, `population` how many fitted. Numbers of cases are
    plain, as in the log.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    seed = models.CharField(_("seed"), max_length=40)
    size = models.PositiveSmallIntegerField(_("how many"))
    population = models.PositiveIntegerField(_("fitting cases"))
    criteria = models.JSONField(default=dict)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("drawn"))

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        default_permissions = ()
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"sample #{self.pk}"


class SampleCase(models.Model):
    """A case of a sample with the auditor's check sheet: answers by question, and a remark."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="cases")
    position = models.PositiveSmallIntegerField()
    case_id = models.BigIntegerField(_("case"))
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("case of a sample")
        verbose_name_plural = _("cases of a sample")
        default_permissions = ()
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="sample_position_unique"),
            models.UniqueConstraint(fields=["sample", "case_id"], name="sample_case_unique"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="sample_case_checked_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"sample #{self.sample_id}/{self.position}"

"""The record: cases, their parties, documents, deadlines and follow-ups."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import Authority, Unit, User
from casework.services.models import Service, ServiceVersion


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        """Cases of the units in which `user` works, leads or audits, units below included.

        Everything else does not exist for this person: views answer 404.
        """
        units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)
        return self.filter(unit__in=units)

    def open(self) -> "CaseQuerySet":
        """Cases that are not closed."""
        return self.filter(status="open")


class Case(models.Model):
    """A case (Vorgang): the file opened for one application, found by its file number."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Attention(models.TextChoices):
        """What happened that a person has not looked at yet; dates speak for themselves."""

        NONE = "", _("nothing new")
        NEW = "new", _("new application")
        ANSWER = "answer", _("answer arrived")
        ASSIGNED = "assigned", _("assigned to you")
        CO_SIGNATURE = "co_signature", _("your co-signature is asked for")
        SIGNED = "signed", _("co-signed")
        SENT_BACK = "sent_back", _("sent back instead of co-signed")
        RETURNED_MAIL = "returned_mail", _("letter came back")
        OBJECTION = "objection", _("objection received")

    class WaitingFor(models.TextChoices):
        NOBODY = "", _("nobody")
        APPLICANT = "applicant", _("the applicant")
        AUTHORITY = "authority", _("another body")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    service = models.ForeignKey(Service, models.PROTECT, related_name="cases")
    service_version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="cases")
    file_number = models.CharField(_("file number"), max_length=40)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    assignee = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("who"),
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="tracks"
    )  # the case whose decision this one deals with: an objection, a revocation, a correction
    applicant_name = models.CharField(_("applicant"), max_length=200)
    data = models.JSONField(_("application data"), default=dict)
    received_on = models.DateField(_("received"))
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    attention = models.CharField(
        max_length=20, choices=Attention.choices, default=Attention.NEW, blank=True
    )
    attention_since = models.DateTimeField(null=True, blank=True)
    waiting_for = models.CharField(
        max_length=20, choices=WaitingFor.choices, default=WaitingFor.NOBODY, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "file_number"], name="case_file_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | Q(status="closed", closed_at__isnull=False),
                name="case_closed_has_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_on", "id"],
                name="case_open_due_idx",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["assignee", "due_on", "id"],
                name="case_open_mine_idx",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["unit", "-closed_at", "id"],
                name="case_closed_idx",
                condition=Q(status="closed"),
            ),
        ]

    def __str__(self) -> str:
        return self.file_number


class FileNumberSequence(models.Model):
    """The last running number a service gave in a year; locked while the next one is taken."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "year"], name="file_number_sequence_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}/{self.year}: {self.last}"


class Party(models.Model):
    """A person or organisation taking part in a case (Beteiligte, § 13 VwVfG, § 12 SGB X)."""

    class Role(models.TextChoices):
        APPLICANT = "applicant", _("applicant")
        REPRESENTATIVE = "representative", _("representative")
        THIRD = "third", _("third party concerned")

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    salutation = models.CharField(_("salutation"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    country = models.CharField(_("country"), max_length=2, default="DE")
    language = models.CharField(_("language"), max_length=8, default="de")
    plain_language = models.BooleanField(_("asked for plain language"), default=False)
    power_shown = models.BooleanField(  # § 14 I 3 VwVfG, § 13 I 3 SGB X
        _("power of attorney shown"), default=False
    )
    portal_address = models.CharField(_("mailbox in the portal"), max_length=200, blank=True)
    agreed_to_portal = models.BooleanField(  # § 41 IIa VwVfG, § 37 IIa SGB X, § 122a AO
        _("agreed to notices through the portal"), default=False
    )
    address_failed_on = models.DateField(_("letter came back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(family_name="") | ~Q(organisation=""),
                name="party_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"

    @property
    def name(self) -> str:
        """How to call the party in a list or an address."""
        return self.organisation or f"{self.given_name} {self.family_name}".strip()


class Document(models.Model):
    """A file in the record; the bytes lie in the file store under their SHA-256."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    filename = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Deadline(models.Model):
    """A date that binds the case, with the sentences that explain it (`because`)."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision due")
        FICTION = "fiction", _("permit by fiction")
        RESPONSE = "response", _("answer of the applicant due")
        STEP = "step", _("step due")
        REMEDY = "remedy", _("remedy period")
        MAIL = "mail", _("letter or objection to deal with")

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    label = models.CharField(_("label"), max_length=200)
    due_on = models.DateField(_("due"))
    disputed_on = models.DateField(_("disputed"), null=True, blank=True)
    because = models.JSONField(default=list)
    step = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    computed_on = models.DateField(_("computed date"), null=True, blank=True)
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    overridden_at = models.DateTimeField(null=True, blank=True)
    override_reason = models.TextField(_("reason for another date"), blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    computed_on__isnull=True,
                    overridden_by__isnull=True,
                    overridden_at__isnull=True,
                    override_reason="",
                )
                | Q(
                    ~Q(override_reason=""),
                    computed_on__isnull=False,
                    overridden_by__isnull=False,
                    overridden_at__isnull=False,
                ),
                name="deadline_override_is_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case", "due_on"],
                name="deadline_running_idx",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["case"],
                name="deadline_mail_idx",
                condition=Q(kind="mail", done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on:%Y-%m-%d}"


class Note(models.Model):
    """A remark of a colleague in the file; it stays as written."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"note #{self.pk}"


class Exclusion(models.Model):
    """A person who must not act in a case for fear of bias (§§ 20, 21 VwVfG, §§ 16, 17 SGB X)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="exclusions")
    user = models.ForeignKey(User, models.PROTECT, related_name="exclusions")
    norm = models.CharField(_("norm"), max_length=100)
    reason = models.TextField(_("reason"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("exclusion for bias")
        verbose_name_plural = _("exclusions for bias")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(lifted_at__isnull=True),
                name="exclusion_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion #{self.pk}"

"""Public services (Verwaltungsleistungen) of an authority and the versions of their packages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, Unit, User


class Regime(models.TextChoices):
    """Which procedure law governs a service; periods and remedies differ between them."""

    VWVFG = "VwVfG", "VwVfG"
    SGB_X = "SGB X", "SGB X"
    AO = "AO", "AO"


class Service(models.Model):
    """A public service as this authority offers it, for example the resident parking permit."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="services")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="services")
    key = models.SlugField(_("key"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    leika_key = models.CharField(_("LeiKa key"), max_length=14, blank=True)
    regime = models.CharField(_("procedure law"), max_length=10, choices=Regime.choices)
    file_number_prefix = models.CharField(_("file number prefix"), max_length=10)
    current = models.ForeignKey(
        "ServiceVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "key"], name="service_key_unique"),
            models.UniqueConstraint(
                fields=["authority", "file_number_prefix"], name="service_prefix_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceVersion(models.Model):
    """One installed version of a service package; running cases stay on the one they began with.

    `bundle` is a zip of the package's files exactly as they came; `casework.services.catalogue`
    reads it. `covered` are the fields nobody finds a case by (casework.services.covered).
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=40)
    sha256 = models.CharField(max_length=64)
    bundle = models.BinaryField()
    covered = models.JSONField(default=dict, editable=False)
    installed_at = models.DateTimeField(_("installed"))
    installed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("service version")
        verbose_name_plural = _("service versions")
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="version_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.service.name} {self.version}"


class LawBinding(models.Model):
    """A norm bound to a step of a service: which rule, and why it matters there.

    `reviewed_hash` is the text of the norm when somebody last confirmed the binding.
    """

    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="law_bindings")
    task = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    citation = models.CharField(_("citation"), max_length=200)
    why = models.TextField(_("why it matters here"), blank=True)
    reviewed_hash = models.CharField(max_length=64, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("law binding")
        verbose_name_plural = _("law bindings")
        ordering = ["version", "task", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "task", "position"], name="law_binding_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.citation


class RemedyRule(models.Model):
    """Which remedy a service's notices name: data of the authority, dated, never a constant.

    Whether an objection procedure exists differs by Land and subject (§ 68 VwGO); the body and its
    seat must be named (§ 58 I VwGO, § 37 VI VwVfG, § 36 SGB X). `source` says where the rule is
    from.
    """

    class Remedy(models.TextChoices):
        OBJECTION = "objection", _("objection")
        ACTION = "action", _("action before the court")

    class Court(models.TextChoices):
        """Whose procedure the remedy follows. Not always that of the procedure law: housing
        benefit is decided under the SGB X and contested under the VwGO (§ 62 SGB X)."""

        VWGO = "vwgo", _("administrative courts (VwGO)")
        SGG = "sgg", _("social courts (SGG)")
        FGO = "fgo", _("finance courts (FGO)")

    service = models.ForeignKey(Service, models.CASCADE, related_name="remedy_rules")
    remedy = models.CharField(_("remedy"), max_length=20, choices=Remedy.choices)
    court = models.CharField(_("courts"), max_length=4, choices=Court.choices, default=Court.VWGO)
    body = models.CharField(_("lodged with"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=5)
    city = models.CharField(_("seat"), max_length=100)
    form = models.CharField(
        _("in which form"),
        max_length=300,
        help_text=_("As in the sentence, in German: schriftlich, … oder zur Niederschrift"),
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("remedy rule")
        verbose_name_plural = _("remedy rules")
        ordering = ["service", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "valid_from"], name="remedy_rule_start_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="remedy_rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_remedy_display()}: {self.body}"

"""Who works here: authorities, their units, their people, and the roles people have in units."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase


class Land(models.TextChoices):
    """The German Länder by their ISO 3166-2 codes; holidays and procedure law depend on them."""

    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    HB = "HB", "Bremen"
    HH = "HH", "Hamburg"
    HE = "HE", "Hessen"
    MV = "MV", "Mecklenburg-Vorpommern"
    NI = "NI", "Niedersachsen"
    NW = "NW", "Nordrhein-Westfalen"
    RP = "RP", "Rheinland-Pfalz"
    SL = "SL", "Saarland"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    SH = "SH", "Schleswig-Holstein"
    TH = "TH", "Thüringen"


class Authority(models.Model):
    """A public authority (Behörde); several in one installation never see each other."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    land = models.CharField(_("Land"), max_length=2, choices=Land.choices)
    catholic = models.BooleanField(
        _("municipality with the additional Catholic holidays"), default=False
    )
    street = models.CharField(_("street and number"), max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=5)
    city = models.CharField(_("city"), max_length=100)
    phone = models.CharField(_("phone"), max_length=50)
    email = models.EmailField(_("e-mail"))
    website = models.URLField(_("website"), blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)
    bank_name = models.CharField(_("bank"), max_length=100, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay a fee"),
        default=30,
        help_text=_("Counted from the day the letter counts as notified."),
    )

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An organisational unit (Organisationseinheit) of an authority; units form a tree.

    A closed one takes no cases and no people any more; its closed cases stay in its roles' reach.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    slug = models.SlugField(_("short name"))
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], name="unit_slug_unique"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="unit_not_its_own_parent",
            ),
        ]
        permissions = [
            ("work", _("works on cases")),
            ("lead", _("leads the unit")),
            ("audit", _("audits the unit")),
            ("administer", _("administers the unit")),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person with a sign-in. People are deactivated, never deleted: the audit log names them.

    `tour` and `tour_done` are what they made of the tour of the first day (casework.desk.help);
    they stand here so that no page needs a query for them.
    """

    class Tour(models.TextChoices):
        BY_ITSELF = "", _("shown to new people")
        AWAY = "away", _("put away")
        BACK = "back", _("called back")

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="people"
    )
    function = models.CharField(_("function"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    room = models.CharField(_("room"), max_length=50, blank=True)
    hours = models.CharField(_("can be reached"), max_length=100, blank=True)
    tour = models.CharField(
        _("tour of the first day"), max_length=4, choices=Tour.choices, blank=True
    )
    tour_done = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class SigningPower(models.Model):
    """The power to sign (Zeichnungsbefugnis): who may co-sign which decisions of a unit.

    Holds for the unit and all below it. `outcomes` empty means every outcome; `up_to` is the
    highest value in euros, None without limit. `capacity` is what stands beside the signature.
    """

    class Capacity(models.TextChoices):
        HEAD = "", _("in the head's own name")
        DEPUTY = "in Vertretung", _("deputising (in Vertretung)")
        ORDER = "im Auftrag", _("by order (im Auftrag)")

    user = models.ForeignKey(User, models.PROTECT, related_name="signing_powers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signing_powers")
    outcomes = ArrayField(models.CharField(max_length=20), verbose_name=_("outcomes"), blank=True)
    up_to = models.DecimalField(
        _("up to this value"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=20,
        choices=Capacity.choices,
        default=Capacity.ORDER,
        blank=True,
    )
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("power to sign")
        verbose_name_plural = _("powers to sign")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"],
                condition=Q(withdrawn_at__isnull=True),
                name="signing_power_unique",
            ),
            models.CheckConstraint(
                condition=Q(up_to__isnull=True) | Q(up_to__gte=0), name="signing_power_value"
            ),
        ]

    def __str__(self) -> str:
        return f"power to sign #{self.pk}"


class Substitution(models.Model):
    """Somebody is absent from the first to the last day and another person stands in for them."""

    absent = models.ForeignKey(User, models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="substitutions")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="substitution_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(absent=models.F("deputy")), name="substitution_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"substitution #{self.pk}"


class AccessibilityStatement(models.Model):
    """What an authority adds to the statement of accessibility, which is open to everybody.

    Which law asks for it: for bodies of the federation § 12b BGG with § 7 BITV 2.0, for others the
    law of their Land, which they name. `body` is who settles disputes.
    """

    class Level(models.TextChoices):
        FEDERAL = "federal", _("a body of the federation")
        LAND = "land", _("a body of a Land or a municipality")

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="accessibility")
    level = models.CharField(_("The authority is"), max_length=7, choices=Level.choices)
    law = models.CharField(_("law of the Land"), max_length=300, blank=True)
    contact = models.CharField(_("who answers reports"), max_length=200)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    body = models.CharField(_("body that settles disputes"), max_length=200)
    body_address = models.TextField(_("its address"), blank=True)
    body_website = models.URLField(_("its website"), blank=True)
    limits = models.TextField(_("further barriers in this installation"), blank=True)
    checked_on = models.DateField(_("last checked on"))
    checked_by = models.CharField(_("checked by"), max_length=200)

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(level="federal") | ~Q(law=""), name="accessibility_law_of_the_land"
            )
        ]

    def __str__(self) -> str:
        return f"accessibility statement #{self.pk}"


class UnitPermission(UserObjectPermissionBase):
    """A role of a person in a unit: django-guardian's direct-key form, which can be joined."""

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("role in a unit")
        verbose_name_plural = _("roles in units")

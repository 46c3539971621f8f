"""Who takes part in a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case


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

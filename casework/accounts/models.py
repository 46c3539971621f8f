"""What signing in needs beyond the person: the authority's rules, links, old passwords, claims."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import Authority, Unit

ROLES = [
    ("work", _("works on cases")),
    ("lead", _("leads the unit")),
    ("audit", _("audits the unit")),
    ("administer", _("administers the unit")),
]


def roles_with_second_factor() -> list[str]:
    """Whose sign-in needs a second factor where the authority has not settled it."""
    return list(settings.SECOND_FACTOR_ROLES)


class SignInRules(models.Model):
    """How an authority wants its people to sign in; without a row the defaults hold.

    The limits follow OWASP ASVS 5.0, chapter 7 (session management): an idle and an absolute end
    of a session, and a fresh proof of identity before acts that matter.
    """

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="sign_in_rules")
    second_factor = ArrayField(
        models.CharField(max_length=20, choices=ROLES),
        verbose_name=_("second factor required for"),
        default=roles_with_second_factor,
        blank=True,
    )
    idle_minutes = models.PositiveSmallIntegerField(
        _("minutes without activity"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    session_hours = models.PositiveSmallIntegerField(
        _("hours after which one signs in anew"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    confirm_minutes = models.PositiveSmallIntegerField(
        _("minutes a sign-in with second factor is enough for issuing"),
        default=480,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
    )
    confirm_minutes_password = models.PositiveSmallIntegerField(
        _("minutes a sign-in with a password alone is enough for issuing"),
        default=120,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
    )

    class Meta:
        verbose_name = _("sign-in rules")
        verbose_name_plural = _("sign-in rules")
        default_permissions = ()

    def __str__(self) -> str:
        return f"sign-in rules #{self.pk}"


class SignInLink(models.Model):
    """The one link with which a person sets their password; a newer one replaces it.

    Only the hash of its secret is kept. `used_at` is set when the password was set with it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="sign_in_link"
    )
    secret_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link for a first sign-in")
        verbose_name_plural = _("links for a first sign-in")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="sign_in_link_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"link of person #{self.pk}"


class PastPassword(models.Model):
    """The hash of a password a person had, so that it is not chosen again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="past_passwords"
    )
    password = models.CharField(max_length=128)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier password")
        verbose_name_plural = _("earlier passwords")
        default_permissions = ()
        ordering = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return f"earlier password #{self.pk}"


class ClaimRole(models.Model):
    """Whoever the identity provider says this value of has the role in the unit, from and until.

    `valid_until` is the last day. What was once in force stays readable.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="claim_roles")
    value = models.CharField(
        _("value of the claim"),
        max_length=200,
        help_text=_("Exactly as the identity provider sends it, like the name of a group."),
    )
    role = models.CharField(_("role"), max_length=20, choices=ROLES)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="claim_roles", verbose_name=_("unit")
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("role by claim")
        verbose_name_plural = _("roles by claim")
        default_permissions = ()
        ordering = ["value", "role", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="claim_role_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="claim_role_has_value"),
        ]

    def __str__(self) -> str:
        return f"role by claim #{self.pk}"


class MappedRole(models.Model):
    """A role a person holds because of a claim: only such roles are taken back with the claim."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mapped_roles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)

    class Meta:
        verbose_name = _("role held by claim")
        verbose_name_plural = _("roles held by claim")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="mapped_role_unique"),
        ]

    def __str__(self) -> str:
        return f"role held by claim #{self.pk}"

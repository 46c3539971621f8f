"""Statutes, their norms, and every version of a norm's text that we have seen."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.gii import Body


class Statute(models.Model):
    """A law, ordinance or by-law, found by its slug (for federal law: the portal's folder name)."""

    class Kind(models.TextChoices):
        FEDERAL = "federal", _("federal law")
        LAND = "land", _("Land law")
        MUNICIPAL = "municipal", _("by-law")
        EU = "eu", _("European Union law")

    slug = models.SlugField(_("short name in addresses"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.FEDERAL)
    keeper = models.CharField(
        _("who keeps the text"),
        max_length=100,
        blank=True,
        help_text=_("Empty for law of the official source; else whose entry it is."),
    )
    name = models.CharField(_("name to cite"), max_length=300)
    names = ArrayField(
        models.CharField(max_length=300),
        default=list,
        verbose_name=_("names it is found by"),
        help_text=_("In the comparable form of legal.aliases.comparable."),
    )
    short_title = models.TextField(_("short title"), blank=True)
    title = models.TextField(_("title"), blank=True)
    doknr = models.CharField(_("document number"), max_length=40, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    gazette = models.TextField(_("gazette reference"), blank=True)
    stand = models.TextField(_("Stand"), blank=True)
    remarks = models.TextField(_("other remarks on the state"), blank=True)
    withdrawn = models.BooleanField(_("no longer in force"), default=False)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    build_date = models.CharField(_("build date of the source"), max_length=14, blank=True)
    fingerprint = models.CharField(_("fingerprint of the file read"), max_length=64, blank=True)
    source_tag = models.CharField(_("version tag of the download"), max_length=200, blank=True)
    observed_at = models.DateTimeField(_("text observed on"))

    class Meta:
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        ordering = ("slug",)
        indexes = (GinIndex(fields=["names"], name="legal_statute_names"),)

    def __str__(self) -> str:
        return self.name


class Norm(models.Model):
    """A norm of a statute: a § or Article, an annex, a formula, an outline unit, or the head."""

    class Kind(models.TextChoices):
        NORM = "norm", _("norm")
        OUTLINE = "outline", _("outline unit")
        HEAD = "head", _("head of the statute")

    statute = models.ForeignKey(Statute, models.CASCADE, related_name="norms")
    key = models.CharField(_("key"), max_length=220)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.NORM)
    doknr = models.CharField(_("document number"), max_length=40, blank=True)
    enbez = models.CharField(_("designation"), max_length=300, blank=True)
    title = models.TextField(_("title"), blank=True)
    outline = models.JSONField(_("place in the outline"), default=list)
    position = models.PositiveIntegerField(_("position in the statute"))
    vanished_at = models.DateTimeField(_("no longer in the source since"), null=True, blank=True)

    class Meta:
        verbose_name = _("norm")
        verbose_name_plural = _("norms")
        ordering = ("statute", "position")
        constraints = (
            models.UniqueConstraint(fields=["statute", "key"], name="legal_norm_unique_key"),
        )
        indexes = (
            models.Index(fields=["statute", "position"], name="legal_norm_position"),
            models.Index(fields=["statute", "enbez"], name="legal_norm_enbez"),
        )

    def __str__(self) -> str:
        return f"{self.enbez or self.title} {self.statute.name}"


class NormVersion(models.Model):
    """One text of a norm.

    `observed_at` is when we first saw it; `valid_from` and `valid_to` (first and last day in
    force) are entered with their source, because the federal feed does not know them.
    A version is never deleted and its text never changes: decisions pin it.
    """

    norm = models.ForeignKey(Norm, models.CASCADE, related_name="versions")
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True)
    tree = models.JSONField(_("structure of the text"), default=list)
    notes_text = models.TextField(_("editors' notes"), blank=True)
    notes_tree = models.JSONField(_("structure of the notes"), default=list)
    text_hash = models.CharField(_("hash of the normalised text"), max_length=64)
    full_hash = models.CharField(_("hash of text, structure and notes"), max_length=64)
    build_date = models.CharField(_("build date of the source"), max_length=14, blank=True)
    stand = models.TextField(_("Stand when observed"), blank=True)
    observed_at = models.DateTimeField(_("observed on"))
    superseded_at = models.DateTimeField(_("no longer observed since"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    valid_source = models.TextField(_("source of the dates"), blank=True)

    class Meta:
        verbose_name = _("version of a norm")
        verbose_name_plural = _("versions of norms")
        ordering = ("norm", "observed_at")
        constraints = (
            models.UniqueConstraint(
                fields=["norm"], condition=Q(is_current=True), name="legal_version_one_current"
            ),
            models.UniqueConstraint(
                fields=["norm", "observed_at"], name="legal_version_unique_observation"
            ),
            models.CheckConstraint(
                condition=Q(is_current=True, superseded_at__isnull=True)
                | Q(is_current=False, superseded_at__isnull=False),
                name="legal_version_current_or_superseded",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("observed_at")),
                name="legal_version_superseded_later",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="legal_version_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, valid_to__isnull=True) | ~Q(valid_source=""),
                name="legal_version_valid_with_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.norm} ({self.observed_at:%Y-%m-%d})"

    @property
    def body(self) -> Body:
        return Body.from_json(self.text, self.tree)

    @property
    def notes(self) -> Body:
        return Body.from_json(self.notes_text, self.notes_tree)


# The search's tables belong to this app; they name the models above by string only.
from legal.search.models import SearchEntry, SearchWord  # noqa: E402

__all__ = ["Norm", "NormVersion", "SearchEntry", "SearchWord", "Statute"]

"""What the search keeps: a row for each norm, and the words of all norms."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """The words of a norm's current text; a norm that vanished has none."""

    class Kind(models.TextChoices):
        NORM = "norm", _("norm")
        ANNEX = "annex", _("annex")
        CONTENTS = "contents", _("table of contents")
        OUTLINE = "outline", _("outline unit")
        HEAD = "head", _("head of the statute")

    norm = models.OneToOneField(
        "legal.Norm", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    statute = models.ForeignKey("legal.Statute", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of the norm"), max_length=8, choices=Kind.choices)
    heading = models.CharField(
        _("beginning of the title, folded"), max_length=60, db_collation="C", db_index=True
    )
    title_length = models.PositiveSmallIntegerField(_("number of words in the title"))
    length = models.PositiveIntegerField(_("number of different words"))
    words = SearchVectorField(_("weighted words"))

    class Meta:
        app_label = "legal"
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = (GinIndex(fields=["words"], name="legal_search_words"),)

    def __str__(self) -> str:
        return str(self.norm)


class SearchWord(models.Model):
    """A word of the law as the index has it, how people write it, and how many norms have it.

    The words of common law have an empty `keeper`; those of what an office entered are counted by
    themselves, so that nobody else is shown or told of them. `written` is empty for a part of
    compounds that stands nowhere alone. `count` follows the entries, except those of a statute
    that is deleted.
    """

    pk = models.CompositePrimaryKey("term", "keeper")
    term = models.CharField(_("term"), max_length=100, db_collation="C")
    keeper = models.CharField(_("who keeps the text"), max_length=100, blank=True, default="")
    written = models.CharField(_("written"), max_length=120)
    count = models.PositiveIntegerField(_("norms with the word"), default=0)

    class Meta:
        app_label = "legal"
        verbose_name = _("word of the law")
        verbose_name_plural = _("words of the law")

    def __str__(self) -> str:
        return self.written

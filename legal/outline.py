"""The norms of a statute under their outline, and what stands before and after a norm."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from legal.models import Norm, NormVersion, Statute


@dataclass(slots=True)
class Section:
    """An outline unit with the norms directly under it; `level` is 2 for the outermost."""

    level: int
    unit: Norm | None
    norms: list[Norm] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Label and title of the unit, "" for what stands before the first one."""
        if self.unit is None or not self.unit.outline:
            return ""
        label, title = self.unit.outline[-1]
        return " ".join(filter(None, (label, title)))


def outline_of(statute: Statute) -> list[Section]:
    """The sections of a statute in order; one query. Norms that vanished are left out.

    Each norm carries `has_text`, because many outline units are a heading only.
    """
    text = NormVersion.objects.filter(norm=OuterRef("pk"), is_current=True).exclude(text="")
    norms = (
        Norm.objects.filter(statute=statute, vanished_at__isnull=True)
        .exclude(kind=Norm.Kind.HEAD)
        .annotate(has_text=Exists(text))
        .order_by("position")
    )
    sections = [Section(2, None)]
    for norm in norms:
        if norm.kind == Norm.Kind.OUTLINE:
            sections.append(Section(min(1 + len(norm.outline), 6), norm))
        else:
            sections[-1].norms.append(norm)
    return [section for section in sections if section.unit is not None or section.norms]


def neighbours(norm: Norm) -> tuple[Norm | None, Norm | None]:
    """The norms before and after `norm` in its statute, headings of the outline left out."""
    others = Norm.objects.filter(
        statute=norm.statute_id, vanished_at__isnull=True, kind=Norm.Kind.NORM
    )
    before = others.filter(position__lt=norm.position).order_by("-position").first()
    after = others.filter(position__gt=norm.position).order_by("position").first()
    return before, after

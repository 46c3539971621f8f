"""The norms that citations name, with all their texts: to tell what changed since some moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from legal import citations as engine
from legal.aliases import comparable
from legal.citations import Citation
from legal.lookup import find_statutes
from legal.models import Norm, NormVersion
from legal.targets import enbez_forms, norm_key


@dataclass(frozen=True)
class NormHistory:
    """A norm that a citation names; its versions, oldest first, come without their text."""

    target: Citation
    norm: Norm
    versions: tuple[NormVersion, ...]

    @property
    def current(self) -> NormVersion | None:
        """The text that the source has now; None for a norm that vanished."""
        return next((version for version in self.versions if version.is_current), None)

    def at(self, moment: datetime) -> NormVersion | None:
        """The text that was the latest at `moment`; before the first was seen, that first one."""
        seen = [version for version in self.versions if version.observed_at <= moment]
        if not seen:
            return self.versions[0] if self.versions else None
        last = seen[-1]
        gone = last.superseded_at is not None and last.superseded_at <= moment
        return None if gone else last

    def with_hash(self, text_hash: str) -> NormVersion | None:
        """The latest version with this text, None if there is none."""
        found = [version for version in self.versions if version.text_hash == text_hash]
        return found[-1] if found else None

    def changed_since(self, moment: datetime) -> bool:
        """Whether the text now differs from the one at `moment`."""
        return _hash(self.at(moment)) != _hash(self.current)


@dataclass(frozen=True)
class CitedLaw:
    """What a citation names: norms with their history, and targets that do not exist.

    `unknown` are targets whose law is here but has no such norm; targets of laws that are not
    here are in neither.
    """

    citation: str
    norms: tuple[NormHistory, ...]
    unknown: tuple[Citation, ...]

    @property
    def fingerprint(self) -> str:
        """Stands for the texts the citation names now; "" where no law of it is here."""
        return fingerprint([_hash(norm.current) for norm in self.norms])


def fingerprint(hashes: Sequence[str]) -> str:
    """One hash for the texts of a citation: that of its one norm, else a hash of them all."""
    if len(hashes) == 1:
        return hashes[0] or "gone"
    return hashlib.sha256("\0".join(hashes).encode()).hexdigest() if hashes else ""


def cited_law(citations: Iterable[str], keeper: str = "") -> dict[str, CitedLaw]:
    """For each citation the norms it names, vanished ones included; three queries for all.

    `keeper` is whose by-laws are meant (see legal.lookup.find_statutes).
    """
    parsed = {text: engine.parse(text) for text in citations}
    targets = {target for found in parsed.values() for target in found if target.law}
    laws = find_statutes((target.law for target in targets if target.law), keeper)
    statutes = {
        target: laws[comparable(target.law)].pk
        for target in targets
        if target.law and norm_key(target) and comparable(target.law) in laws
    }
    norms = _norms(statutes)
    texts = _versions(set(norms.values()))
    return {
        text: CitedLaw(
            text,
            tuple(
                NormHistory(target, norms[target], tuple(texts.get(norms[target].pk, ())))
                for target in _once(found, norms)
            ),
            tuple(target for target in found if target in statutes and target not in norms),
        )
        for text, found in parsed.items()
    }


def _once(found: Iterable[Citation], norms: dict[Citation, Norm]) -> list[Citation]:
    """The targets that were found, the first of each norm: "§ 1 Abs. 1 und 2" names one norm."""
    first: dict[int, Citation] = {}
    for target in found:
        if target in norms:
            first.setdefault(norms[target].pk, target)
    return list(first.values())


def _norms(statutes: dict[Citation, int]) -> dict[Citation, Norm]:
    if not statutes:
        return {}
    wanted = Norm.objects.filter(
        Q(key__in={norm_key(target) for target in statutes})
        | Q(enbez__in={form for target in statutes for form in enbez_forms(target)}),
        statute__in=set(statutes.values()),
    )
    by_name: dict[tuple[int, str], list[Norm]] = {}
    for norm in wanted.select_related("statute"):
        for name in {norm.key, f"={norm.enbez}"}:
            by_name.setdefault((norm.statute_id, name), []).append(norm)
    found: dict[Citation, Norm] = {}
    for target, statute in statutes.items():
        for name in (norm_key(target), *(f"={form}" for form in enbez_forms(target))):
            named = by_name.get((statute, name), [])
            if len(named) == 1:  # a designation that several parts share says nothing
                found[target] = named[0]
                break
    return found


def _versions(norms: Iterable[Norm]) -> dict[int, list[NormVersion]]:
    found: dict[int, list[NormVersion]] = {}
    light = NormVersion.objects.filter(norm__in=[norm.pk for norm in norms]).only(
        "norm_id",
        "text_hash",
        "observed_at",
        "superseded_at",
        "is_current",
        "valid_from",
        "valid_source",
    )
    for version in light.order_by("observed_at"):
        found.setdefault(version.norm_id, []).append(version)
    return found


def _hash(version: NormVersion | None) -> str:
    return version.text_hash if version else ""

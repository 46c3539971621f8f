"""The norms that citations name, with all their texts: to tell what changed since some moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from legal import citations as engine
from legal.citations import Citation
from legal.models import Norm, NormVersion
from legal.shelf import Shelf, shelf_of
from legal.targets import norm_key


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
    """For each citation the norms it names, vanished ones included; one query for all.

    `keeper` is whose by-laws are meant (see legal.lookup.find_statutes).
    """
    parsed = {text: engine.parse(text) for text in citations}
    shelf = shelf_of({target for found in parsed.values() for target in found}, keeper)
    return {text: _cited(text, found, shelf) for text, found in parsed.items()}


def _cited(text: str, targets: Iterable[Citation], shelf: Shelf) -> CitedLaw:
    """The norms found, each once ("§ 1 Abs. 1 und 2" names one), with its first target."""
    norms: dict[int, NormHistory] = {}
    unknown: list[Citation] = []
    for target in targets:
        if row := shelf.row(target):
            history = NormHistory(target, row.norm, tuple(row.versions))
            norms.setdefault(row.norm.pk, history)
        elif shelf.statute(target) and norm_key(target):
            unknown.append(target)
    return CitedLaw(text, tuple(norms.values()), tuple(unknown))


def _hash(version: NormVersion | None) -> str:
    return version.text_hash if version else ""

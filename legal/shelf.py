"""The statutes and norms that citations name, found in one query; kept for as long as one page.

Everything that looks up citations goes through here, so that a page which shows the law in many
places (panel, links, checks, letters) asks the database once:

    with remembering():
        shelf_of(every citation of the page)
        …  # what looks up some of them again asks nothing more
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from legal.aliases import FOLDERS, comparable
from legal.citations import Citation
from legal.models import Statute
from legal.shelf_query import NormRow, find_rows
from legal.targets import enbez_forms, norm_key

Names = Mapping[str, set[str]]  # of statutes (comparable), each with what its norms are called


@dataclass(slots=True)
class _Memory:
    """Statutes by keeper and name, norms by statute and name; what was looked for and is not there
    is remembered as well."""

    statutes: dict[tuple[str, str], list[Statute]] = field(default_factory=dict)
    norms: dict[tuple[int, str], list[NormRow]] = field(default_factory=dict)


_memory: ContextVar[_Memory | None] = ContextVar("legal_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, also of another one, no citation is looked up twice. Not for what changes the law."""
    token = _memory.set(_memory.get() or _Memory())
    try:
        yield
    finally:
        _memory.reset(token)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The statute that each comparable name means, and norms by statute and name."""

    statutes: Mapping[str, Statute]
    norms: Mapping[tuple[int, str], Sequence[NormRow]]

    def statute(self, target: Citation) -> Statute | None:
        """The statute that `target` is of, if it is here."""
        return self.statutes.get(comparable(target.law)) if target.law else None

    def row(
        self, target: Citation, among: Callable[[NormRow], bool] = lambda row: True
    ) -> NormRow | None:
        """The norm that `target` names, of those that `among` says yes to.

        A designation that several parts of a statute share says nothing.
        """
        statute = self.statute(target)
        if statute is None:
            return None
        for name in norm_names(target):
            rows = [row for row in self.norms.get((statute.pk, name), ()) if among(row)]
            if len(rows) == 1:
                return rows[0]
        return None


def shelf_of(
    targets: Iterable[Citation],
    keeper: str = "",
    *,
    with_links: bool = False,
    home: Statute | None = None,
) -> Shelf:
    """The statutes and norms that `targets` name; one query, none for what is remembered.

    `keeper`, `with_links`: see legal.lookup.find_statutes. `home` is the statute that its own name
    always means.
    """
    names: dict[str, set[str]] = {}
    for target in targets:
        if target.law and (name := comparable(target.law)):
            names.setdefault(name, set()).update(norm_names(target))
    memory = _memory.get() or _Memory()
    _load(memory, names, keeper, home)
    statutes = _meant(memory, names, keeper, with_links=with_links)
    if home is not None:
        statutes[comparable(home.name)] = home
    return Shelf(statutes, memory.norms)


@lru_cache(maxsize=8192)
def norm_names(target: Citation) -> tuple[str, ...]:
    """What a cited norm may be called: its key, then "=" and its designation."""
    key = norm_key(target)
    return (key, *(f"={form}" for form in enbez_forms(target))) if key else ()


def statutes_named(
    names: Iterable[str], keeper: str = "", *, with_links: bool = False
) -> dict[str, Statute]:
    """The statute that each comparable name means; one query (see legal.lookup.find_statutes)."""
    wanted: Names = {name: set() for name in names if name}
    memory = _memory.get() or _Memory()
    _load(memory, wanted, keeper, None)
    return _meant(memory, wanted, keeper, with_links=with_links)


def _meant(
    memory: _Memory, names: Iterable[str], keeper: str, *, with_links: bool
) -> dict[str, Statute]:
    found = {}
    for name in names:
        statutes = [
            statute
            for statute in memory.statutes[keeper, name]
            if with_links or not statute.keeper or statute.fingerprint
        ]
        if statutes:
            found[name] = max(statutes, key=lambda statute: _rank(statute, name))
    return found


def _rank(statute: Statute, name: str) -> tuple[bool, bool, bool, bool, date]:
    return (
        bool(statute.keeper),
        FOLDERS.get(name) == statute.slug,
        not statute.withdrawn,
        comparable(statute.name) == name,
        statute.issued_on or date.min,
    )


def _load(memory: _Memory, names: Names, keeper: str, home: Statute | None) -> None:
    """Bring into memory what is not there yet."""
    missing = [name for name in names if not _is_known(memory, name, names[name], keeper, home)]
    if not missing:
        return
    statutes, rows = find_rows({name: names[name] for name in missing}, keeper, home)
    found: dict[tuple[int, str], list[NormRow]] = {}
    for name in missing:
        named = [one for one in statutes if name in one.names]
        memory.statutes[keeper, name] = named
        asked = {one.pk for one in (*named, home) if one is not None}
        found |= {(pk, norm): [] for pk in asked for norm in names[name]}
    for row in rows:
        for norm in (row.norm.key, f"={row.norm.enbez}"):
            if (row.norm.statute_id, norm) in found:
                found[row.norm.statute_id, norm].append(row)
    memory.norms |= found


def _is_known(
    memory: _Memory, name: str, norms: set[str], keeper: str, home: Statute | None
) -> bool:
    statutes = memory.statutes.get((keeper, name))
    if statutes is None:
        return False
    ids = {statute.pk for statute in statutes}
    if home is not None and comparable(home.name) == name:
        ids.add(home.pk)
    return all((pk, norm) in memory.norms for pk in ids for norm in norms)

"""Finds the statutes and the versions of norms that citations name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from legal.aliases import comparable
from legal.citations import Citation
from legal.models import NormVersion, Statute
from legal.shelf import shelf_of, statutes_named
from legal.shelf_query import NormRow
from legal.versions import in_force

Found = NormVersion


def find_statutes(
    names: Iterable[str], keeper: str = "", *, with_links: bool = False
) -> dict[str, Statute]:
    """The statute each name means, by comparable name; one query.

    Where several laws share a name: the one that `keeper` entered, else the one our table of
    folders names, else the one in force, else the youngest. What others entered is never meant;
    without a `keeper` common law is. Entries that are only a link (see legal.bylaws.links) are
    found `with_links` only.
    """
    return statutes_named(map(comparable, names), keeper, with_links=with_links)


def find_versions(
    citations: Collection[Citation], on: date | None, keeper: str = ""
) -> dict[Citation, Found]:
    """For each citation the version of its norm in force on `on` (None: the current one).

    One query. The versions come without their text (see legal.texts.bodies_of).
    """
    shelf = shelf_of(citations, keeper)
    found: dict[Citation, NormVersion] = {}
    for target in citations:
        row = shelf.row(target, lambda row: on is not None or _current(row) is not None)
        version = row and (_current(row) if on is None else in_force(row.versions, on))
        if version:
            found[target] = version
    return found


def _current(row: NormRow) -> NormVersion | None:
    return next((version for version in row.versions if version.is_current), None)

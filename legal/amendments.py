"""Dates of entry into force, which the federal feed does not have: from a table, with the source.

The table is a CSV file with the columns statute, norm, in_force_from, text, source: the slug, the
key of the norm (see legal.gii.keys), an ISO date, the first characters of the hash of the text
that came into force (see legal.versions.text_hash), and the gazette reference.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from legal.models import NormVersion

KNOWN = Path(__file__).with_name("amendments.csv")
COLUMNS = ["statute", "norm", "in_force_from", "text", "source"]
SHORTEST_HASH = 12


class AmendmentError(ValueError):
    """A table that cannot be used; the message names the line and the reason."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """On `in_force_from` the norm got the text whose hash begins with `text`."""

    statute: str
    norm: str
    in_force_from: date
    text: str
    source: str


def read_amendments(path: Path) -> list[Amendment]:
    """The rows of the table. Raises AmendmentError; OSError where the file cannot be read."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if reader.fieldnames != COLUMNS:
            raise AmendmentError(f"line 1: the columns must be {', '.join(COLUMNS)}")
        return [_amendment(reader.line_num, row) for row in reader]


def _amendment(line: int, row: dict[str, str | None]) -> Amendment:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    missing = [name for name, cell in cells.items() if not cell]
    if missing:
        raise AmendmentError(f"line {line}: {', '.join(missing)} is missing")
    if len(cells["text"]) < SHORTEST_HASH:
        raise AmendmentError(f"line {line}: text needs at least {SHORTEST_HASH} characters")
    try:
        day = date.fromisoformat(cells["in_force_from"])
    except ValueError as error:
        raise AmendmentError(f"line {line}: {cells['in_force_from']} is no date") from error
    return Amendment(cells["statute"], cells["norm"], day, cells["text"], cells["source"])


@transaction.atomic
def apply_amendments(amendments: Iterable[Amendment]) -> int:
    """Enter the dates into the versions whose text is meant, and return how many changed.

    The version before is in force until the day before, unless it has dates of its own already.
    Dates that were entered by hand stay. Texts not observed yet are left for a later time.
    """
    amendments = list(amendments)
    versions = _versions(amendments)
    changed = []
    for amendment in amendments:
        line = versions.get((amendment.statute, amendment.norm), [])
        for index, version in enumerate(line):
            if version.text_hash.startswith(amendment.text):
                changed += _enter(amendment, version, line[index - 1] if index else None)
    NormVersion.objects.bulk_update(changed, ["valid_from", "valid_to", "valid_source"])
    return len(changed)


def _versions(amendments: list[Amendment]) -> dict[tuple[str, str], list[NormVersion]]:
    """The versions of the norms concerned in the order of observation; one query."""
    found: dict[tuple[str, str], list[NormVersion]] = {}
    versions = (
        NormVersion.objects.filter(
            norm__statute__slug__in={amendment.statute for amendment in amendments},
            norm__key__in={amendment.norm for amendment in amendments},
        )
        .select_related("norm__statute")
        .defer("text", "tree", "notes_text", "notes_tree")
        .order_by("observed_at")
    )
    for version in versions:
        found.setdefault((version.norm.statute.slug, version.norm.key), []).append(version)
    return found


def _enter(
    amendment: Amendment, version: NormVersion, before: NormVersion | None
) -> list[NormVersion]:
    changed = []
    if version.valid_from is None:
        version.valid_from = amendment.in_force_from
        version.valid_source = version.valid_source or amendment.source
        changed.append(version)
    if before is not None and before.valid_to is None:
        before.valid_to = amendment.in_force_from - timedelta(days=1)
        before.valid_source = before.valid_source or amendment.source
        changed.append(before)
    return changed

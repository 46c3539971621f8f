"""Rows for the database made from norms that were read; no models, for there are so many. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from legal.gii import LawNorm
from legal.versions import full_hash, text_hash


@dataclass(slots=True)
class NormRow:
    """A norm that is new; its fields are those of the model Norm."""

    statute_id: int
    key: str
    kind: str
    doknr: str
    enbez: str
    title: str
    outline: list[list[str]]
    position: int
    vanished_at: datetime | None = None
    id: int | None = None


@dataclass(slots=True)
class VersionRow:
    """A version that is new or refreshed; its fields are those of the model NormVersion.

    The trees are JSON text, ready to hash and copy.
    """

    title: str
    text: str
    tree: str
    notes_text: str
    notes_tree: str
    text_hash: str
    full_hash: str
    build_date: str
    stand: str
    observed_at: datetime
    superseded_at: datetime | None = None
    is_current: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    valid_source: str = ""
    norm_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ReadNorm:
    """What a file says of one norm: its place by the field names of Norm, and its text."""

    key: str
    place: dict[str, Any]
    version: VersionRow

    def row(self, statute_id: int) -> NormRow:
        return NormRow(statute_id=statute_id, key=self.key, **self.place)


def read_norm(read: LawNorm, stand: str, observed_at: datetime) -> ReadNorm:
    """The rows of one norm that was read, as observed at `observed_at`."""
    place = {
        "kind": read.kind,
        "doknr": read.doknr,
        "enbez": read.enbez,
        "title": title_of(read),
        "outline": [[unit.label, unit.title] for unit in read.outline],
        "position": read.position,
    }
    return ReadNorm(read.key, place, _version(read, stand, observed_at))


def _version(read: LawNorm, stand: str, observed_at: datetime) -> VersionRow:
    title, text, notes_text = title_of(read), read.body.text, read.notes.text
    tree, notes_tree = _encode(read.body.nodes), _encode(read.notes.nodes)
    return VersionRow(
        title=title,
        text=text,
        tree=tree,
        notes_text=notes_text,
        notes_tree=notes_tree,
        text_hash=text_hash(title, text),
        full_hash=full_hash(title, text, tree, notes_text, notes_tree),
        build_date=read.build_date,
        stand=stand,
        observed_at=observed_at,
    )


def title_of(read: LawNorm) -> str:
    """The norm's title; an outline unit has it in the outline."""
    if read.kind == "outline" and read.outline:
        return read.title or read.outline[-1].title
    return read.title


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

"""From a law file to what the database is to hold of it; can run in a process of its own. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, time

from legal.gii import READER_VERSION, Law, LawError, read_law
from legal.norm_rows import ReadNorm, read_norm
from legal.sources import LawFile
from legal.versions import GERMANY


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read; `law` is without its norms, which are in `norms`."""

    slug: str
    fingerprint: str
    observed_at: datetime
    law: Law
    norms: tuple[ReadNorm, ...]
    source_tag: str = ""


def prepare_or_error(file: LawFile, observed_at: datetime) -> Prepared | LawError:
    """As `prepare`, with the refusal as a value."""
    try:
        return prepare(file, observed_at)
    except LawError as error:
        return error


def prepare(file: LawFile, observed_at: datetime) -> Prepared:
    """Read a law. A file that tells its own day of observation keeps it. Raises LawError."""
    if file.observed is not None:
        observed_at = datetime.combine(file.observed, time(), GERMANY)
    law = read_law(file.data, file.slug or "unnamed file")
    norms = tuple(read_norm(norm, stand_of(law), observed_at) for norm in law.norms)
    slug = file.slug or _slug_of(law)
    return Prepared(slug, fingerprint_of(file.data), observed_at, replace(law, norms=()), norms)


def fingerprint_of(data: bytes) -> str:
    """Hash of a file and of the reader's version: equal means there is nothing to do."""
    return hashlib.sha256(b"%d\n" % READER_VERSION + data).hexdigest()


def stand_of(law: Law) -> str:
    """The remarks that say up to which amendment the text goes."""
    return "; ".join(entry.text for entry in law.stand if entry.kind == "Stand")


def _slug_of(law: Law) -> str:
    """The slug for a law whose file is not named: the portal makes it from jurabk this way."""
    return re.sub(r"[^0-9a-z]", "_", law.names[0].lower())

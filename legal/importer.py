"""Reads law files and has them written, a batch at a time."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from legal.gii import READER_VERSION, Law, LawError, read_law
from legal.law_writer import Prepared, write_laws
from legal.models import Statute
from legal.norm_writer import Outcome
from legal.sources import LawFile
from legal.versions import GERMANY

READ_AHEAD = 8  # laws read while the database writes those before; bounds the memory
BATCH_NORMS = 1000


def import_files(
    files: Iterable[LawFile | LawError], observed_at: datetime
) -> Iterator[Outcome | LawError]:
    """Import each law by itself: one that is broken is named, the others go on.

    A file that tells its own day of observation keeps it.
    """
    known = dict(Statute.objects.values_list("slug", "fingerprint"))
    for batch in _batches(_read_ahead(files, known, observed_at)):
        yield from batch.refused
        for result in write_laws(batch.laws):
            if isinstance(result, Outcome):
                known[result.slug] = batch.fingerprints[result.slug]
            yield result


def import_law(slug: str, data: bytes, observed_at: datetime, source_tag: str = "") -> Outcome:
    """Write the law in `data` (the portal's XML) as the text observed at `observed_at`.

    All or nothing. Norms whose normalised text is unchanged keep their version. A norm that the
    file no longer has is marked as vanished, never deleted. `source_tag` is what the source calls
    this state of the file. Raises LawError for a file that cannot be read or is older than what
    is there.
    """
    known = dict(Statute.objects.filter(slug=slug).values_list("slug", "fingerprint"))
    prepared = _prepare(LawFile(slug, data), known, observed_at)
    (result,) = write_laws([replace(prepared, source_tag=source_tag)])
    if isinstance(result, LawError):
        raise result
    return result


@dataclass(slots=True)
class _Batch:
    """Laws written in one go, because a round trip to the database costs more than a law."""

    laws: list[Prepared] = field(default_factory=list)
    refused: list[LawError] = field(default_factory=list)
    norms: int = 0

    @property
    def fingerprints(self) -> dict[str, str]:
        return {prepared.slug: prepared.fingerprint for prepared in self.laws}


def _batches(results: Iterable[Prepared | LawError]) -> Iterator[_Batch]:
    batch = _Batch()
    for result in results:
        if isinstance(result, LawError):
            batch.refused.append(result)
            continue
        if batch.norms > BATCH_NORMS or result.slug in batch.fingerprints:
            yield batch
            batch = _Batch()
        batch.laws.append(result)
        batch.norms += len(result.law.norms) if result.law else 0
    yield batch


def _read_ahead(
    files: Iterable[LawFile | LawError], known: Mapping[str, str], observed_at: datetime
) -> Iterator[Prepared | LawError]:
    """Read in a second thread while the database works on the law before."""
    waiting: deque[Future[Prepared | LawError]] = deque()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="law-reader") as pool:
        for file in files:
            waiting.append(pool.submit(_prepare_or_error, file, known, observed_at))
            if len(waiting) > READ_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _prepare_or_error(
    file: LawFile | LawError, known: Mapping[str, str], observed_at: datetime
) -> Prepared | LawError:
    if isinstance(file, LawError):
        return file
    try:
        return _prepare(file, known, observed_at)
    except LawError as error:
        return error


def _prepare(file: LawFile, known: Mapping[str, str], observed_at: datetime) -> Prepared:
    if file.observed is not None:
        observed_at = datetime.combine(file.observed, time(), GERMANY)
    fingerprint = hashlib.sha256(b"%d\n" % READER_VERSION + file.data).hexdigest()
    if known.get(file.slug) == fingerprint:
        return Prepared(file.slug, fingerprint, None, observed_at)
    law = read_law(file.data, file.slug or "unnamed file")
    slug = file.slug or _slug_of(law)
    return Prepared(slug, fingerprint, None if known.get(slug) == fingerprint else law, observed_at)


def _slug_of(law: Law) -> str:
    """The slug for a law whose file is not named: the portal makes it from jurabk this way."""
    return re.sub(r"[^0-9a-z]", "_", law.names[0].lower())

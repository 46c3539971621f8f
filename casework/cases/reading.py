"""Reading the words of documents that came with a case, so that the case is found by them.

Text layers alone: a scan without one stays unread. Each document is looked at once; that one
cannot be read (damaged, locked with a password, too long) concerns nobody, so it is only counted in
the log of the server, by kind.
"""

import logging
import subprocess  # noqa: S404 - runs a program of our own
import sys
from collections import Counter
from pathlib import Path

from django.db import transaction

from casework.cases import files
from casework.cases.models import Document, DocumentText

PROGRAM = Path(__file__).with_name("pdf_text.py")
SECONDS = 30
MOST_BYTES = 50 * 1024 * 1024
BATCH = 50
logger = logging.getLogger(__name__)


class Unreadable(Exception):
    """A document whose text could not be read; the message is the kind of trouble."""


def read_waiting(limit: int = BATCH) -> int:
    """Read the documents nobody has read yet, at most `limit`; returns how many were looked at.

    Each in a transaction of its own; two workers never read the same one.
    """
    troubles: Counter[str] = Counter()
    looked_at = 0
    while looked_at < limit and _read_next(troubles):
        looked_at += 1
    for kind, number in sorted(troubles.items()):
        logger.warning("documents without readable text: %s (%s)", number, kind)
    return looked_at


@transaction.atomic
def _read_next(troubles: Counter[str]) -> bool:
    waiting = Document.objects.filter(is_read=False, media_type="application/pdf").order_by("pk")
    document = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if document is None:
        return False
    try:
        text = text_of(document)
    except Unreadable as error:
        troubles[str(error)] += 1
        text = ""
    if text:
        DocumentText.objects.update_or_create(document=document, defaults={"text": text})
    Document.objects.filter(pk=document.pk).update(is_read=True)
    return True


def text_of(document: Document) -> str:
    """The text of a PDF in the record, cut off where it is very long; empty for a mere picture.

    Raises Unreadable.
    """
    if document.size > MOST_BYTES:
        raise Unreadable("too large")
    try:
        with files.open_document(document) as file:
            return _read(file.read())
    except OSError as error:
        raise Unreadable(type(error).__name__) from error


def _read(pdf: bytes) -> str:
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, the document on its standard input
            command, input=pdf, capture_output=True, timeout=SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too slow") from error
    if done.returncode:
        raise Unreadable("killed" if done.returncode < 0 else "damaged or locked")
    return done.stdout.decode("utf-8", "ignore").replace("\x00", " ").strip()

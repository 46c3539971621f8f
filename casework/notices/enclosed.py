"""What is enclosed with a letter: documents of the case that were ticked, and things named."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.cases.models import Case

MOST = 30
LONGEST = 200


def enclosures(case: Case, documents: Iterable[int], named: str = "") -> list[dict[str, Any]]:
    """The `attachments` of a letter's facts: the documents in their order, then each line of
    `named`.

    Raises InvalidData for a document that is not the case's, and for too much of it.
    """
    wanted = set(documents)
    found = [document for document in case.documents.all() if document.pk in wanted]
    if len(found) != len(wanted):
        raise InvalidData({"enclosed": _("One of the documents is not in this case.")})
    lines = [" ".join(line.split()) for line in named.splitlines() if line.strip()]
    if len(found) + len(lines) > MOST or any(len(line) > LONGEST for line in lines):
        message = _("At most %(most)s enclosures, each with at most %(longest)s characters.")
        raise InvalidData({"enclosed": message % {"most": MOST, "longest": LONGEST}})
    return [
        *({"title": document.title, "sha256": document.sha256} for document in found),
        *({"title": line, "sha256": None} for line in lines),
    ]

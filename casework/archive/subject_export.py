"""The answer under Art. 15 GDPR as one ZIP file: to read, to process, and the files."""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.archive.processing import office_of
from casework.archive.subject import answerable, require_answering
from casework.archive.subject_data import cases_of, documents_for, letters_for, person_data
from casework.audit.log import read
from casework.cases import files
from casework.cases.errors import InvalidData
from casework.cases.models import Party

IN_MEMORY = 20 * 1024 * 1024
ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


@transaction.atomic
def export(*, chosen: Sequence[int], reason: str, by: User, now: datetime) -> IO[bytes]:
    """The ZIP file for the chosen parties (ids), which are one person; logged in each case.

    InvalidData when none of them is there or without a reason, NotAllowed without the role.
    """
    authority = require_answering(by)
    if not reason.strip():
        raise InvalidData(
            {"reason": _("Please give the reason, such as the number of the request.")}
        )
    parties = list(
        answerable(by)
        .filter(pk__in=chosen)
        .select_related("case__service", "case__unit", "case__authority")
        .order_by("case__received_on", "pk")
    )
    if not parties:
        raise InvalidData({"party": _("Please choose the person at least once.")})
    for case in cases_of(parties):
        why = reason.strip()[:500]
        read(by=by, what="subject.export", subject=case, case_id=case.pk, reason=why)
    with translation.override("de"):
        return _packed(parties, authority, now)


def _packed(parties: Sequence[Party], authority: Authority, now: datetime) -> IO[bytes]:
    packed: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        cases = [_case(archive, number, party) for number, party in enumerate(parties, start=1)]
        told: dict[str, Any] = {
            "behoerde": authority.name,
            "erstellt_am": timezone.localdate(now).strftime("%d.%m.%Y"),
            "vorgaenge": cases,
        }
        archive.writestr("daten.json", json.dumps(told, ensure_ascii=False, indent=2))
        context = {**told, "authority": authority, "office": office_of(authority)}
        archive.writestr("index.html", render_to_string("archive/subject.html", context))
    packed.seek(0)
    return packed


def _case(archive: zipfile.ZipFile, number: int, party: Party) -> dict[str, Any]:
    folder = f"{number:02d}-{_safe(party.case.file_number)}"
    found = person_data(party)
    found["dokumente"] = [
        _document(
            archive, f"{folder}/dokument-{place:02d}{ENDINGS.get(one.media_type, '.bin')}", one
        )
        for place, one in enumerate(documents_for(party), start=1)
    ]
    found["schreiben"] = []
    for place, letter in enumerate(letters_for(party), start=1):
        name = f"{folder}/schreiben-{place:02d}.pdf"
        archive.writestr(name, bytes(letter.pdf))
        found["schreiben"].append({"titel": letter.subject, "datei": name})
    return found


def _document(archive: zipfile.ZipFile, name: str, document: Any) -> dict[str, str]:
    told = {"titel": document.title, "dateiname": document.filename}
    try:
        with files.open_document(document) as source, archive.open(name, "w") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError:
        return {**told, "datei": ""}
    return {**told, "datei": name}


def _safe(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text)

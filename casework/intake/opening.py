"""Opening the case of an application: number, parties, documents, deadlines, process."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Unit, User
from casework.audit.log import acting
from casework.cases import files
from casework.cases.models import Case, Document, FileNumberSequence, Party
from casework.intake.models import Submission
from casework.intake.reading import Application, Attachment, Unreadable, schema_problems
from casework.process.actions import start_process
from casework.process.periods import begin_at_receipt
from casework.services.catalogue import package_of
from casework.services.models import Service, ServiceVersion

PARTY_LIMITS = {
    "organisation": 200,
    "given_name": 100,
    "family_name": 100,
    "street": 200,
    "postal_code": 10,
    "city": 100,
    "email": 254,
    "phone": 50,
}


def open_case(*, submission: Submission, application: Application, now: datetime) -> Case:
    """Open a case for `application`. Raises Unreadable when service or data do not fit.

    Its date of receipt is the day it reached the authority's sphere (§ 22 VwVfG, § 16 SGB I),
    as the channel states it, else the day we stored it.
    """
    service = _service(submission, application.service)
    version = service.current
    if version is None:
        raise Unreadable([_("The service “%(name)s” has no package.") % {"name": service}])
    package = package_of(version.pk)
    if problems := schema_problems(package.schema, application.data):
        raise Unreadable(problems)
    received_on = timezone.localdate(submission.submitted_at or submission.received_at)
    applicant = _party(package.applicant(application.data))
    case = _new_case(service, version, application.data, received_on, now)
    case.applicant_name = applicant.name[:200]
    case.attention_since = submission.submitted_at or now
    with acting(
        by=None, act="case.open", subject=case, case_id=case.pk, authority_id=case.authority_id
    ):
        case.save(force_insert=True)
        applicant.case = case
        applicant.save()
        add_documents(case, application.documents, now)
        begin_at_receipt(case, [attachment.key for attachment in application.documents])
        start_process(case=case, now=now)
    return case


def open_track(
    *,
    origin: Case,
    service: Service,
    data: Mapping[str, Any],
    received_on: date,
    by: User,
    now: datetime,
    documents: Sequence[Document] = (),
    unit: Unit | None = None,
) -> Case:
    """Open a case that deals with another one, `origin`: an objection, a revocation.

    The parties are those of `origin`, as they are today; `documents` of it are listed in the new
    case as well. It lies in the unit of the service, or in `unit`. Raises Unreadable when the
    service has no package or `data` does not fit it.
    """
    version = service.current
    if version is None:
        raise Unreadable([_("The service “%(name)s” has no package.") % {"name": service}])
    if problems := schema_problems(package_of(version.pk).schema, data):
        raise Unreadable(problems)
    case = _new_case(service, version, data, received_on, now)
    case.origin, case.applicant_name = origin, origin.applicant_name
    case.unit = unit or case.unit
    with acting(by=by, act="case.track", subject=case, case_id=case.pk):
        case.save(force_insert=True)
        _copy_to(case, origin.parties.all())
        _copy_to(case, documents)
        begin_at_receipt(case, [document.kind for document in documents])
        start_process(case=case, now=now)
    return case


def _new_case(
    service: Service,
    version: ServiceVersion,
    data: Mapping[str, Any],
    received_on: date,
    now: datetime,
) -> Case:
    return Case(
        pk=_next_case_id(),  # known before it is saved, so that every entry of the log names it
        authority_id=service.authority_id,
        unit=service.unit,
        service=service,
        service_version=version,
        file_number=_next_file_number(service, received_on.year),
        data=data,
        received_on=received_on,
        opened_at=now,
        attention=Case.Attention.NEW,
        attention_since=now,
    )


def _copy_to(case: Case, rows: Iterable[Party] | Iterable[Document]) -> None:
    """The same parties or documents in another case, as rows of their own."""
    for row in rows:
        twin = copy(row)
        twin.pk, twin.case = None, case
        twin._state = type(row._state)()  # a row of its own, not the other one changed
        twin.save()


def add_documents(case: Case, attachments: tuple[Attachment, ...], now: datetime) -> None:
    """Put attachments into the file store and list them in the case."""
    for attachment in attachments:
        Document.objects.create(
            case=case,
            title=attachment.title,
            kind=attachment.key,
            filename=attachment.filename,
            media_type=files.media_type(attachment.content),
            size=len(attachment.content),
            sha256=files.store(attachment.content),
            received_at=now,
        )


def _service(submission: Submission, name: str) -> Service:
    """The service by its key or LeiKa key (plain or as urn:de:fim:leika:leistung:…)."""
    leika = name.rsplit(":", 1)[-1]
    service = (
        Service.objects.select_related("unit", "authority")
        .filter(Q(key=name) | (Q(leika_key=leika) & ~Q(leika_key="")))
        .filter(authority=submission.authority, current__isnull=False)
        .first()
    )
    if service is None:
        raise Unreadable([_("The service “%(name)s” is not installed here.") % {"name": name}])
    return service


def _next_case_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))")
        (found,) = cursor.fetchone()
    return int(found)


def _next_file_number(service: Service, year: int) -> str:
    sequence, _created = FileNumberSequence.objects.select_for_update().get_or_create(
        service=service, year=year
    )
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"{service.file_number_prefix}-{year}-{sequence.last:05d}"


def _party(identity: Mapping[str, str]) -> Party:
    birth_date = identity.get("birth_date") or None
    texts: dict[str, Any] = {
        key: identity.get(key, "")[:limit] for key, limit in PARTY_LIMITS.items()
    }
    return Party(
        role=Party.Role.APPLICANT,
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        **texts,
    )

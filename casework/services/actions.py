"""Installing service packages."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from casework.access.models import Authority, Unit, User
from casework.audit.log import acting
from casework.services.covered import covered_fields
from casework.services.models import LawBinding, Service, ServiceVersion
from casework.services.package import Package, read_package
from legal.history import cited_law


class VersionTaken(Exception):
    """This version is installed with other content; a changed package needs a new version."""


@transaction.atomic
def install(
    *, source: Path | bytes, authority: Authority, unit: Unit, by: User | None, now: datetime
) -> ServiceVersion:
    """Install a service package for `unit`; new cases use it, running ones stay on theirs.

    Installing the same package again changes nothing. Raises PackageError with all problems of the
    package, VersionTaken when its version is installed with other content.
    """
    package = read_package(source)
    service = _service(package, authority, unit)
    installed = service.versions.filter(version=package.version).first()
    if installed and installed.sha256 == package.digest:
        return installed
    if installed:
        raise VersionTaken(f"{package.key} {package.version}")
    version = ServiceVersion(
        service=service,
        version=package.version,
        sha256=package.digest,
        bundle=_zip(package.files),
        covered=covered_fields(package.schema),
        installed_at=now,
        installed_by=by,
    )
    version.save()
    LawBinding.objects.bulk_create(_bindings(version, package, authority, now))
    with acting(by=by, act="service.install", subject=version, authority_id=authority.pk):
        service.name, service.leika_key = package.name, package.leika_key
        service.regime, service.unit, service.current = package.regime, unit, version
        service.save()
    return version


def _service(package: Package, authority: Authority, unit: Unit) -> Service:
    service, _ = Service.objects.select_for_update().get_or_create(
        authority=authority,
        key=package.key,
        defaults={
            "unit": unit,
            "name": package.name,
            "leika_key": package.leika_key,
            "regime": package.regime,
            "file_number_prefix": package.file_number_prefix,
        },
    )
    return service


def _bindings(
    version: ServiceVersion, package: Package, authority: Authority, now: datetime
) -> list[LawBinding]:
    """The package's bindings; the law as it is now counts as the one they were made for."""
    cited = {law.cite for step in package.steps for law in step.law}
    laws = cited_law(cited, keeper=authority.slug)
    return [
        LawBinding(
            version=version,
            task=step.task,
            position=position,
            citation=law.cite,
            why=law.why,
            reviewed_hash=laws[law.cite].fingerprint,
            reviewed_at=now if laws[law.cite].fingerprint else None,
        )
        for step in package.steps
        for position, law in enumerate(step.law)
    ]


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return buffer.getvalue()

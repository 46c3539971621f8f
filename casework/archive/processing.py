"""The record of processing activities (Art. 30 I GDPR), told from the installed services.

What a service package says cannot be outdated here: purposes and legal basis, whose data and
which, who receives them, how long they are kept. What no package can know, the authority enters
(`PrivacyOffice`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casework.access.models import Authority
from casework.archive.models import PrivacyOffice
from casework.services.catalogue import package_of
from casework.services.models import Service
from casework.services.package import Package

# What the software brings of its own, in the words of the record (Art. 30 I g, Art. 32 GDPR).
MEASURES = (
    "Persönliche Konten, zweiter Faktor je nach Rolle oder Anmeldung über den Identitätsdienst; "
    "Rollen je Organisationseinheit, Sperre bei Befangenheit, befristete Freigabe einzelner "
    "Vorgänge",
    "Fortlaufendes, verkettetes und versiegeltes Protokoll aller Änderungen und Lesezugriffe, "
    "ohne Inhalte der Akten",
    "Besonders geschützte Angaben verdeckt, bis ein Grund angegeben wird",
    "Löschung nach Fristablauf im Vier-Augen-Prinzip mit Nachweis; Aufbewahrungssperren; "
    "Einschränkung der Verarbeitung",
    "Ausgestellte Schreiben unveränderlich gespeichert; Dateien unter ihrer Prüfsumme",
    "Serverprotokolle und Fehlermeldungen ohne personenbezogene Daten",
    "Sicherung von Datenbank und Dateien in einem Zug, Rücksicherung geprüft",
)


@dataclass(frozen=True)
class Category:
    """A section of the form: its fields' titles, and those that need special care."""

    title: str
    fields: tuple[str, ...]
    sensitive: tuple[str, ...]


@dataclass(frozen=True)
class Activity:
    """One service as a processing activity."""

    service: Service
    purpose: str
    legal_basis: tuple[str, ...]
    people: tuple[str, ...]
    data: tuple[Category, ...]
    documents: tuple[str, ...]
    recipients: tuple[str, ...]
    years: int
    reason: str


def activities(authority: Authority) -> list[Activity]:
    """The authority's services with an installed version, by name."""
    services = Service.objects.filter(authority=authority, current__isnull=False)
    return [
        _activity(service, package_of(service.current_id))
        for service in services.select_related("unit").order_by("name")
        if service.current_id is not None
    ]


def office_of(authority: Authority) -> PrivacyOffice:
    """What the authority entered; an empty one that is not saved where it did not."""
    found = PrivacyOffice.objects.filter(authority=authority).first()
    return found or PrivacyOffice(authority=authority)


def _activity(service: Service, package: Package) -> Activity:
    return Activity(
        service=service,
        purpose=package.summary,
        legal_basis=package.legal_basis,
        people=("Antragstellende", "Bevollmächtigte", "betroffene Dritte", "Beschäftigte"),
        data=tuple(_categories(package.schema)),
        documents=tuple(document.title for document in package.documents),
        recipients=tuple(
            dict.fromkeys(("Beteiligte und ihre Bevollmächtigten", *_consulted(package)))
        ),
        years=package.retention_years,
        reason=package.retention_reason,
    )


def _consulted(package: Package) -> Iterator[str]:
    yield from (step.consults for step in package.steps if step.consults)


def _categories(schema: Mapping[str, Any]) -> Iterator[Category]:
    plain: dict[str, Any] = {}
    for key, part in schema.get("properties", {}).items():
        if part.get("properties") or part.get("items", {}).get("properties"):
            yield _category(str(part.get("title", key)), part)
        else:
            plain[key] = part
    if plain:
        yield _category("Weitere Angaben", {"properties": plain})


def _category(title: str, part: Mapping[str, Any]) -> Category:
    leaves = list(_leaves(part))
    return Category(
        title=title,
        fields=tuple(dict.fromkeys(name for name, _careful in leaves)),
        sensitive=tuple(dict.fromkeys(name for name, careful in leaves if careful)),
    )


def _leaves(part: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    inner = part.get("properties") or part.get("items", {}).get("properties") or {}
    for key, field in inner.items():
        if field.get("properties") or field.get("items", {}).get("properties"):
            yield from _leaves(field)
        else:
            yield str(field.get("title", key)), bool(field.get("x-sensitive", False))

"""The demo's authority: an invented town with its units, people, roles and remedy rules."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casework.access import roles
from casework.access.models import Authority, Unit, User
from casework.access.substitution import colliding
from casework.cases import absences
from casework.decisions import powers
from casework.decisions.origin import OBJECTION_SERVICES
from casework.services.actions import install
from casework.services.catalogue import package_of
from casework.services.models import RemedyRule, Service
from casework.services.package import read_package

FIXTURES = Path(settings.BASE_DIR) / "fixtures/demo"
PASSWORD = settings.DEMO_PASSWORD


@dataclass(frozen=True)
class Town:
    authority: Authority
    units: dict[str, Unit]
    people: dict[str, User]


@transaction.atomic
def build() -> Town:
    """Create the town or find it as it is; running it again changes nothing."""
    plan = read("town.json")
    authority, _ = Authority.objects.get_or_create(
        slug=plan["authority"]["slug"], defaults=plan["authority"]
    )
    units: dict[str, Unit] = {}
    for row in plan["units"]:
        details = {**row, "parent": units.get(row["parent"] or "")}
        units[row["slug"]], _ = Unit.objects.get_or_create(
            authority=authority, slug=row["slug"], defaults=details
        )
    people = {row["username"]: _person(row, authority, units) for row in plan["people"]}
    return Town(authority, units, people)


def install_services(town: Town, now: datetime) -> list[Service]:
    """Install the packages of `SERVICE_PACKAGES` for the units they name."""
    plan = read("town.json")["remedies"]
    installed = []
    for folder in sorted(path for path in settings.SERVICE_PACKAGES.iterdir() if path.is_dir()):
        package = read_package(folder)
        version = install(
            source=folder,
            authority=town.authority,
            unit=town.units[package.unit],
            by=town.people["petersen"],
            now=now,
        )
        _remedy(version.service, town.authority, plan)
        installed.append(version.service)
    return installed


def settle_signatures(town: Town, now: datetime) -> None:
    """Powers to sign, and an absence from today on; what is there already stays."""
    plan, admin = read("town.json"), town.people["petersen"]
    for row in plan["signing"]:
        user, unit = town.people[row["person"]], town.units[row["unit"]]
        up_to = Decimal(row["up_to"]) if "up_to" in row else None
        if not user.signing_powers.filter(unit=unit).exists():
            powers.grant(user=user, unit=unit, up_to=up_to, by=admin, now=now)
    today = timezone.localdate(now)
    for row in plan["absences"]:
        absent, last = town.people[row["absent"]], today + timedelta(days=row["days"])
        if not colliding(absent=absent, starts_on=today, ends_on=last).exists():
            deputy = town.people[row["deputy"]]
            absences.enter(
                absent=absent, deputy=deputy, starts_on=today, ends_on=last, by=absent, now=now
            )


def law_slugs(services: list[Service]) -> list[str]:
    """The portal's names of the statutes the installed packages cite."""
    versions = [service.current_id for service in services if service.current_id]
    return sorted({slug for version in versions for slug in package_of(version).laws})


def read(name: str) -> dict[str, Any]:
    """A file of fixtures/demo/."""
    found: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return found


def _person(row: dict[str, Any], authority: Authority, units: dict[str, Unit]) -> User:
    details = {key: value for key, value in row.items() if key != "roles"}
    user, created = User.objects.get_or_create(
        username=row["username"],
        defaults={
            **details,
            "authority": authority,
            "email": f"{row['username']}@lindenfurt.example",
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
        for role, unit in row["roles"]:
            roles.grant(user=user, role=role, unit=units[unit])
    return user


def _remedy(service: Service, authority: Authority, plan: dict[str, Any]) -> None:
    """After an objection there is the action, against everything else the objection."""
    decides_objections = service.key in OBJECTION_SERVICES
    kind = RemedyRule.Remedy.ACTION if decides_objections else RemedyRule.Remedy.OBJECTION
    words = plan["action"] if decides_objections else plan["objection"]
    seat = {
        "street": authority.street,
        "postal_code": authority.postal_code,
        "city": authority.city,
    }
    RemedyRule.objects.get_or_create(
        service=service,
        valid_from=plan["valid_from"],
        defaults={"remedy": kind, **seat, **words},
    )

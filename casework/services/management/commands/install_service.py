"""Installs a service package for a unit; what is worth knowing of its model is told."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Unit
from casework.services.actions import VersionTaken, install
from casework.services.package import PackageError, model_warnings, read_package


class Command(BaseCommand):
    help = "Install a service package (folder or zip) for a unit of an authority."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="folder or zip file of the package")
        parser.add_argument("authority", help="short name of the authority")
        parser.add_argument("unit", help="short name of the unit that handles the service")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(
            authority__slug=options["authority"], slug=options["unit"]
        ).first()
        if unit is None:
            raise CommandError(_("There is no such unit in this authority."))
        try:
            package = read_package(options["path"])
            version = install(
                source=options["path"],
                authority=unit.authority,
                unit=unit,
                by=None,
                now=timezone.now(),
            )
        except PackageError as error:
            raise CommandError("\n".join(map(str, error.problems))) from error
        except VersionTaken as error:
            raise CommandError(
                _("Version %(version)s is installed with other content; raise its number.")
                % {"version": package.version}
            ) from error
        for warning in model_warnings(package):
            self.stderr.write(str(warning))
        self.stdout.write(_("Installed: %(version)s") % {"version": version})

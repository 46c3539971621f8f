"""`manage.py restore FOLDER`: a backup back into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.backup.errors import BackupError
from casework.backup.restore import migrations_ahead, restore


class Command(BaseCommand):
    help = "Bring a backup back into an empty database; nothing changes if it is damaged or newer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="made by `manage.py backup`")
        parser.add_argument(
            "--replace", default="", metavar="DATABASE", help="throw away what is in this database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = restore(options["folder"].resolve(), replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The state of {made.made_at} is back, with {made.files} files.")
        if ahead := migrations_ahead(made):
            self.stdout.write(f"It lacks {ahead} migrations: run `manage.py migrate`.")
        self.stdout.write("Now run `manage.py audit verify`, before web and workers start.")

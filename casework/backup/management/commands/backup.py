"""`manage.py backup FOLDER`: database, files and seals as they are now."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.backup.errors import BackupError
from casework.backup.take import take


class Command(BaseCommand):
    help = "Back up database, files and seals into a new folder; ends with 1 if files are missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
        parser.add_argument(
            "--with-keys",
            action="store_true",
            help="also the secret keys; then whoever has the backup can seal in your name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = take(
                options["folder"].resolve(), now=timezone.now(), with_keys=options["with_keys"]
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['folder']}: database and {made.files} files")
        for words, names in (("missing from the store", made.missing), ("damaged", made.damaged)):
            for name in names:
                self.stderr.write(f"{words}: {name}")
        if made.missing or made.damaged:
            sys.exit(1)

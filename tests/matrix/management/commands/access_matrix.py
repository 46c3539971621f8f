"""Walks all pages as everybody and writes down who gets what: docs/access.md.

    .venv/bin/python manage.py access_matrix --settings tests.settings --write

Makes a database of its own on the configured server and drops it.
"""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from tests.matrix.page import PAGE, page_of
from tests.matrix.walk import METHODS, Walker
from tests.matrix.world import make_world


class Command(BaseCommand):
    help = "Compare docs/access.md with what the pages answer, or write it."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write docs/access.md")
        parser.add_argument("--keep", action="store_true", help="keep the database for next time")
        parser.add_argument("--only", default="", help="pages whose name begins so, to the screen")

    def handle(self, *args: object, **options: Any) -> None:
        connection.settings_dict["TEST"]["NAME"] = "access_matrix"
        keep = bool(options["keep"])
        name = connection.creation.create_test_db(0, autoclobber=True, keepdb=keep)
        try:
            with TemporaryDirectory() as folder:
                settings.DATA_DIR = Path(folder)
                self._walk(options)
        finally:
            connection.creation.destroy_test_db(name, 0, keepdb=keep)

    def _walk(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            walker = Walker(make_world())
            rows = {
                (page, method): walker.row(page, method)
                for page in walker.pages
                if page.startswith(options["only"])
                for method in METHODS
            }
            transaction.set_rollback(True)
        found = page_of(rows)
        if options["only"]:
            self.stdout.write(found)
        elif options["write"]:
            PAGE.write_text(found, encoding="utf-8")
            self.stdout.write(f"{len(rows)} rows are in {PAGE.name}.")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != found:
            raise CommandError("docs/access.md no longer says what the pages do: --write")

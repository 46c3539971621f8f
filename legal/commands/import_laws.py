"""`law import PATH`: laws from a file, folder, zip or tar of the portal's form."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from legal.commands.report import Report
from legal.commands.search import catch_up
from legal.gii import LawError
from legal.importer import import_files
from legal.sources import law_files

HELP = _("import laws from a file, folder, zip or tar")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path)
    parser.add_argument(
        "--observed-at",
        default="",
        help=_("day (or day and time) the text was seen, YYYY-MM-DD; otherwise now"),
    )
    parser.add_argument(
        "--no-index",
        action="store_true",
        help=_("leave new norms out of the search until `law search --catch-up`"),
    )


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Import and report; exit code 1 when a law was refused."""
    observed_at = _moment(options["observed_at"])
    report = Report(command)
    try:
        for result in import_files(law_files(options["path"]), observed_at, parallel=True):
            if isinstance(result, LawError):
                report.refused(result)
            else:
                report.imported(result)
    except LawError as error:
        raise CommandError(str(error)) from error
    if not options["no_index"]:
        catch_up(command)
    report.close()


def _moment(text: str) -> datetime:
    if not text:
        return timezone.now()
    try:
        moment = parse_datetime(text if len(text) > 10 else f"{text}T00:00")
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(_("“%(text)s” is no date like 2024-12-31.") % {"text": text})
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

"""`law sync`: the laws asked for, or all, from the portal or what LAW_SOURCE names."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from legal.commands.progress import Progress
from legal.commands.report import Report
from legal.download import Unreachable
from legal.portal import Source, source_from
from legal.sync import sync

HELP = _("bring laws up to date from the federal portal")
EXIT_UNREACHABLE = 3


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--slug",
        action="append",
        default=[],
        help=_("a law's folder on the portal, such as vwvfg; may be given several times"),
    )
    parser.add_argument("--all", action="store_true", help=_("all laws of the source"))
    parser.add_argument(
        "--source", default=None, help=_("folder or address; otherwise the setting LAW_SOURCE")
    )


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Fetch, import, report. Exit code 3 when the source cannot be reached, 1 for refused laws."""
    setting = options["source"]
    if setting is None:
        setting = getattr(settings, "LAW_SOURCE", "")
    try:
        source = source_from(setting)
        _sync(command, source, _wanted(source, options))
    except Unreachable as error:
        raise CommandError(
            _("The source of law cannot be reached: %(why)s") % {"why": error},
            returncode=EXIT_UNREACHABLE,
        ) from error


def _wanted(source: Source, options: dict[str, Any]) -> list[str]:
    if options["all"]:
        return source.slugs()
    if not options["slug"]:
        raise CommandError(_("Name the laws with --slug, or ask for --all."))
    return list(dict.fromkeys(options["slug"]))


def _sync(command: BaseCommand, source: Source, slugs: list[str]) -> None:
    report, progress = Report(command), Progress(command, len(slugs))
    for result in sync(source, slugs, timezone.now()):
        if result.error is not None:
            report.refused(result.error)
        elif result.outcome is not None:
            report.imported(result.outcome)
        else:
            report.unchanged()
        progress.step(result.slug)
    progress.close()
    report.close()

"""`law amendments FILE`: enter when norms came into force, with the gazette that says so."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.validity import Fate, apply_amendments
from legal.validity_file import AmendmentsError, read_amendments

HELP = _("enter from a file when norms came into force")
WORDS: dict[Fate, Promise] = {
    Fate.SET: gettext_lazy("entered"),
    Fate.SAME: gettext_lazy("as it was"),
    Fate.NO_STATUTE: gettext_lazy("the law is not imported"),
    Fate.NO_NORM: gettext_lazy("the law has no such norm"),
    Fate.NO_TEXT: gettext_lazy("no text of that time is stored"),
    Fate.REFUSED: gettext_lazy("refused"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help=_("TOML or JSON with a list “amendments”"))
    parser.add_argument("--keeper", default="", help=_("whose by-laws are meant; otherwise none"))


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print a line for each entry; exit code 1 for a broken file or a refused entry."""
    path: Path = options["path"]
    try:
        amendments = read_amendments(path.read_bytes())
    except OSError as error:
        raise CommandError(str(error)) from error
    except AmendmentsError as error:
        raise CommandError(f"{path}: {error}") from error
    refused = 0
    for result in apply_amendments(amendments, options["keeper"]):
        one, why = result.amendment, f" ({result.why})" if result.why else ""
        refused += result.fate == Fate.REFUSED
        words = f"{one.norm} {one.statute} {one.valid_from.isoformat()}: {WORDS[result.fate]}{why}"
        command.stdout.write(words)
    if refused:
        raise CommandError(_("%(number)d entries were refused.") % {"number": refused})

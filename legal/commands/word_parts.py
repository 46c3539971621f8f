"""`law word-parts --out FILE`: the nouns of the imported federal law, for taking compounds apart.

This is how legal/search/parts.tsv is made, from the whole corpus:

    manage.py law import CORPUS
    manage.py law word-parts --out legal/search/parts.tsv
    manage.py law search --rebuild

The same law gives the same file. The index holds the parts of words: it has to be made anew.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from django.utils.translation import gettext as _

from legal.models import NormVersion, Statute
from legal.search.parts import count_nouns, table_of
from legal.versions import GERMANY

HELP = _("make the list of nouns for taking compounds apart from the imported federal law")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help=_("file to write"))


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Write the file; exit code 1 where no law is imported or the file cannot be written."""
    statutes = Statute.objects.filter(kind=Statute.Kind.FEDERAL, keeper="")
    seen = statutes.aggregate(latest=Max("observed_at"))["latest"]
    if seen is None:
        raise CommandError(_("No federal law is imported."))
    nouns = count_nouns(_texts())
    made_from = (
        "Nouns of federal law: form, number of norms that have it. Made by `manage.py law "
        f"word-parts` from {statutes.count()} laws, observed until {_day(seen)}."
    )
    try:
        options["out"].write_text(table_of(nouns, made_from), encoding="utf-8")
    except OSError as error:
        raise CommandError(str(error)) from error
    command.stdout.write(_("%(number)d nouns written.") % {"number": len(nouns)})


def _day(moment: datetime) -> str:
    return moment.astimezone(GERMANY).date().isoformat()


def _texts() -> Iterator[str]:
    """Title and text of every norm of federal law as it is now."""
    current = NormVersion.objects.filter(
        is_current=True, norm__statute__kind=Statute.Kind.FEDERAL, norm__statute__keeper=""
    )
    for title, text in current.values_list("title", "text").iterator():
        yield f"{title}\n{text}"

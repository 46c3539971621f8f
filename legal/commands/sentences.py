"""`law sentences`: paragraphs from standard input, a JSON list of their sentences out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from legal.commands.texts import texts
from legal.sentences import MAX_TEXT, split

HELP = _("split paragraphs from standard input into sentences")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--lines", action="store_true", help=_("each line is a paragraph and gives one line")
    )


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """One JSON list for the whole input, or with --lines one for each line of it."""
    for text in texts(sys.stdin, MAX_TEXT, lines=options["lines"]):
        command.stdout.write(json.dumps(split(text), ensure_ascii=False))

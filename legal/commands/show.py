"""`law show "§ 41 Abs. 2 VwVfG" --on 2024-12-31`: a passage and its version."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from legal.passages import Passage, lookup, official_url
from legal.versions import GERMANY

HELP = _("show a passage and its version")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("citation")
    parser.add_argument("--on", default="", help=_("day, YYYY-MM-DD; otherwise the current text"))
    parser.add_argument("--keeper", default="", help=_("whose by-laws are meant; otherwise none"))


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print the passage; exit code 1 where there is none."""
    citation = options["citation"]
    passage = lookup(citation, _day(options["on"]), options["keeper"])
    if passage is None:
        raise CommandError(_not_found(citation))
    for part in (passage, *passage.also):
        command.stdout.write("\n".join(_lines(part)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(_("“%(text)s” is no date like 2024-12-31.") % {"text": text}) from error


def _not_found(citation: str) -> str:
    page = official_url(citation)
    text = _("“%(citation)s” is not in the imported law.") % {"citation": citation}
    return f"{text} {page}" if page else text


def _lines(passage: Passage) -> list[str]:
    lines = [f"{passage.norm_enbez} {passage.norm_title} ({passage.statute_name})"]
    if passage.missing:
        lines.append(
            _("This version has no %(parts)s; the nearest part follows.")
            % {"parts": ", ".join(passage.missing)}
        )
    lines += ["", passage.excerpt_text, "", _state(passage), passage.official_url, ""]
    return lines


def _state(passage: Passage) -> str:
    stand = f"Stand: {passage.stand}. " if passage.stand else ""
    if passage.valid_from:
        return stand + _("In force from %(day)s (%(source)s).") % {
            "day": passage.valid_from.isoformat(),
            "source": passage.valid_source,
        }
    return stand + _("Text observed on %(day)s; the day it came into force is not recorded.") % {
        "day": passage.observed_at.astimezone(GERMANY).date().isoformat()
    }

"""`law cite`: a text from standard input, the citations of law in it out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from legal.citations import MAX_TEXT, Citation, Found, find, format, parse
from legal.commands.texts import texts

HELP = _("find citations of law in a text from standard input")
_KEYS = ("absatz", "satz", "halbsatz", "nummer", "buchstabe")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help=_("one JSON object for each citation, one a line")
    )
    parser.add_argument(
        "--lines",
        action="store_true",
        help=_("each input line is a text of its own and gives one line with a JSON list"),
    )
    parser.add_argument(
        "--full", action="store_true", help=_("targets with kind, steps, range and edition too")
    )
    parser.add_argument(
        "--context", metavar="CITATION", help=_("the norm that the text is taken from")
    )


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Offsets count characters of the text; in --lines those of the line without its end."""
    context = _context(options["context"])
    for text in texts(sys.stdin, MAX_TEXT, lines=options["lines"]):
        found = find(text, context)
        if options["lines"]:
            _write(command, [as_dict(one, options["full"]) for one in found])
            continue
        for one in found:
            if options["json"]:
                _write(command, as_dict(one, options["full"]))
            else:
                command.stdout.write(f"{one.start}-{one.end}\t{format(one.targets)}")


def as_dict(found: Found, full: bool = False) -> dict[str, Any]:
    """A found citation as plain data; targets have the documented keys, with full all we know."""
    targets = [_target(target) | (_more(target) if full else {}) for target in found.targets]
    return {"start": found.start, "end": found.end, "text": found.text, "targets": targets}


def _target(target: Citation) -> dict[str, str | None]:
    """An Anlage keeps its word in the norm, so that it is no § of that number."""
    kind = "" if target.kind in ("§", "Art.") else target.kind
    part = f"{target.part} {target.kind}" if target.part else kind
    norm = f"{part} {target.norm}".strip()
    return {"law": target.law, "norm": norm or None} | {key: getattr(target, key) for key in _KEYS}


def _more(target: Citation) -> dict[str, Any]:
    return {
        "kind": target.kind,
        "doppelbuchstabe": target.doppelbuchstabe,
        "steps": [[step.level, step.value] for step in target.steps],
        "following": target.following,
        "until": target.until,
        "edition": target.edition,
        "conjoined": target.conjoined,
    }


def _context(text: str | None) -> Citation | None:
    if not text:
        return None
    citations = parse(text)
    if len(citations) != 1:
        raise CommandError(_("“{text}” is not one citation.").format(text=text))
    return citations[0]


def _write(command: BaseCommand, data: object) -> None:
    command.stdout.write(json.dumps(data, ensure_ascii=False))

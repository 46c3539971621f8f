"""`manage.py deadline`: until when, and why. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Protocol

from django.core.management.base import BaseCommand, CommandError

from legal.deadlines.answer import RULES, answer, as_json, as_text
from legal.deadlines.fictions import FICTION_KEYS
from legal.deadlines.laws import COURTS, REGIMES
from legal.deadlines.records import DeadlineError
from legal.deadlines.request import request_from
from legal.deadlines.words import LAENDER

VALUES = {
    "event": "day of the event: posting, provision, retrieval, service … (YYYY-MM-DD)",
    "period": "length: 10d, 2w, 1m, 1y",
    "received": "proven day of actual receipt; a later one prevails (YYYY-MM-DD)",
    "fiction-days": "days of the fiction in a Land's own act, if they differ",
    "fiction-norm": "the norm of that act",
    "missed": "reinstatement: end of the missed period (YYYY-MM-DD)",
    "granted": "extension: day on which it is granted (YYYY-MM-DD)",
    "extension": "permit: length of the one extension",
}
CHOICES = {
    "fiction": (FICTION_KEYS, "how the act is notified"),
    "regime": (tuple(REGIMES), "procedure law"),
    "land": (tuple(LAENDER), "Land of the authority or court"),
    "place": (("catholic", "augsburg"), "municipality with holidays of its own"),
    "rule": (tuple(RULES), "a named period instead of the general computation"),
    "court": (tuple(COURTS), "procedure of the remedy"),
    "kind": (("application", "objection"), "inactivity: what is pending"),
}
FLAGS = {
    "no-shift": "keep an end on a Saturday, Sunday or holiday",
    "beginning": "the day of the event counts (§ 187 II BGB)",
    "backwards": "count back from the event",
    "not-informed": "the remedy information is missing or wrong (one year)",
    "abroad": "notified abroad (social courts: three months)",
    "pointed-to-rule": "fixed-day: the letter pointed to § 31 III 2 VwVfG",
}


class Writer(Protocol):
    """Where lines go: a file, or Django's wrapper of one."""

    def write(self, msg: str, /) -> object: ...


class Command(BaseCommand):
    """Compute a deadline of German administrative law with its reasons."""

    help = "Computes a deadline and explains it in German sentences with their norms."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, text in VALUES.items():
            parser.add_argument(f"--{name}", help=text)
        for name, (choices, text) in CHOICES.items():
            parser.add_argument(f"--{name}", choices=choices, help=text)
        for name, text in FLAGS.items():
            parser.add_argument(f"--{name}", action="store_true", help=text)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--lines",
            action="store_true",
            help="read one JSON object of these names per line from stdin, print one result each",
        )

    def handle(self, *args: object, **options: object) -> None:
        if options["lines"]:
            failed = answer_lines(sys.stdin, self.stdout)
            if failed:
                raise CommandError(f"{failed} Zeile(n) nicht zu beantworten (siehe „error“).")
            return
        asked = {
            name: options[name.replace("-", "_")]
            for name in (*VALUES, *CHOICES, *FLAGS)
            if options[name.replace("-", "_")] not in (None, False)
        }
        try:
            deadline = answer(request_from(asked))
        except DeadlineError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(deadline), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(deadline))


def answer_lines(source: Iterable[str], target: Writer) -> int:
    """Answer JSON lines one by one (empty ones are skipped); the number of those that failed.

    A line's `id` comes back with its result; a line that cannot be answered gives `error`.
    """
    failed = 0
    for line in source:
        if not line.strip():
            continue
        result, right = _answer_line(line)
        failed += not right
        target.write(json.dumps(result, ensure_ascii=False) + "\n")
    return failed


def _answer_line(line: str) -> tuple[dict[str, object], bool]:
    result: dict[str, object] = {}
    try:
        values = json.loads(line)
        if not isinstance(values, dict):
            raise DeadlineError("Jede Zeile muss ein JSON-Objekt sein.")
        if "id" in values:
            result["id"] = values["id"]
        return result | as_json(answer(request_from(values))), True
    except json.JSONDecodeError as error:
        return {"error": f"Die Zeile ist kein JSON: {error}"}, False
    except DeadlineError as error:
        return result | {"error": str(error)}, False

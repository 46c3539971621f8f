"""`manage.py audit`: is the log whole? Verify it, seal it, export it."""

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.access.models import Authority
from casework.audit.bundle import write_bundle
from casework.audit.models import Link
from casework.audit.sealing import seal_all
from casework.audit.verification import Verdict, verify


class Command(BaseCommand):
    help = "Verifies, seals or exports the audit log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="do", required=True)
        check = acts.add_parser("verify", help="check the chain; ends with 1 where it is broken")
        check.add_argument("--authority", help="short name; by default every chain")
        check.add_argument("--from", dest="first", type=int, default=1, help="first link")
        check.add_argument("--to", dest="last", type=int, help="last link")
        check.add_argument("--json", action="store_true")
        acts.add_parser("seal", help="seal every chain that grew")
        export = acts.add_parser("export", help="write a bundle that verifies offline")
        export.add_argument("authority", help="short name, or - for entries of no authority")
        export.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        {"verify": self._verify, "seal": self._seal, "export": self._export}[options["do"]](options)

    def _verify(self, options: dict[str, Any]) -> None:
        broken = False
        for chain, name in _chains(options["authority"]):
            start = time.perf_counter()
            verdict = verify(chain, options["first"], options["last"])
            seconds = time.perf_counter() - start
            broken |= not verdict.is_whole
            self.stdout.write(
                _json(verdict, name, seconds) if options["json"] else _text(verdict, name, seconds)
            )
        if broken:
            sys.exit(1)

    def _seal(self, options: dict[str, Any]) -> None:
        for seal in seal_all(timezone.now()):
            self.stdout.write(f"chain {seal.chain}: sealed up to link {seal.number}")

    def _export(self, options: dict[str, Any]) -> None:
        ((chain, _name),) = _chains(options["authority"])
        with options["file"].open("wb") as file:
            entries = write_bundle(file, chain, timezone.now())
        self.stdout.write(f"{entries} entries written to {options['file']}")


def _chains(slug: str | None) -> list[tuple[int, str]]:
    """Number and name of the chains asked for."""
    if slug == "-":
        return [(0, "-")]
    if slug:
        found = Authority.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no authority {slug}.")
        return [(found.pk, slug)]
    names = dict(Authority.objects.values_list("pk", "slug"))
    chains = Link.objects.order_by("chain").values_list("chain", flat=True).distinct()
    return [(chain, names.get(chain, "-")) for chain in sorted({*chains, *names, 0})]


def _json(verdict: Verdict, name: str, seconds: float) -> str:
    found = {
        "authority": name,
        "ok": verdict.is_whole,
        **asdict(verdict),
        "stamped_until": verdict.stamped_until and verdict.stamped_until.isoformat(),
        "seconds": round(seconds, 3),
    }
    return json.dumps(found)


def _text(verdict: Verdict, name: str, seconds: float) -> str:
    if verdict.fault:
        fault = verdict.fault
        return f"{name}: BROKEN at link {fault.number}, entry {fault.entry}: {fault.why}"
    return f"{name}: whole; {verdict.entries} entries, {verdict.seals} seals, {seconds:.1f} s"

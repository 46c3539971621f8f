"""Fill an empty database with a large office, for measuring and for trying out."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from casework.audit import chain
from casework.cases.models import Case
from casework.demo import letter_style, town
from casework.demo.large import dice, filling, moulds, office
from casework.demo.large.templates import template_of


class Command(BaseCommand):
    help = (
        "Fill an empty database with a large invented office: 200 units, about 1,000 people, cases "
        "of six years (5 to 8 percent open) with parties, documents, steps, letters and mail. "
        "Every copy's letter is one small page; without --log the log has no entries about the "
        "copies. The same --seed gives the same office."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=100_000)
        parser.add_argument("--units", type=int, default=200)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--log", action="store_true", help="also the acts in the log, linked into the chain"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        console, begun, now = Console(), time.monotonic(), timezone.now()
        call_command("migrate", verbosity=0, interactive=False)
        if Case.objects.exists():
            raise CommandError(
                "There are cases in this database; nothing was changed. Name an empty one with "
                "DATABASE_URL, or an empty folder with SACHSTAND_DATA."
            )
        with console.status("Town, units and people …"):
            place = town.build()
            letter_style.enter(place, now)
            town.settle_signatures(place, now)
            services = town.install_services(place, now)
            teams = office.enlarge(place, options["units"], options["seed"])
        with _progress(console) as progress:
            templates = self._moulds(progress, place, services, now, options)
            count = max(0, options["cases"] - len(templates))
            task = progress.add_task("Cases", total=count)
            copies = dice.thrown(templates, teams, town.read("people.json"), count, options["seed"])
            filling.fill(copies, lambda number: progress.advance(task, number))
        if options["log"]:
            with console.status("Chaining the log …"):
                chain.extend()
        with console.status("Statistics for the planner …"), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        minutes = (time.monotonic() - begun) / 60
        console.print(
            f"{Case.objects.count()} cases, {Case.objects.open().count()} open, "
            f"{len(teams)} working units; {minutes:.1f} minutes. "
            f"Sign in as work0013, lead0001 or demir, password {town.PASSWORD}"
        )

    def _moulds(
        self, progress: Progress, place: Any, services: Any, now: Any, options: Any
    ) -> list[Any]:
        plan = moulds.planned(services, now)
        task = progress.add_task("Moulds, through the product itself", total=len(plan))
        made = moulds.make(plan, place, now, lambda: progress.advance(task))
        return [template_of(one.case, one.weight, now, log=options["log"]) for one in made]


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )

"""Set up the demo and run it until Ctrl-C: database, town, services, law, applications, servers."""

import os
import signal
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import track
from rich.table import Table

from casework.demo import bylaws, desk_order, letter_style, loading, mail, servers, town, tracks
from casework.services.models import Service


class Command(BaseCommand):
    help = "Set up the demo (invented town, its services, about 200 applications) and run it."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-wait", action="store_true", help="end once everything is loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        console, port = Console(), options["port"]
        for number in (signal.SIGTERM, signal.SIGINT):  # a shell may have had SIGINT ignored
            signal.signal(number, signal.default_int_handler)
        try:
            servers.require_free(port)
            self._run(console, port, wait=not options["no_wait"])
        except RuntimeError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            console.print("\nStopped.")

    def _run(self, console: Console, port: int, *, wait: bool) -> None:
        now = timezone.now()
        with console.status("Database …"):
            call_command("migrate", verbosity=0, interactive=False)
            place = town.build()
        with console.status("Signatures …"):
            town.settle_signatures(place, now)
            letter_style.enter(place, now)
        with console.status("By-laws …"):
            bylaws.enter(place, now)
        with console.status("Services …"):
            services = town.install_services(place, now)
        self._law(console, services)
        with servers.running(port) as processes:
            servers.wait_until_up(port, processes)
            self._load(console, services, place, port)
            self._show(console, place, port)
            while wait and all(process.poll() is None for process in processes):
                time.sleep(0.5)
            if wait:
                raise RuntimeError("The web server or the worker ended by itself; see above why.")

    def _law(self, console: Console, services: list[Service]) -> None:
        slugs = town.law_slugs(services)
        console.print(f"Law: {len(slugs)} statutes")
        arguments = [part for slug in slugs for part in ("--slug", slug)]
        try:
            call_command("law", "sync", *arguments)
        except CommandError as error:
            console.print(
                f"[yellow]{error}\nWhere the official text of the law is missing, the pages show "
                "the citation, our own guidance and a link. Set LAW_SOURCE to a folder of XML "
                "files, or run `manage.py law sync` later.[/]"
            )

    def _load(self, console: Console, services: list[Service], place: town.Town, port: int) -> None:
        if loading.is_loaded(services):
            return
        now = timezone.now()
        plan = loading.planned(services, now)
        steps = iter(track(plan, description="Applications", console=console))
        next(steps, None)
        loading.load(plan, place, port, now, lambda: next(steps, None))
        loading.deliver_misfits(place, port)
        with console.status("Mail …"):
            mail.send_out(now)
            mail.come_back(now)
        with console.status("Objections and reviews …"):
            tracks.run(place, now)
            mail.send_out(now)
        desk_order.keep(place, now)
        loading.mark_loaded(services)

    def _show(self, console: Console, place: town.Town, port: int) -> None:
        table = Table()
        for heading in ("sign-in name", "person", "function"):
            table.add_column(heading)
        for person in place.people.values():
            table.add_row(person.username, str(person), person.function)
        console.print(table)
        console.print(f"Password of all: [bold]{town.PASSWORD}[/]")
        console.print(f"Sachstand runs at [bold]http://localhost:{port}/[/]   (Ctrl-C stops it)")

"""Makes a token for a sender of submissions and prints it once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casework.access.models import Authority
from casework.intake.tokens import create_token


class Command(BaseCommand):
    help = "Make a token with which a sender (a portal) may deliver submissions to an authority."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("authority", help="short name of the authority")
        parser.add_argument("name", help="name of the sender, as it is shown at its submissions")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.filter(slug=options["authority"]).first()
        if authority is None:
            raise CommandError(f"There is no authority with the short name {options['authority']}.")
        token = create_token(authority=authority, name=options["name"], now=timezone.now())
        self.stdout.write(token)

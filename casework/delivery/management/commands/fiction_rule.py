"""Enters an authority's own fiction of notification, where its Land's act has other days."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from casework.access.models import Authority
from casework.audit.log import acting
from casework.delivery.models import FictionRule
from casework.services.models import Regime


class Command(BaseCommand):
    help = "Enter after how many days letters count as notified under a Land's own procedure act."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("authority", help="short name of the authority")
        parser.add_argument("regime", choices=Regime.values, help="procedure law of the services")
        parser.add_argument("way", choices=FictionRule.Way.values)
        parser.add_argument("days", type=int)
        parser.add_argument("norm", help='as it shall stand in explanations: "§ 41 LVwVfG"')
        parser.add_argument("valid_from", type=date.fromisoformat)
        parser.add_argument("source", help="where the rule is from")
        parser.add_argument("--valid-to", type=date.fromisoformat)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.filter(slug=options["authority"]).first()
        if authority is None:
            raise CommandError(f"There is no authority with the short name {options['authority']}.")
        names = ("regime", "way", "days", "norm", "valid_from", "valid_to", "source")
        rule = FictionRule(authority=authority, **{name: options[name] for name in names})
        try:
            rule.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        with acting(by=None, act="fiction.enter", subject=authority, authority_id=authority.pk):
            rule.save()
        self.stdout.write(str(rule))

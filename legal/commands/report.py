"""What `law import` and `law sync` print: a line for each law that changed or was refused."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.gii import LawError
from legal.norm_writer import Outcome


class Report:
    """Collects outcomes, prints those worth a line, and the sum at the end."""

    def __init__(self, command: BaseCommand) -> None:
        self.command = command
        self.read = self.touched = self.failed = 0

    def imported(self, outcome: Outcome) -> None:
        self.read += 1
        if outcome.touched:
            self.touched += 1
            self.command.stdout.write(
                _(
                    "%(slug)s: %(new)d new, %(changed)d changed, %(vanished)d vanished, "
                    "%(refreshed)d with other notes or structure"
                )
                % {
                    "slug": outcome.slug,
                    "new": outcome.new + outcome.returned,
                    "changed": outcome.changed,
                    "vanished": outcome.vanished,
                    "refreshed": outcome.refreshed,
                }
            )

    def unchanged(self) -> None:
        self.read += 1

    def refused(self, error: LawError) -> None:
        self.failed += 1
        self.command.stderr.write(self.command.style.ERROR(str(error)))

    def close(self) -> None:
        """Print the sum. Raises CommandError (exit code 1) when a law was refused."""
        self.command.stdout.write(
            ngettext("%(read)d law read", "%(read)d laws read", self.read) % {"read": self.read}
            + _(", %(touched)d written.") % {"touched": self.touched}
        )
        if self.failed:
            raise CommandError(
                ngettext("%d law was refused.", "%d laws were refused.", self.failed) % self.failed
            )

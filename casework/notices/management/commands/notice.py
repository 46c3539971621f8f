"""`manage.py notice verify NUMBER`: is a letter still what was issued, and is its seal good?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from casework.notices.checking import Checked, check_notice
from casework.notices.models import Notice


class Command(BaseCommand):
    """Verify issued letters."""

    help = "Verify an issued letter and its seal; exit code 1 if something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Arguments after `notice`."""
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help="is it what was issued, and is the seal good?")
        verify.add_argument("number", help="number of the letter, such as BPA-2026-00001/1")
        verify.add_argument("--file", type=Path, help="a PDF to compare with what was issued")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was seen. Raises CommandError for an unknown number or a bad letter."""
        notice = Notice.objects.filter(number=options["number"]).first()
        if notice is None:
            raise CommandError(f"There is no letter with the number {options['number']}.")
        path: Path | None = options["file"]
        try:
            checked = check_notice(notice, path.read_bytes() if path else None)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        with translation.override("de"):
            for line in lines(notice, checked):
                self.stdout.write(line)
        if not checked.fine:
            raise CommandError("Something is wrong with this letter.", returncode=1)


def lines(notice: Notice, checked: Checked) -> list[str]:
    """What was seen, a sentence a line."""
    found = [f"{notice.number}: {notice.subject}"]
    found.append(_("The PDF is the one that was issued.") if checked.unchanged else checked.trouble)
    seal = checked.seal
    if seal is None:
        return [*found, _("The letter was issued without a seal.")]
    if seal.sealed:
        found.append(_("Sealed by: %(who)s") % {"who": seal.signer})
        found.append(_("Certificate issued by: %(who)s") % {"who": seal.issuer})
    moment = seal.stamped_at or seal.claimed_at
    if moment:
        local = formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
        stamped = _("by a time-stamping service") if seal.stamped_at else _("as the seal says")
        found.append(_("Sealed on: %(when)s, %(source)s") % {"when": local, "source": stamped})
    if seal.intact:
        found.append(_("The seal is intact: nothing was changed since."))
    if seal.trusted:
        found.append(_("The certificate of the seal is trusted."))
    if seal.sealed and not seal.qualified:
        found.append(_("The certificate is not one for qualified seals."))
    return [*found, *seal.problems]

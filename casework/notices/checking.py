"""Is an issued letter still what was issued, and is its seal good?"""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.decisions.models import Decision
from casework.notices import sealing
from casework.notices.models import Notice


@dataclass(frozen=True)
class Checked:
    """What was seen of a letter; `seal` is None where it was to go out without one."""

    unchanged: bool
    seal: sealing.Report | None

    @property
    def fine(self) -> bool:
        """Whether the bytes are those that were issued and the seal, if any, is intact."""
        return self.unchanged and (self.seal is None or self.seal.intact)

    @property
    def trouble(self) -> str:
        """Why the bytes are not those that were issued; empty if they are."""
        return "" if self.unchanged else _("The PDF is not the one that was issued.")


def check_notice(notice: Notice, pdf: bytes | None = None) -> Checked:
    """Check the stored PDF of a letter, or one that somebody holds to be it.

    The certificate must have been valid on the day the letter was issued.
    """
    content = bytes(notice.pdf) if pdf is None else pdf
    unchanged = hashlib.sha256(content).hexdigest() == notice.pdf_sha256
    due = notice.facts["signature"]["form"] == Decision.SignatureForm.SEAL
    if not due:
        return Checked(unchanged, None)
    roots = sealing.trusted_roots()
    return Checked(unchanged, sealing.verify(content, at=notice.issued_at, roots=roots))

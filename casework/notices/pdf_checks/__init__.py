"""Our own strict checks of a finished letter: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

They look at the file as any reader would, with pikepdf, and know nothing of how it was made.
What they do not see: whether texts are true to the pictures they replace, whether colours have
enough contrast, and rarely used corners of the standards (optional content, sound, 3D, forms).
"""

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf

from casework.notices.pdf_checks.archive import ARCHIVE_CHECKS
from casework.notices.pdf_checks.content import CONTENT_CHECKS
from casework.notices.pdf_checks.fonts import FONT_CHECKS
from casework.notices.pdf_checks.structure import STRUCTURE_CHECKS

Check = Callable[[pikepdf.Pdf], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    *ARCHIVE_CHECKS,
    *FONT_CHECKS,
    *STRUCTURE_CHECKS,
    *CONTENT_CHECKS,
)


def check_pdf(content: bytes) -> list[str]:
    """Return what a PDF lacks to be PDF/A-3a and PDF/UA-1, as ``check: problem``; empty if fine."""
    if not content.startswith(b"%PDF-1.7\n%") or min(content[10:14]) < 0x80:
        return ["header: must be %PDF-1.7 and a comment of four bytes above 127 (6.1.2)"]
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            f"{check.__name__}: {problem}" for check in CHECKS for problem in _findings(check, pdf)
        ]


def _findings(check: Check, pdf: pikepdf.Pdf) -> list[str]:
    """Run one check; a file so broken that the check stumbles is a finding too."""
    try:
        return list(check(pdf))
    except (LookupError, AttributeError, TypeError, ValueError, pikepdf.PdfError) as error:
        return [f"cannot be checked: {error}"]

"""Puts the seal into the empty field of a letter (casework.notices.rendering.seal_field)."""

import hashlib
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError

from casework.access.models import Authority
from casework.notices.rendering import Rendered
from casework.notices.rendering.seal_field import FIELD
from casework.notices.sealing.apart import apart
from casework.notices.sealing.certificate import SealError, load


class _Addition(IncrementalPdfFileWriter):
    """An incremental update that leaves title and dates of the letter as they are.

    pyHanko would rewrite XMP and document information so that they disagree, which PDF/A forbids
    (ISO 19005-3, 6.6.3); the moment of sealing stands in the seal.
    """

    def _update_meta(self) -> None:
        pass


def sealed(rendered: Rendered, authority: Authority, *, at: datetime) -> Rendered:
    """The letter with the authority's seal on it; nobody can change it unseen any more.

    Raises SealError where there is no usable seal or the time-stamping service does not answer.
    """
    pdf = seal_pdf(rendered.pdf, load(authority.slug, at=at), authority, time_stamper())
    return replace(rendered, pdf=pdf, pdf_sha256=hashlib.sha256(pdf).hexdigest())


def seal_pdf(
    pdf: bytes, signer: SimpleSigner, authority: Authority, stamper: TimeStamper | None = None
) -> bytes:
    """The PDF with a PAdES seal: B-B, with a `stamper` B-T. Later changes are not permitted."""
    meaning = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=authority.name,
        location=authority.city,
    )
    writer = _Addition(BytesIO(pdf))
    try:
        pdf_signer = PdfSigner(meaning, signer=signer, timestamper=stamper)
        output = apart(lambda: pdf_signer.sign_pdf(writer, existing_fields_only=True))
    except (TimestampRequestError, OSError) as error:
        raise SealError(
            _("The time-stamping service does not answer; nothing was issued.")
        ) from error
    content: bytes = output.getvalue()
    return content


def time_stamper() -> TimeStamper | None:
    """The time-stamping service of the installation (RFC 3161), if one is set."""
    address = settings.TIMESTAMP_URL
    return HTTPTimeStamper(address, timeout=10) if address else None

"""Looks at the seal of a PDF: who sealed, when, and whether anything was changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from casework.notices.rendering.seal_field import FIELD
from casework.notices.sealing.apart import apart
from casework.notices.sealing.certificate import USAGES

_FOR_SEALS = KeyUsageConstraints(key_usage=USAGES, match_all_key_usages=False)


@dataclass(frozen=True)
class Report:
    """What was seen. `problems` are sentences; without one the seal is intact.

    `trusted` says whether the certificate leads to one the installation trusts; whether it was
    revoked is not looked up. `qualified` is what the certificate says of itself.
    """

    sealed: bool = False
    intact: bool = False
    trusted: bool = False
    qualified: bool = False
    signer: str = ""
    issuer: str = ""
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether the seal is there, intact and trusted."""
        return self.sealed and self.intact and self.trusted


def verify(pdf: bytes, *, at: datetime, roots: Sequence[Any] = ()) -> Report:
    """The report on a PDF's seal; `at` is the moment for which the certificate must be valid.

    A time stamp by a trusted service prevails over `at`. Never raises for what is in the PDF.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        found = [one for one in reader.embedded_regular_signatures if one.field_name == FIELD]
        if not found:
            return Report(problems=[_("The document has no seal.")])
        status, stamped_at = _seen(found[0], at, roots)
    # What a damaged file makes a reader stumble over is open-ended; each such file is not intact.
    except Exception as error:  # noqa: BLE001
        damaged = _("The document is damaged and cannot be checked (%(what)s).")
        return Report(problems=[damaged % {"what": type(error).__name__}])
    return _report(status, stamped_at, known=bool(roots))


def trusted_roots() -> list[Any]:
    """The certificates in the folder `trust` beside the seals (PEM or DER)."""
    files = sorted(Path(settings.SEALS, "trust").glob("*"))
    return [
        one
        for path in files
        if path.is_file()
        for one in load_certs_from_pemder_data(path.read_bytes())
    ]


def _seen(
    seal: EmbeddedPdfSignature, at: datetime, roots: Sequence[Any]
) -> tuple[PdfSignatureStatus, datetime | None]:
    """The validation, and the moment of a sound time stamp; a trusted one decides for when."""
    status = _status(seal, at, roots)
    stamp = status.timestamp_validity
    stamped_at = stamp.timestamp if stamp and stamp.valid and stamp.intact else None
    if stamp and stamp.trusted and stamped_at:
        status = _status(seal, stamped_at, roots)
    return status, stamped_at


def _report(status: PdfSignatureStatus, stamped_at: datetime | None, *, known: bool) -> Report:
    certificate: Any = status.signing_cert
    intact = status.intact and status.valid and _whole(status)
    return Report(
        sealed=True,
        intact=intact,
        trusted=intact and status.trusted,
        qualified=_qualified(certificate),
        signer=_named(certificate.subject),
        issuer=_named(certificate.issuer),
        claimed_at=status.signer_reported_dt,
        stamped_at=stamped_at,
        problems=list(_problems(status, known)),
    )


def _named(name: Any) -> str:
    """A certificate's owner as people call them: name, organisation, country."""
    parts = name.native
    found = [parts.get(key) for key in ("common_name", "organization_name", "country_name")]
    return ", ".join(dict.fromkeys(str(part) for part in found if part))


def _status(seal: EmbeddedPdfSignature, at: datetime, roots: Sequence[Any]) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=list(roots), moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    stamps = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    return apart(
        lambda: validate_pdf_signature(
            seal,
            signer_validation_context=context,
            ts_validation_context=stamps,
            key_usage_settings=_FOR_SEALS,
        )
    )


def _whole(status: PdfSignatureStatus) -> bool:
    """Whether the seal covers the whole file as it is now."""
    return bool(status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


def _problems(status: PdfSignatureStatus, known: bool) -> Iterator[str]:
    if not (status.intact and status.valid):
        yield _("The content was changed after sealing, or the seal itself was.")
    elif not _whole(status):
        yield _("Something was added to the document after sealing.")
    elif not status.trusted and not known:
        yield _("No certificate is trusted here, so it is not known whether the seal is genuine.")
    elif not status.trusted:
        yield _("The certificate of the seal is not trusted here.")


def _qualified(certificate: Any) -> bool:
    """Whether the certificate calls itself one for qualified electronic seals (ETSI EN 319 412-5).

    Who issues such certificates is on the trusted lists of the Union, which are not looked up.
    """
    try:
        statements = {one["statement_id"].native: one for one in get_qc_statements(certificate)}
    except ValueError:
        return False
    kinds = statements.get("qc_type")
    sealing = kinds is not None and "qct_eseal" in [kind.native for kind in kinds["statement_info"]]
    return "qc_compliance" in statements and sealing

"""Opens the seal of an authority: `<short name>.p12` and `<short name>.password` in one folder."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from pyhanko.sign.signers import SimpleSigner

from casework.cases.errors import InvalidData

USAGES = {"digital_signature", "non_repudiation"}  # one of them a seal's key must be allowed for


class SealError(InvalidData):
    """The letter cannot be sealed; the message says what an administrator must do."""

    def __init__(self, message: str) -> None:
        super().__init__({"signature_form": message})


def load(slug: str, *, at: datetime) -> SimpleSigner:
    """The seal of the authority with this short name, fit for use at this moment.

    Raises SealError: there is none, its password is wrong, its certificate is not valid at `at`
    or not made for signing.
    """
    folder = Path(settings.SEALS)
    try:
        archive = (folder / f"{slug}.p12").read_bytes()
        password = (folder / f"{slug}.password").read_text(encoding="utf-8").strip("\r\n")
    except OSError as error:
        name = Path(str(error.filename)).name
        raise SealError(
            _(
                "This authority has no seal: %(name)s cannot be read. An administrator can set it "
                "up; until then choose another form of signature."
            )
            % {"name": name}
        ) from error
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(archive, [], password.encode())
    except (ValueError, AttributeError) as error:
        raise SealError(
            _("The seal cannot be opened: %(name)s is damaged, or its password is wrong.")
            % {"name": f"{slug}.p12"}
        ) from error
    if signer.signing_cert is None:
        raise SealError(_("%(name)s holds no certificate.") % {"name": f"{slug}.p12"})
    _require_fit(signer.signing_cert, at)
    return signer


def _require_fit(certificate: Any, at: datetime) -> None:
    if at > certificate.not_valid_after:
        raise SealError(
            _("The certificate of the seal expired on %(day)s; nothing was issued.")
            % {"day": _day(certificate.not_valid_after)}
        )
    if at < certificate.not_valid_before:
        raise SealError(
            _("The certificate of the seal is valid only from %(day)s; nothing was issued.")
            % {"day": _day(certificate.not_valid_before)}
        )
    usage = certificate.key_usage_value
    if usage is not None and not USAGES & set(usage.native):
        raise SealError(_("The certificate of the seal is not made for signing documents."))


def _day(moment: datetime) -> str:
    return str(formats.date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT"))

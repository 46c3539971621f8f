"""Time stamps after RFC 3161: somebody else's word for when a seal existed."""

import logging
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request

from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from outbound import Refused, TooLarge, opener, read

SECONDS = 10
MOST = 64 * 1024  # bytes of an answer; real ones have about five thousand

logger = logging.getLogger(__name__)


class BadStamp(ValueError):
    """The time stamp is not one over this text by a service we trust; the message says why."""


def stamp(text: bytes) -> bytes | None:
    """The service's answer over `text` (DER), or None: no service is configured, or it failed.

    A seal without a time stamp is better than none; a failure is logged and the next seal asks
    again. An answer that does not verify is refused here, not found out years later.
    """
    if not settings.TIMESTAMP_URL:
        return None
    query = TimestampRequestBuilder(text, HashAlgorithm.SHA512).build()
    request = Request(  # noqa: S310 - the administrator's own address
        settings.TIMESTAMP_URL,
        data=query.as_bytes(),
        headers={"Content-Type": "application/timestamp-query", "User-Agent": "Sachstand"},
    )
    try:
        with opener(settings.INSIDE_HOSTS).open(request, timeout=SECONDS) as answer:
            token = read(answer, most=MOST, seconds=SECONDS)
        stamped_at(text, token, nonce=query.nonce)
    except (OSError, HTTPException, Refused, TooLarge, BadStamp) as error:
        logger.warning("no time stamp for a seal of the log: %s", error)
        return None
    return token


def stamped_at(text: bytes, token: bytes, *, nonce: int | None = None) -> datetime:
    """When the service saw `text`. BadStamp unless the token is over it and by a trusted service.

    Trusted is what TIMESTAMP_ROOTS (a PEM file) holds.
    """
    try:
        roots = load_pem_x509_certificates(Path(settings.TIMESTAMP_ROOTS).read_bytes())
        answer = decode_timestamp_response(token)
        builder = VerifierBuilder(nonce=nonce)
        for root in roots:
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(answer, text)
    except (OSError, ValueError, VerificationError) as error:
        raise BadStamp(str(error)) from error
    moment: datetime = answer.tst_info.gen_time
    return moment

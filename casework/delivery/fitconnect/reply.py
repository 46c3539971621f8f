"""A letter as a reply: metadata, data and the PDF, each encrypted for the online service."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.delivery.fitconnect.channel import ReplyChannel
from casework.delivery.fitconnect.jose import encrypt, tag_of
from casework.notices.models import Notice

METADATA = "https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json"
OWN_DATA = "urn:sachstand:reply:1"  # where the application names no standard for replies
PDF, JSON = "application/pdf", "application/json"


@dataclass(frozen=True)
class Reply:
    """The encrypted parts, and the tags by which events name exactly these."""

    metadata: str
    data: str
    attachments: Mapping[str, str]

    @property
    def tags(self) -> dict[str, Any]:
        """The authentication tags as events carry them."""
        return {
            "metadata": tag_of(self.metadata),
            "data": tag_of(self.data),
            "attachments": {one: tag_of(jwe) for one, jwe in self.attachments.items()},
        }


def attachment_id(notice: Notice) -> str:
    """The id of the letter's PDF: always the same for the same letter."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sachstand:notice:{notice.pdf_sha256}"))


def build(notice: Notice, channel: ReplyChannel) -> Reply:
    """Encrypt a letter for the reply channel. JoseError where its key cannot be used.

    The data is a small JSON of our own: which letter it is. That it fits the standard the online
    service named is not claimed.
    """
    key = channel.key or {}
    data = _json(
        {
            "noticeNumber": notice.number,
            "fileNumber": notice.case.file_number,
            "subject": notice.subject,
            "issuedOn": notice.facts["letter"]["date"],
            "attachmentId": attachment_id(notice),
        }
    )
    pdf = bytes(notice.pdf)
    metadata = _json(_metadata(notice, channel, data, pdf))
    return Reply(
        metadata=encrypt(metadata, key, JSON),
        data=encrypt(data, key, JSON),
        attachments={attachment_id(notice): encrypt(pdf, key, PDF)},
    )


def _metadata(notice: Notice, channel: ReplyChannel, data: bytes, pdf: bytes) -> dict[str, Any]:
    return {
        "$schema": METADATA,
        "contentStructure": {
            "data": {
                "hash": _hash(data),
                "submissionSchema": {
                    "schemaUri": channel.schema or OWN_DATA,
                    "mimeType": JSON,
                },
            },
            "attachments": [
                {
                    "attachmentId": attachment_id(notice),
                    "purpose": "report",
                    "filename": f"{notice.number.replace('/', '-')}.pdf",
                    "description": notice.subject,
                    "mimeType": PDF,
                    "hash": _hash(pdf),
                }
            ],
        },
    }


def _hash(content: bytes) -> dict[str, str]:
    return {"type": "sha512", "content": hashlib.sha512(content).hexdigest()}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

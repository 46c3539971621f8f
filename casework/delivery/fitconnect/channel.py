"""The way back that came with an application: its reply channel, as the metadata names it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.cases.models import Case

# Mailboxes that belong to a user account (§ 2 Abs. 5 und 7 OZG).
USER_ACCOUNTS = ("idBundDeMailbox", "elster", "fink")


@dataclass(frozen=True)
class ReplyChannel:
    """`kind` is the one key of the metadata's `replyChannel`, `details` what stands under it;
    `case_id` is the case in FIT-Connect that a reply belongs to."""

    kind: str
    case_id: str
    details: Mapping[str, Any]

    @property
    def is_user_account(self) -> bool:
        """Whether the mailbox is that of a user account, so that § 9 OZG can hold."""
        return self.kind in USER_ACCOUNTS

    @property
    def key(self) -> Mapping[str, Any] | None:
        """The public key for the reply (JWK); only replies through FIT-Connect itself have one."""
        found = self.details.get("encryptionPublicKey")
        return found if isinstance(found, dict) and self.kind == "fitConnect" else None

    @property
    def schema(self) -> str:
        """The data standard the online service expects of the reply."""
        standards = self.details.get("processStandards")
        return str(standards[0]) if isinstance(standards, list) and standards else ""


def reply_channel_of(case: Case) -> ReplyChannel | None:
    """The reply channel of the application that opened the case, or None.

    Read from the raw submission (`reply`, see docs/delivery.md); one query.
    """
    raw = case.submissions.order_by("pk").values_list("raw", flat=True).first()
    try:
        reply = json.loads(bytes(raw or b"{}")).get("reply") or {}
        ((kind, details),) = reply["channel"].items()
        return ReplyChannel(kind, str(reply["case_id"]), details)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

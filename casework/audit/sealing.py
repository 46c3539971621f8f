"""Seals: signed statements of how far a chain reached, kept in the database and outside of it.

A chain alone proves that nothing in it was changed; that its end was not cut off, or the whole of
it written anew by somebody with all rights on the database, only something beyond their reach can
prove. So a seal is signed (Ed25519) with a key that is not in the database, written to a folder
that is not the database, names the seal before it, and carries a time stamp (RFC 3161) where a
service is configured.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from casework.audit import keys
from casework.audit.chain import extend
from casework.audit.models import Link, Seal
from casework.audit.timestamps import stamp

SEALER = 0x5EA1_7A4D  # advisory lock: one sealer at a time


@dataclass(frozen=True)
class Statement:
    """What a seal says: in this chain, link `number` has this hash; `before` the seal before."""

    chain: int
    number: int
    hash: str
    at: str
    before: str

    def text(self) -> str:
        """The text that is signed: one JSON object, keys in this order."""
        return json.dumps(self.__dict__, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Statement":
        """The statement of a seal. ValueError for anything else."""
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True)
class Sealed:
    """A seal as found in the database or in the file of seals."""

    statement: Statement
    text: str
    signature: bytes
    token: bytes | None


def seal_all(now: datetime) -> list[Seal]:
    """Link what waits, then seal every chain that grew since its last seal."""
    extend()
    chains = Link.objects.order_by("chain").values_list("chain", flat=True).distinct()
    return [seal for chain in list(chains) if (seal := seal_chain(chain, now))]


@transaction.atomic
def seal_chain(chain: int, now: datetime) -> Seal | None:
    """Seal a chain up to its last link; None where nothing was added since the last seal.

    Written outside the database first, so that no seal exists only where it can be deleted; a
    crash between the two leaves a seal in the file alone, which counts like any other. Raises
    SealsUnavailable or OSError, and then there is no seal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
    head = Link.objects.filter(chain=chain).order_by("-number").first()
    known = all_seals(chain)
    last = known[-1] if known else None
    if head is None or (last and last.statement.number >= head.number):
        return None
    statement = Statement(
        chain=chain,
        number=head.number,
        hash=bytes(head.hash).hex(),
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        before=last.signature.hex() if last else "",
    )
    text = statement.text()
    signature, token = keys.sign(text.encode()), stamp(text.encode())
    keys.write_out(line_of(text, signature, token))
    return Seal.objects.create(
        chain=chain,
        number=head.number,
        statement=text,
        signature=signature,
        token=token,
        sealed_at=now,
    )


def all_seals(chain: int) -> list[Sealed]:
    """The seals of a chain in database and file, by number; one that is in both comes once.

    ValueError for a signed text that is no statement.
    """
    found: dict[str, Sealed] = {}
    stored = Seal.objects.filter(chain=chain).values_list("statement", "signature", "token")
    for text, signature, token in [*stored, *keys.seals_written_out()]:
        sealed = Sealed(Statement.read(text), text, bytes(signature), bytes(token or b"") or None)
        if sealed.statement.chain == chain:
            found.setdefault(text, sealed)
    return sorted(found.values(), key=lambda one: one.statement.number)


def line_of(text: str, signature: bytes, token: bytes | None) -> str:
    """A seal as a line of the file of seals: JSON with statement, signature and token in hex."""
    return json.dumps(
        {
            "statement": text,
            "signature": signature.hex(),
            "token": bytes(token).hex() if token else None,
        },
        separators=(",", ":"),
    )


def is_signed(text: str, signature: bytes, public: Ed25519PublicKey) -> bool:
    """Whether the signature fits the text."""
    try:
        public.verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True

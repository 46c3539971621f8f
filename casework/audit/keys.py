"""The key that signs seals and the folder they are written to: both outside the database."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

PRIVATE = "signing-key.pem"
PUBLIC = "public-key.pem"
SEALS = "seals.jsonl"


class SealsUnavailable(RuntimeError):
    """The key or the folder of seals cannot be used; the message says what to do."""


def folder() -> Path:
    """Where key and seals lie (SACHSTAND_SEAL_FOLDER, by default `seals` of the data folder)."""
    return Path(settings.SEAL_FOLDER)


def sign(text: bytes) -> bytes:
    """The signature of the installation over `text`; the first call makes the key."""
    return _private().sign(text)


def public() -> Ed25519PublicKey | None:
    """The public key, None where nothing was ever sealed here."""
    path = folder() / PUBLIC
    if not path.exists():
        return None
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise SealsUnavailable(f"{path} holds no Ed25519 key.")
    return key


def write_out(line: str) -> None:
    """Append a seal to the file of seals and have it on disk before going on."""
    path = folder() / SEALS
    torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
    with path.open("a", encoding="ascii") as file:
        file.write(("\n" if torn else "") + line + "\n")
        file.flush()
        os.fsync(file.fileno())


def seals_written_out() -> Iterator[tuple[str, bytes, bytes | None]]:
    """Statement, signature and time stamp of each seal of the file; none where there is no file.

    A line that a full disk cut off is passed over: the seal it was to become was never made.
    """
    path = folder() / SEALS
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as file:
        for line in file:
            try:
                row = json.loads(line)
                token = bytes.fromhex(row["token"]) if row["token"] else None
                yield row["statement"], bytes.fromhex(row["signature"]), token
            except (ValueError, KeyError, TypeError):
                continue


def _private() -> Ed25519PrivateKey:
    path = folder() / PRIVATE
    try:
        if not path.exists():
            _refuse_second_key(path)
            _make(path)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise SealsUnavailable(
            f"The key that signs the seals of the log cannot be used ({path}): {error}"
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SealsUnavailable(f"{path} holds no Ed25519 key.")
    return key


def _refuse_second_key(path: Path) -> None:
    """With a new key, the public key of the seals made so far would be overwritten."""
    if path.with_name(PUBLIC).exists() and not path.exists():  # the private one is made first
        raise SealsUnavailable(
            f"The key that signs the seals of the log is missing ({path}), but its public key is "
            "here: bring it back from where it is kept."
        )


def _make(path: Path) -> None:
    """Make the key pair; where two processes try at once, the first one's key stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    draft = path.with_name(f".{PRIVATE}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(secret)
    try:
        os.link(draft, path)  # fails where the file exists: never overwrites a key
    except FileExistsError:
        return
    finally:
        draft.unlink()
    path.with_name(PUBLIC).write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )

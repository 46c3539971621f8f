"""JWE and JWS as FIT-Connect uses them: RSA-OAEP-256 with A256GCM, PS512, compact form only.

RFC 7515, 7516, 7518. Nothing but these algorithms is accepted, whatever a header asks for.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LEAST_BITS = 4096
TAG_BYTES = 16
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
PS512 = padding.PSS(padding.MGF1(hashes.SHA512()), padding.PSS.DIGEST_LENGTH)


class JoseError(ValueError):
    """A key or a token is not what FIT-Connect allows; the message says why."""


def encrypt(content: bytes, key: Mapping[str, Any], content_type: str) -> str:
    """`content` as a compact JWE for the holder of `key` (a JWK for wrapping keys).

    JoseError for a key that may not be used for this or is too short.
    """
    public = public_key(key, alg="RSA-OAEP-256", use="wrapKey")
    header = _b64(
        _json(
            {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": str(key["kid"]), "cty": content_type}
        )
    )
    content_key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    sealed = AESGCM(content_key).encrypt(nonce, content, header.encode())
    wrapped = public.encrypt(content_key, OAEP)
    parts = (wrapped, nonce, sealed[:-TAG_BYTES], sealed[-TAG_BYTES:])
    return ".".join((header, *map(_b64, parts)))


def tag_of(jwe: str) -> str:
    """The authentication tag of a compact JWE, its fifth part: it names this very encryption."""
    return jwe.rsplit(".", 1)[1]


def read_unverified(jws: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a compact JWS whose signature nobody has checked. JoseError."""
    try:
        header, claims, _signature = (_unb64(part) for part in jws.split("."))
        found = json.loads(header), json.loads(claims)
    except ValueError as error:
        raise JoseError("the token is not a compact JWS") from error
    if not all(isinstance(part, dict) for part in found):
        raise JoseError("the token does not hold JSON objects")
    return found


def verify(jws: str, keys: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The claims of a compact JWS signed with PS512 by one of `keys` (JWKs by kid). JoseError."""
    header, claims = read_unverified(jws)
    if header.get("alg") != "PS512":
        raise JoseError(f"signed with {header.get('alg')!r} instead of PS512")
    key = keys.get(str(header.get("kid")))
    if key is None:
        raise JoseError(f"signed with the unknown key {header.get('kid')!r}")
    signed, _, signature = jws.rpartition(".")
    public = public_key(key, alg="PS512", use="verify")
    try:
        public.verify(_unb64(signature), signed.encode(), PS512, hashes.SHA512())
    except InvalidSignature as error:
        raise JoseError("the signature is wrong") from error
    return claims


def public_key(key: Mapping[str, Any], *, alg: str, use: str) -> RSAPublicKey:
    """The RSA key in a JWK. JoseError unless it is for this algorithm and use and long enough."""
    if key.get("kty") != "RSA" or key.get("alg", alg) != alg:
        raise JoseError(f"the key is not an RSA key for {alg}")
    if use not in key.get("key_ops", [use]):
        raise JoseError(f"the key is not meant for {use}")
    try:
        numbers = RSAPublicNumbers(e=_number(str(key["e"])), n=_number(str(key["n"])))
        public = numbers.public_key()
    except (KeyError, ValueError) as error:
        raise JoseError("the key cannot be read") from error
    if public.key_size < LEAST_BITS:
        raise JoseError(f"the key has {public.key_size} bits, at least {LEAST_BITS} are needed")
    return public


def _number(text: str) -> int:
    return int.from_bytes(_unb64(text), "big")


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

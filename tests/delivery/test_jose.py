"""Encryption and signatures: only what FIT-Connect allows, whatever a token asks for."""

from typing import Any

import pytest

from casework.delivery.fitconnect.jose import JoseError, encrypt, tag_of, verify
from tests.delivery.fake_fitconnect import Key, b64


@pytest.fixture(scope="module")
def key() -> Key:
    return Key.make("wrap", "RSA-OAEP-256", "wrapKey")


@pytest.fixture(scope="module")
def signer() -> Key:
    return Key.make("sign", "PS512", "verify")


def test_content_comes_out_as_it_went_in(key: Key) -> None:
    for content in (b"", b"x", "Grüße".encode() * 5000):
        assert key.decrypt(encrypt(content, key.jwk, "application/json")) == content


def test_every_encryption_has_its_own_tag(key: Key) -> None:
    one, two = (encrypt(b"x", key.jwk, "text/plain") for _time in range(2))
    assert tag_of(one) != tag_of(two)
    assert one.endswith(tag_of(one))


@pytest.mark.parametrize(
    "changes",
    [
        {"kty": "EC"},
        {"alg": "RSA1_5"},
        {"key_ops": ["verify"]},
        {"n": "!"},
        {"n": b64(b"\x80" + b"\x00" * 254 + b"\x01")},
        {"e": None},
    ],
)
def test_unsuitable_keys_are_refused(key: Key, changes: dict[str, Any]) -> None:
    with pytest.raises(JoseError):
        encrypt(b"x", {**key.jwk, **changes}, "text/plain")


def test_signature_is_believed_if_it_is_right(signer: Key) -> None:
    assert verify(signer.sign({"a": 1}), {"sign": signer.jwk}) == {"a": 1}


def test_forged_tokens_are_not(key: Key, signer: Key) -> None:
    token = signer.sign({"a": 1})
    head, _claims, signature = token.split(".")
    forged = f"{head}.{b64(b'{}')}.{signature}"
    none = b64(b'{"alg":"none"}')
    unsigned = f"{none}.{b64(b'{}')}."
    other = Key(key.private, "sign", "PS512", "verify")
    for bad in (forged, unsigned, other.sign({"a": 1}), "x", "a.b.c", signer.sign({}, alg="RS256")):
        with pytest.raises(JoseError):
            verify(bad, {"sign": signer.jwk})
    with pytest.raises(JoseError):
        verify(token, {})

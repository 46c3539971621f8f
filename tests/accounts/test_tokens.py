"""ID tokens: one that is right, and every way of being wrong."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from casework.accounts.provider.tokens import BadToken, verify

ISSUER, CLIENT, NONCE, NOW = "https://id.example", "sachstand", "n-0S6_WzA2Mj", 4_000_000_000
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS = {
    "keys": [
        {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())),
            "kid": "one",
            "use": "sig",
            "alg": "RS256",
        }
    ]
}
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def claims(**changes: Any) -> dict[str, Any]:
    """The claims of a right token; a change to None leaves one out."""
    right = {
        "iss": ISSUER,
        "sub": "4711",
        "aud": CLIENT,
        "exp": NOW,
        "iat": 1_700_000_000,
        "nonce": NONCE,
    }
    return {name: value for name, value in (right | changes).items() if value is not None}


def signed(key: Any = KEY, algorithm: str = "RS256", kid: str | None = "one", **c: Any) -> str:
    headers = {"kid": kid} if kid else None
    return jwt.encode(claims(**c), key, algorithm=algorithm, headers=headers)


def judge(token: str, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"keys": KEYS, "issuer": ISSUER, "client_id": CLIENT, "nonce": NONCE}
    return verify(token, **(given | changes))


def test_right_token_gives_its_claims() -> None:
    assert judge(signed())["sub"] == "4711"
    assert judge(signed(kid=None))["sub"] == "4711"  # the set holds one key alone
    assert judge(signed(aud=[CLIENT, "other"], azp=CLIENT))
    assert judge(signed(algorithm="PS256"))


def hmac_with_the_public_key() -> str:
    """The classic confusion: the public key taken for a shared secret."""
    import base64
    import hashlib
    import hmac

    def part(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "one"}).encode())
    body = part(json.dumps(claims()).encode())
    mark = hmac.new(PUBLIC, head + b"." + body, hashlib.sha256).digest()
    return b".".join([head, body, part(mark)]).decode()


def changed() -> str:
    head, body, mark = signed().split(".")
    _head, other, _mark = signed(sub="4712").split(".")
    return f"{head}.{other}.{mark}"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(iss="https://evil.example"), id="wrong issuer"),
        pytest.param(signed(iss=None), id="no issuer"),
        pytest.param(signed(aud="other"), id="for another client"),
        pytest.param(signed(aud=[CLIENT, "other"]), id="for several, not said for whom"),
        pytest.param(signed(azp="other"), id="issued to another client"),
        pytest.param(signed(nonce="other"), id="wrong nonce"),
        pytest.param(signed(nonce=None), id="no nonce"),
        pytest.param(signed(exp=1_700_000_000), id="expired"),
        pytest.param(signed(exp=None), id="without end"),
        pytest.param(signed(iat=NOW - 10), id="from the future"),
        pytest.param(signed(nbf=NOW - 10), id="not valid yet"),
        pytest.param(signed(sub=""), id="of nobody"),
        pytest.param(signed(sub="x" * 192), id="of too long a name"),
        pytest.param(jwt.encode(claims(), None, algorithm="none"), id="unsigned"),
        pytest.param(
            jwt.encode(claims(), None, algorithm="none", headers={"kid": "one"}),
            id="unsigned with the name of a key",
        ),
        pytest.param(hmac_with_the_public_key(), id="public key as secret"),
        pytest.param(signed(key=OTHER), id="another key under the same name"),
        pytest.param(signed(kid="two"), id="unknown key"),
        pytest.param(changed(), id="changed"),
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="no token"),
    ],
)
def test_wrong_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        judge(token)


def test_empty_nonce_never_fits() -> None:
    with pytest.raises(BadToken):
        judge(signed(nonce=""), nonce="")


def test_no_keys_no_sign_in() -> None:
    with pytest.raises(BadToken):
        judge(signed(), keys={"keys": []})


@pytest.mark.parametrize(("said", "good"), [("2fa", True), ("password", False), (None, False)])
def test_way_of_signing_in_there_may_have_to_be_strong(said: str | None, good: bool) -> None:
    token = signed(acr=said)
    if good:
        assert judge(token, acr=("2fa", "smartcard"))
    else:
        with pytest.raises(BadToken):
            judge(token, acr=("2fa", "smartcard"))


@pytest.mark.parametrize(("when", "good"), [(1_000, True), (900, False), (None, False)])
def test_confirming_needs_a_sign_in_there_since_then(when: int | None, good: bool) -> None:
    token = signed(auth_time=when)
    if good:
        assert judge(token, fresh_since=1_000.5)
    else:
        with pytest.raises(BadToken):
            judge(token, fresh_since=1_000.5)

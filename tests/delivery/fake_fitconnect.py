"""A delivery service like FIT-Connect's, over HTTP: refuses whatever its documents do not allow."""

import base64
import hashlib
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

EVENTS = "https://schema.fitko.de/fit-connect/events/"
TOKEN = "token-of-the-authority"


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Key:
    """An RSA key with its public half as a JWK."""

    private: rsa.RSAPrivateKey
    kid: str
    alg: str
    use: str

    @classmethod
    def make(cls, kid: str, alg: str, use: str, bits: int = 4096) -> "Key":
        return cls(rsa.generate_private_key(65537, bits), kid, alg, use)

    @property
    def jwk(self) -> dict[str, Any]:
        numbers = self.private.public_key().public_numbers()
        n = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
        return {
            "kty": "RSA",
            "alg": self.alg,
            "kid": self.kid,
            "key_ops": [self.use],
            "n": b64(n),
            "e": b64(numbers.e.to_bytes(3, "big")),
        }

    def sign(self, claims: dict[str, Any], **header: str) -> str:
        """A compact JWS with PS512."""
        head = {"typ": "secevent+jwt", "kid": self.kid, "alg": "PS512", **header}
        signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
        pss = padding.PSS(padding.MGF1(hashes.SHA512()), hashes.SHA512.digest_size)
        return f"{signed}.{b64(self.private.sign(signed.encode(), pss, hashes.SHA512()))}"

    def decrypt(self, jwe: str) -> bytes:
        """The content of a compact JWE; AssertionError for what FIT-Connect does not allow."""
        head, wrapped, nonce, sealed, tag = jwe.split(".")
        header = json.loads(unb64(head))
        assert (header["alg"], header["enc"]) == ("RSA-OAEP-256", "A256GCM")
        assert header["kid"] == self.kid
        assert "zip" not in header
        assert header["cty"], "JWE header cty missing"
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        key = self.private.decrypt(unb64(wrapped), oaep)
        return AESGCM(key).decrypt(unb64(nonce), unb64(sealed) + unb64(tag), head.encode())


@dataclass
class Reply:
    case_id: str
    announced: list[str]
    attachments: dict[str, str] = field(default_factory=dict)
    metadata: str = ""
    data: str = ""

    @property
    def tags(self) -> dict[str, Any]:
        return {
            "metadata": self.metadata.rsplit(".", 1)[-1],
            "data": self.data.rsplit(".", 1)[-1],
            "attachments": {k: v.rsplit(".", 1)[-1] for k, v in self.attachments.items()},
        }


@dataclass
class Service:
    """The state of the fake; `fail` lists answers (status codes) to give before working again,
    `lose_answer` does the work of a path's end and then breaks the connection."""

    signing: Key
    receiving: Key
    replies: dict[str, Reply] = field(default_factory=dict)
    log: dict[str, list[str]] = field(default_factory=dict)
    fail: list[int] = field(default_factory=list)
    lose_answer: str = ""
    calls: list[str] = field(default_factory=list)
    url: str = ""

    def tell(self, reply_id: str, event: str, key: Key | None = None, **payload: Any) -> None:
        """Write an event about a reply into its case's log."""
        reply = self.replies[reply_id]
        claims = {
            "jti": str(uuid.uuid4()),
            "iss": self.url,
            "iat": 1772550000,  # 3 March 2026, 15:00 UTC
            "sub": f"reply:{reply_id}",
            "txn": f"case:{reply.case_id}",
            "events": {EVENTS + event: payload},
        }
        self.log.setdefault(reply.case_id, []).append((key or self.signing).sign(claims))

    def accept(self, reply_id: str) -> None:
        """The online service decrypts, checks the hashes and accepts."""
        reply = self.replies[reply_id]
        self.opened(reply_id)
        self.tell(reply_id, "accept-reply", self.receiving, authenticationTags=reply.tags)

    def opened(self, reply_id: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
        """Metadata, data and the one attachment, decrypted, with their hashes checked."""
        reply = self.replies[reply_id]
        metadata = json.loads(self.receiving.decrypt(reply.metadata))
        data = self.receiving.decrypt(reply.data)
        structure = metadata["contentStructure"]
        assert structure["data"]["hash"] == _hash(data)
        (listed,) = structure["attachments"]
        assert reply.announced == [listed["attachmentId"]]
        content = self.receiving.decrypt(reply.attachments[listed["attachmentId"]])
        assert listed["hash"] == _hash(content)
        return metadata, json.loads(data), content


def _hash(content: bytes) -> dict[str, str]:
    return {"type": "sha512", "content": hashlib.sha512(content).hexdigest()}


@contextmanager
def running(service: Service) -> Iterator[Service]:
    """The service on a port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Broken(Exception):
    """Break the connection without an answer."""


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve()

        do_POST = do_PUT = do_GET

        def log_message(self, *args: Any) -> None:
            """Quiet."""

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = urlsplit(self.path).path
            service.calls.append(f"{self.command} {path}")
            try:
                status, answer = self._answer(path, body)
            except AssertionError as error:
                status, answer = 422, {"title": "invalid", "detail": str(error)}
            except Broken:
                self.close_connection = True
                return
            content = json.dumps(answer).encode() if answer is not None else b""
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _answer(self, path: str, body: bytes) -> tuple[int, Any]:
            if self.headers["User-Agent"].startswith("Python-urllib"):
                return 403, {"title": "no User-Agent"}
            if service.fail:
                return service.fail.pop(0), {"title": "told to fail"}
            if path == "/token":
                return self._sign_in(body)
            if path == "/api/.well-known/jwks.json":
                return 200, {"keys": [service.signing.jwk]}
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                return 401, {"title": "not signed in"}
            return self._api(path.removeprefix("/api/v2/").split("/"), body)

        def _sign_in(self, body: bytes) -> tuple[int, Any]:
            assert "Authorization" not in self.headers, "Basic is refused"
            form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
            assert "scope" not in form
            if (form["client_id"], form["client_secret"]) != ("amt", "geheim"):
                return 400, {"error": "invalid_client"}
            assert form["grant_type"] == "client_credentials"
            return 200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 1800}

        def _api(self, parts: list[str], body: bytes) -> tuple[int, Any]:
            if parts[0] == "cases":
                return 200, {"eventLog": service.log.get(parts[1], [])}
            if self.command == "POST":
                asked = json.loads(body)
                name = str(uuid.uuid4())
                reply = Reply(asked["caseId"], asked["announcedAttachments"])
                service.replies[name] = reply
                return self._end("announce", 201, {"replyId": name})
            reply = service.replies[parts[1]]
            if len(parts) == 4:
                assert self.headers["Content-Type"] == "application/jose"
                assert parts[3] in reply.announced, "not announced"
                reply.attachments[parts[3]] = body.decode()
                return self._end("upload", 204, None)
            return self._submit(parts[1], reply, json.loads(body))

        def _submit(self, name: str, reply: Reply, sent: dict[str, str]) -> tuple[int, Any]:
            if reply.metadata:
                return 409, {"title": "already submitted"}
            assert set(reply.attachments) == set(reply.announced), "attachments missing"
            reply.metadata, reply.data = sent["encryptedMetadata"], sent["encryptedData"]
            service.opened(name)
            service.tell(name, "submit-reply", authenticationTags=reply.tags)
            return self._end("submit", 200, {})

        def _end(self, what: str, status: int, answer: Any) -> tuple[int, Any]:
            if service.lose_answer == what:
                service.lose_answer = ""
                raise Broken
            return status, answer

    return Handler

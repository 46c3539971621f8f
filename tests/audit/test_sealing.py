"""Seals: signed outside the database, written out first, stamped where a service is there."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.timestamps import DummyTimeStamper
from pytest_django import Settings

from casework.audit import keys
from casework.audit.models import Seal
from casework.audit.sealing import all_seals, seal_all, seal_chain
from casework.audit.tasks import seal as seal_task
from casework.audit.verification import verify
from tests.audit.conftest import write
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db


def test_nothing_new_gives_no_new_seal(chain: int) -> None:
    assert Seal.objects.filter(chain=chain).count() == 1
    assert seal_chain(chain, NOW) is None


def test_each_seal_names_the_one_before(chain: int, office: Office) -> None:
    write(office, 1)
    seal_all(NOW)
    first, second = all_seals(chain)
    assert second.statement.before == first.signature.hex()
    assert verify(chain).seals == 2


def test_the_key_is_for_its_owner_alone(chain: int, seals: Path) -> None:
    assert (seals / keys.PRIVATE).stat().st_mode & 0o077 == 0
    assert not list(seals.glob(".signing*"))


def test_a_crash_between_file_and_database_loses_nothing(
    chain: int, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(office, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Seal.objects, "create", _crash)
        with pytest.raises(OSError, match="power"):
            seal_all(NOW)
    assert len(all_seals(chain)) == 2
    write(office, 1)
    seal_all(NOW)
    assert len(all_seals(chain)) == 3
    assert verify(chain).is_whole


def test_a_full_disk_gives_no_seal_and_later_ones_are_right(
    chain: int, office: Office, seals: Path
) -> None:
    with (seals / keys.SEALS).open("a") as file:
        file.write('{"statement":"cut o')
    write(office, 1)
    seal_all(NOW)
    assert len(all_seals(chain)) == 2
    assert verify(chain).is_whole


def test_an_unusable_key_stops_the_seal_with_its_name(chain: int, office: Office) -> None:
    (keys.folder() / keys.PRIVATE).write_text("no key")
    write(office, 1)
    with pytest.raises(keys.SealsUnavailable, match="signing-key"):
        seal_all(NOW)
    assert Seal.objects.filter(chain=chain).count() == 1


def test_the_worker_seals(chain: int, office: Office) -> None:
    write(office, 1)
    assert seal_task(timestamp=int(NOW.timestamp())) == 1
    assert seal_task(timestamp=int(NOW.timestamp())) == 0


def test_a_seal_is_stamped_and_the_stamp_is_checked(
    office: Office, seals: Path, stamping: "Authority"
) -> None:
    write(office, 2)
    seal_all(NOW)
    verdict = verify(office.authority.pk)
    assert verdict.is_whole
    assert verdict.stamped_until is not None
    assert abs(verdict.stamped_until - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_stamp_over_another_text_is_refused(
    office: Office, seals: Path, stamping: "Authority"
) -> None:
    stamping.lies = True
    write(office, 2)
    seal_all(NOW)
    assert Seal.objects.filter(chain=office.authority.pk, token__isnull=True).exists()


def test_a_stamp_of_an_unknown_service_is_found(
    office: Office, seals: Path, stamping: "Authority", settings: Settings, tmp_path: Path
) -> None:
    write(office, 2)
    seal_all(NOW)
    other = tmp_path / "other.pem"
    other.write_bytes(_certificate("Somebody else")[1].public_bytes(serialization.Encoding.PEM))
    settings.TIMESTAMP_ROOTS = str(other)
    fault = verify(office.authority.pk).fault
    assert fault is not None
    assert "time stamp" in fault.why


def test_a_service_that_does_not_answer_does_not_keep_the_seal_back(
    office: Office, seals: Path, settings: Settings
) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    write(office, 2)
    assert seal_all(NOW)
    assert verify(office.authority.pk).stamped_until is None


# A time stamping authority of the test's own, asked over HTTP -----------------------------------


class Authority:
    """Stamps what it is asked to, or (`lies`) something else."""

    def __init__(self, folder: Path) -> None:
        key, certificate = _certificate("Zeitstempel für Tests")
        der = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self.lies = False
        self.roots = folder / "roots.pem"
        self.roots.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        self.stamper = DummyTimeStamper(
            asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
            asn1_keys.PrivateKeyInfo.load(der),
        )

    def answer(self, query: bytes) -> bytes:
        request = tsp.TimeStampReq.load(query)
        if self.lies:
            request["message_imprint"]["hashed_message"] = bytes(64)
        answer: bytes = self.stamper.request_tsa_response(request).dump()
        return answer


@pytest.fixture
def stamping(settings: Settings, tmp_path: Path) -> Iterator[Authority]:
    """The test's authority on a port of its own, configured and trusted."""
    authority = Authority(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.TIMESTAMP_ROOTS = str(authority.roots)
    yield authority
    server.shutdown()
    thread.join()
    server.server_close()


def _certificate(name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def _crash(**fields: object) -> None:
    raise OSError("the power failed")

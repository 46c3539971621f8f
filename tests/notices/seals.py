"""A certification authority of a test, and seals of its making."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.factories import NOW

PASSWORD = "Siegel-für-Prüfungen"
YEAR = timedelta(days=365)
# ETSI EN 319 412-5: compliance with eIDAS, and the type “electronic seal”, in DER.
QUALIFIED_SEAL = bytes.fromhex(
    "301f" "3008" "0606" "04008e460101" "3013" "0606" "04008e460106" "3009" "0607" "04008e46010602"
)  # fmt: skip


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key for each name, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Issuer:
    """An authority that issues certificates."""

    name: str = "Prüf-CA"

    def certificate(self) -> x509.Certificate:
        """Its own certificate."""
        return (
            _begun(self.name, self.name, key(self.name), NOW - YEAR, NOW + 10 * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(certificates=True), critical=True)
            .sign(key(self.name), hashes.SHA256())
        )

    def issue(
        self,
        name: str,
        *,
        begins: datetime = NOW - YEAR,
        ends: datetime = NOW + YEAR,
        signing: bool = True,
        qualified: bool = False,
        stamping: bool = False,
    ) -> x509.Certificate:
        """A certificate for a seal, or for a time-stamping service."""
        builder = _begun(name, self.name, key(name), begins, ends).add_extension(
            _usage(signing=signing), critical=True
        )
        if qualified:
            statements = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
            extension = x509.UnrecognizedExtension(statements, QUALIFIED_SEAL)
            builder = builder.add_extension(extension, critical=False)
        if stamping:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(key(self.name), hashes.SHA256())

    def pem(self) -> bytes:
        """Its own certificate, as it lies in the folder of what is trusted."""
        return self.certificate().public_bytes(Encoding.PEM)


def archive(certificate: x509.Certificate, issuer: Issuer, name: str) -> bytes:
    """Key, certificate and issuer as a PKCS #12 file."""
    return pkcs12.serialize_key_and_certificates(
        b"Siegel",
        key(name),
        certificate,
        [issuer.certificate()],
        BestAvailableEncryption(PASSWORD.encode()),
    )


def put_seal(folder: Path, slug: str, password: str = PASSWORD, **certificate: object) -> Issuer:
    """Lay a seal for an authority into the folder, and trust its issuer."""
    issuer, name = Issuer(), "Stadt Lindenfurt"
    issued = issuer.issue(name, **certificate)  # type: ignore[arg-type]
    (folder / f"{slug}.p12").write_bytes(archive(issued, issuer, name))
    (folder / f"{slug}.password").write_text(f"{password}\n", encoding="utf-8")
    (folder / "trust").mkdir(exist_ok=True)
    (folder / "trust/ca.pem").write_bytes(issuer.pem())
    return issuer


def _begun(
    name: str, issuer: str, own: rsa.RSAPrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key(issuer).public_key()),
            critical=False,
        )
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _usage(*, certificates: bool = False, signing: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_encipherment=not signing and not certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )

"""The seal: made by a test CA, trusted, and no change goes unseen."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError

from casework.access.models import Authority
from casework.audit.models import Entry
from casework.cases.errors import InvalidData
from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from casework.notices.actions import issue_decision
from casework.notices.models import Notice
from casework.notices.pdf_checks import check_pdf
from casework.notices.rendering import render
from casework.notices.sealing import load, sealed, trusted_roots, verify
from casework.notices.sealing import seal as sealing
from casework.notices.sealing.seal import seal_pdf
from tests.factories import NOW, Office, entries, make_case, work_on
from tests.notices.render_samples import facts_of, rendered
from tests.notices.seals import YEAR, Issuer, archive, key, put_seal

AUTHORITY = Authority(slug="lindenfurt", name="Stadt Lindenfurt", city="Lindenfurt")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The folder of the seals, with one for the town."""
    settings.SEALS = tmp_path
    put_seal(tmp_path, "lindenfurt")
    return tmp_path


@pytest.fixture
def letter(folder: Path) -> bytes:
    """A sealed certificate."""
    return sealed(rendered("certificate"), AUTHORITY, at=NOW).pdf


def seen(pdf: bytes) -> Any:
    return verify(pdf, at=NOW, roots=trusted_roots())


def test_the_seal_is_intact_and_trusted(letter: bytes) -> None:
    report = seen(letter)
    assert (report.sealed, report.intact, report.trusted) == (True, True, True)
    assert report.problems == []
    assert (report.signer, report.issuer) == ("Stadt Lindenfurt, DE", "Prüf-CA, DE")
    assert report.claimed_at is not None
    assert report.stamped_at is None


def test_the_letter_stays_an_archive_file_for_everybody(letter: bytes) -> None:
    assert check_pdf(letter) == []
    assert letter.startswith(rendered("certificate").pdf)


def test_hashes_are_those_of_the_sealed_bytes() -> None:
    before = rendered("certificate")
    after = sealed(before, AUTHORITY, at=NOW)
    assert after.pdf_sha256 == hashlib.sha256(after.pdf).hexdigest() != before.pdf_sha256
    assert after.facts_sha256 == before.facts_sha256


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_another_program_finds_the_seal_valid(letter: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(letter)
    result = subprocess.run(  # noqa: S603
        ["pdfsig", "-nocert", str(tmp_path / "letter.pdf")],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    for line in (
        "Signature Field Name: Siegel",
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature is Valid",
    ):
        assert line in result.stdout


def flip(place: bytes, after: int = 0) -> Callable[[bytes], bytes]:
    """Change one bit at a place in the file."""

    def tamper(pdf: bytes) -> bytes:
        at = pdf.index(place) + len(place) + after
        return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]

    return tamper


def in_signature(pdf: bytes) -> bytes:
    start = pdf.rindex(b"/Contents <") + 500
    return pdf[:start] + (b"1" if pdf[start : start + 1] == b"0" else b"0") + pdf[start + 1 :]


def with_revision(pdf: bytes) -> bytes:
    """Append a revision that changes the title, as any editor would."""
    from pyhanko.pdf_utils.generic import TextStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    info = writer.trailer["/Info"]
    info["/Title"] = TextStringObject("Etwas anderes")
    writer.mark_update(writer.trailer.raw_get("/Info"))
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def rewritten(pdf: bytes) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(target)
    return target.getvalue()


def without_seal(pdf: bytes) -> bytes:
    return pdf[: len(rendered("certificate").pdf)]


TAMPERINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a bit of the text", flip(b"stream\n", 40)),
    ("a bit of the field", flip(b"/TU (", 3)),
    ("a digit of the seal", in_signature),
    ("an appended revision", with_revision),
    ("a byte after the end", lambda pdf: pdf + b"\n%"),
    ("written anew", rewritten),
    ("the seal removed", without_seal),
    ("cut off", lambda pdf: pdf[: len(pdf) // 2]),
    ("no PDF at all", lambda pdf: b"nothing"),
    ("empty", lambda pdf: b""),
]


@pytest.mark.parametrize("tamper", [one[1] for one in TAMPERINGS], ids=[x[0] for x in TAMPERINGS])
def test_every_tampering_shows(letter: bytes, tamper: Callable[[bytes], bytes]) -> None:
    changed = tamper(letter)
    assert changed != letter
    report = seen(changed)
    assert not report.intact
    assert not report.fine
    assert report.problems


def test_a_seal_of_somebody_else_is_intact_but_not_trusted(folder: Path) -> None:
    stranger, name = Issuer("Irgendwer"), "Stadt Lindenfurt"
    (folder / "lindenfurt.p12").write_bytes(archive(stranger.issue(name), stranger, name))
    report = seen(sealed(rendered("certificate"), AUTHORITY, at=NOW).pdf)
    assert (report.intact, report.trusted, len(report.problems)) == (True, False, 1)


def test_without_trusted_certificates_the_report_says_so(letter: bytes) -> None:
    report = verify(letter, at=NOW)
    assert (report.intact, report.trusted) == (True, False)
    assert "kein vertrauenswürdiges Zertifikat" in report.problems[0]


@pytest.mark.parametrize("qualified", [True, False])
def test_a_certificate_says_whether_it_is_one_for_qualified_seals(
    folder: Path, qualified: bool
) -> None:
    put_seal(folder, "lindenfurt", qualified=qualified)
    assert seen(sealed(rendered("certificate"), AUTHORITY, at=NOW).pdf).qualified is qualified


def stamper(issuer: Issuer) -> DummyTimeStamper:
    """A time-stamping service of the test CA."""
    from pyhanko.keys.internal import (
        translate_pyca_cryptography_cert_to_asn1,
        translate_pyca_cryptography_key_to_asn1,
    )

    certificate = issuer.issue("Zeitstempel", stamping=True)
    return DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(certificate),
        translate_pyca_cryptography_key_to_asn1(key("Zeitstempel")),
        fixed_dt=NOW,
    )


def test_with_a_time_stamping_service_the_moment_is_stamped(folder: Path) -> None:
    pdf = seal_pdf(
        rendered("certificate").pdf, load("lindenfurt", at=NOW), AUTHORITY, stamper(Issuer())
    )
    report = seen(pdf)
    assert report.fine
    assert report.stamped_at == NOW
    assert check_pdf(pdf) == []


class Silent(DummyTimeStamper):
    """A service that is not there."""

    def __init__(self) -> None:
        pass

    async def async_timestamp(self, *args: Any, **kwargs: Any) -> Any:
        raise TimestampRequestError("nobody answers")

    async def async_dummy_response(self, *args: Any, **kwargs: Any) -> Any:
        raise TimestampRequestError("nobody answers")


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"ends": NOW - YEAR / 365}, "abgelaufen"),
    ({"begins": NOW + YEAR / 365}, "erst ab"),
    ({"signing": False}, "nicht zum Signieren"),
    ({"password": "falsch"}, "Kennwort"),
]


@pytest.fixture
def draft(office: Office) -> Decision:
    draft = draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)
    Decision.objects.filter(pk=draft.pk).update(signature_form="sealed")
    draft.signature_form = "sealed"
    return draft


def issue(draft: Decision, office: Office) -> Notice:
    return issue_decision(
        decision=draft, version=draft.version, by=office.ada, now=NOW, **entries(draft.step)
    )


@pytest.mark.django_db
def test_a_sealed_notice_is_frozen_with_its_seal(office: Office, draft: Decision) -> None:
    notice = issue(draft, office)
    assert seen(bytes(notice.pdf)).fine
    assert notice.pdf_sha256 == hashlib.sha256(bytes(notice.pdf)).hexdigest()
    assert "elektronische Siegel" in notice.text
    assert bytes(notice.pdf).startswith(render(notice.facts).pdf)


@pytest.mark.django_db
@pytest.mark.parametrize(("how", "message"), BROKEN)
def test_with_an_unusable_seal_nothing_is_issued(
    office: Office,
    draft: Decision,
    folder: Path,
    how: dict[str, Any],
    message: str,
) -> None:
    put_seal(folder, "lindenfurt", **how)
    _nothing_is_issued(office, draft, message)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lindenfurt.p12", "lindenfurt.password"])
def test_without_a_seal_nothing_is_issued(
    office: Office, draft: Decision, folder: Path, name: str
) -> None:
    (folder / name).unlink()
    _nothing_is_issued(office, draft, name)


@pytest.mark.django_db
def test_without_an_answer_of_the_time_stamping_service_nothing_is_issued(
    office: Office, draft: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "time_stamper", Silent)
    _nothing_is_issued(office, draft, "Zeitstempel")


def _nothing_is_issued(office: Office, draft: Decision, message: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(InvalidData) as caught:
        issue(draft, office)
    assert message in caught.value.errors["signature_form"]
    draft.refresh_from_db()
    assert (draft.status, draft.step.status) == ("draft", "open")
    assert not Notice.objects.exists()
    assert Entry.objects.count() == before


def output_of(*arguments: Any) -> str:
    output = StringIO()
    call_command("notice", "verify", *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_the_command_says_who_sealed_and_that_nothing_changed(
    office: Office, draft: Decision
) -> None:
    output = output_of(issue(draft, office).number)
    for words in ("die ausgestellte", "Stadt Lindenfurt", "unversehrt", "vertrauenswürdig"):
        assert words in output


@pytest.mark.django_db
def test_the_command_finds_a_file_that_is_not_what_was_issued(
    office: Office, draft: Decision, tmp_path: Path
) -> None:
    notice = issue(draft, office)
    held = tmp_path / "held.pdf"
    held.write_bytes(with_revision(bytes(notice.pdf)))
    with pytest.raises(CommandError, match="Something is wrong"):
        output_of(notice.number, "--file", held)
    held.write_bytes(bytes(notice.pdf))
    assert "unversehrt" in output_of(notice.number, "--file", held)


@pytest.mark.django_db
def test_the_command_knows_letters_without_a_seal_and_unknown_numbers(office: Office) -> None:
    draft = draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)
    assert "ohne Siegel" in output_of(issue(draft, office).number)
    with pytest.raises(CommandError, match="no letter"):
        output_of("BPA-1999-1/1")


def test_only_letters_to_be_sealed_have_the_field() -> None:
    facts = facts_of("certificate")
    facts["signature"]["form"] = "electronic-name"
    for pdf, has_field in ((render(facts).pdf, False), (rendered("certificate").pdf, True)):
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert ("/AcroForm" in opened.Root) is has_field

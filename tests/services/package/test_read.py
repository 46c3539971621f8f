"""A valid package, as folder and as zip: what the reader hands out."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from casework.services.package import Package, PackageError, Period, read_package
from tests.services.package.making import changed, package_files, write


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return read_package(write(tmp_path, package_files()))


def zipped(files: dict[str, str], top: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(top + name, text)
    return buffer.getvalue()


def test_steps_follow_the_file_with_their_law(package: Package) -> None:
    assert [step.task for step in package.steps] == [
        "pruefen",
        "anfordern",
        "abwarten",
        "entscheiden",
    ]
    assert package.step("pruefen").law[0].cite == "§ 24 Abs. 1 Satz 1 VwVfG"
    assert package.step("anfordern").period.period == Period(2, "w")
    assert package.process.tasks["abwarten"] == "Abwarten"


def test_options_can_come_from_the_documents(package: Package) -> None:
    assert package.step("abwarten").fields[0].values() == ["impfpass"]


def test_folder_and_zip_are_the_same_package(package: Package) -> None:
    for source in (zipped(package_files()), zipped(package_files(), top="hund/")):
        assert read_package(source) == package


def test_a_zip_file_on_disk(package: Package, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(zipped(package_files()))
    assert read_package(tmp_path / "p.zip").digest == package.digest


def test_the_digest_changes_with_every_content_but_not_with_line_ends(package: Package) -> None:
    windows = {name: text.replace("\n", "\r\n") for name, text in package_files().items()}
    assert read_package(zipped(windows)).digest == package.digest
    other = changed("texts/tenor.md", "angemeldet", "abgemeldet")
    assert read_package(zipped(other)).digest != package.digest


def test_leftovers_of_operating_systems_are_ignored(package: Package) -> None:
    extra = {"__MACOSX/._service.toml": "x", ".DS_Store": "x", "README.md": "Hallo"}
    assert read_package(zipped(package_files() | extra)).steps == package.steps


def test_fee_documents_and_applicant_depend_on_the_application(package: Package) -> None:
    small, large = ({"person": {"name": "Ada"}, "dog": {"size": s}} for s in ("small", "large"))
    assert package.fee is not None
    assert package.fee.for_application(large) == Decimal("60.00")
    assert package.fee.for_application({}) is None
    assert package.missing_documents(small, ()) == ()
    assert [d.key for d in package.missing_documents(large, ())] == ["impfpass"]
    assert package.missing_documents(large, ("impfpass",)) == ()
    assert package.applicant(small) == {"family_name": "Ada"}


def test_prefill_takes_blocks_that_suit_outcome_and_data(package: Package) -> None:
    step = package.step("entscheiden")

    def keys(outcome: str, answer: str) -> list[str]:
        return [text.key for text in package.prefill(step, outcome, {"vollstaendig": answer})]

    assert keys("grant", "ja") == ["tenor", "gruende"]
    assert keys("grant", "nein") == ["tenor"]
    assert keys("refuse", "ja") == ["gruende"]


def test_paragraphs_are_parted_by_empty_lines_only(package: Package) -> None:
    tenor, reasons = (next(t for t in package.texts if t.key == k) for k in ("tenor", "gruende"))
    assert len(tenor.paragraphs) == 1
    assert reasons.paragraphs[1] == "Ein zweiter Absatz."


def test_letters_of_a_decision_are_found_by_outcome(package: Package) -> None:
    step = package.step("entscheiden")
    assert package.letter(step.letter_for("refuse")).key == "refusal"


def test_all_problems_come_at_once_and_in_plain_words(tmp_path: Path) -> None:
    files = changed("service.toml", 'regime = "VwVfG"', 'regime = "StPO"')
    files |= {"texts/tenor.md": "Kein Kopf", "letters/grant.toml": "subject = "}
    with pytest.raises(PackageError) as caught:
        read_package(write(tmp_path, files))
    assert [problem.code for problem in caught.value.problems] == [
        "not-allowed",
        "front-matter",
        "toml",
    ]
    words = str(caught.value.problems[0])
    assert words.startswith("service.toml, [service]: ")
    assert "StPO" in words and "VwVfG, SGB X, AO" in words

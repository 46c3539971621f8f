"""Installing packages: versions stay what they were, running cases keep theirs."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casework.services.actions import VersionTaken, install
from casework.services.catalogue import package_of
from casework.services.models import LawBinding, ServiceVersion
from casework.services.package import read_package
from tests.factories import NOW, PARKING, Office, make_case, open_step, work_on

pytestmark = pytest.mark.django_db
VERSION = f'version = "{read_package(PARKING).version}"'


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The parking package, to be changed."""
    return Path(shutil.copytree(PARKING, tmp_path / "package"))


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "service.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def put(office: Office, source: Path) -> ServiceVersion:
    return install(
        source=source, authority=office.authority, unit=office.unit, by=office.adm, now=NOW
    )


def test_same_package_again_changes_nothing(office: Office) -> None:
    assert put(office, PARKING) == office.service.current
    assert ServiceVersion.objects.count() == 1


def test_changed_package_under_the_same_number_is_refused(office: Office, copy: Path) -> None:
    change(copy, "Antrag prüfen", "Antrag genau prüfen")
    with pytest.raises(VersionTaken):
        put(office, copy)


def test_running_case_keeps_its_version(office: Office, copy: Path) -> None:
    running = make_case(office, "old")
    change(copy, VERSION, 'version = "9.0.0"')
    change(copy, 'label = "Ausweis erteilen"', 'label = "Ausweis ausstellen"')
    put(office, copy)
    assert work_on(running, office.ada).name == "Ausweis erteilen"
    assert work_on(make_case(office, "new"), office.ada).name == "Ausweis ausstellen"


def test_bindings_are_rows_that_can_be_watched(office: Office) -> None:
    bound = LawBinding.objects.filter(version=office.service.current, task="antrag_pruefen")
    assert "§ 24 Abs. 1 Satz 1 VwVfG" in {binding.citation for binding in bound}


def test_installed_package_reads_back_the_same(office: Office) -> None:
    version = ServiceVersion.objects.get()
    assert package_of(version.pk).digest == version.sha256


def test_command_installs(office: Office, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(copy, VERSION, 'version = "2.0.0"')
    call_command("install_service", str(copy), "lindenfurt", "strassenverkehr")
    office.service.refresh_from_db()
    assert office.service.current is not None
    assert office.service.current.version == "2.0.0"
    assert open_step(make_case(office)).task == "antrag_pruefen"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (VERSION, 'version = "eins"', "version"),
        ('task = "antrag_pruefen"', 'task = "gibt_es_nicht"', "gibt_es_nicht"),
    ],
)
def test_command_names_what_is_wrong(
    office: Office, copy: Path, old: str, new: str, message: str
) -> None:
    change(copy, old, new)
    with pytest.raises(CommandError, match=message):
        call_command("install_service", str(copy), "lindenfurt", "strassenverkehr")


def test_command_refuses_an_unknown_unit(office: Office) -> None:
    with pytest.raises(CommandError):
        call_command("install_service", str(PARKING), "lindenfurt", "raumfahrt")


def test_command_tells_what_is_worth_knowing_of_the_model(
    office: Office, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(copy, VERSION, 'version = "2.0.0"')
    model = copy / "process.bpmn"
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace('isExecutable="true"', 'isExecutable="false"'), encoding="utf-8")
    call_command("install_service", str(copy), "lindenfurt", "strassenverkehr")
    told = capsys.readouterr()
    assert "process.bpmn, bewohnerparkausweis: " in told.err
    assert "2.0.0" in told.out

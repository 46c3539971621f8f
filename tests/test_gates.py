"""Checks of the whole project that are neither about one package nor done by a linter."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
CONFIGURATION = ("settings.py", "environment.py", "identity.py")
LOG_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}
SOURCES = ("casework", "legal", "templates")


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run")


def test_german_translation_is_complete(tmp_path: Path) -> None:
    """Collect the texts anew, in a copy: none is missing or unsure, and all placeholders fit."""
    catalog = Path("locale/de/LC_MESSAGES/django.po")
    for source in SOURCES:
        shutil.copytree(ROOT / source, tmp_path / source, dirs_exist_ok=True)
    (tmp_path / catalog).parent.mkdir(parents=True)
    shutil.copy(ROOT / catalog, tmp_path / catalog)
    without_settings = ("env", "--unset=DJANGO_SETTINGS_MODULE", sys.executable)
    _run(tmp_path, *without_settings, "-m", "django", "makemessages", "--locale", "de")
    _run(tmp_path, "msgfmt", "--check", "--output-file", "/dev/null", str(catalog))

    problems = [
        f"{'unsure' if entry.fuzzy else 'not translated'}: {entry.msgid}"
        for entry in polib.pofile(str(tmp_path / catalog))
        if not entry.obsolete and not entry.translated()
    ]
    assert not problems, f"{catalog} (run `make messages`):\n" + "\n".join(problems)


@pytest.mark.parametrize(
    "name",
    [
        "requirements/base.txt",
        "requirements/dev.txt",
        "requirements/installer.txt",
        "package-lock.json",
    ],
)
def test_lock_files_leave_the_registry_to_whoever_installs(name: str) -> None:
    addresses = [line for line in (ROOT / name).read_text().splitlines() if "://" in line]
    assert not addresses


def test_every_setting_is_described() -> None:
    code = "".join((ROOT / "casework" / name).read_text() for name in CONFIGURATION)
    named = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", code)) | {"PORT"}
    server = (ROOT / "deploy/gunicorn.conf.py").read_text()
    named |= set(re.findall(r"""os\.environ\.get\("([A-Z_]+)\"""", server))
    table = (ROOT / "docs/settings.md").read_text()
    described = set(re.findall(r"`([A-Z_]+)`", table.partition("For the scripts")[0]))

    assert named <= described, "docs/settings.md lacks a variable"
    assert described <= named | LOG_LEVELS, "docs/settings.md describes what is not read"


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr

"""`legal` in a bare Django project: contrib apps and nothing of casework, a database of its own."""

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from legal.citations import MAX_CITATION
from legal.commands import SUBCOMMANDS
from legal.gii.parse import MAX_BYTES, MAX_TAGS
from legal.sources import MAX_MEMBERS, MAX_UNPACKED
from tests.legal.laws import DRAGONS

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "legal_alone"
SETTINGS = """
import json
import os

SECRET_KEY = "only-for-this-test"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bare_urls"
USE_TZ = True
STATIC_URL = "static/"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "legal",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
}]
DATABASES = {"default": json.loads(os.environ["DATABASE"])}
"""
URLS = """
from django.urls import include, path

urlpatterns = [path("law/", include("legal.urls"))]
"""
USE = """
import sys

import django
django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment

call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
call_command("law", "import", sys.argv[1], verbosity=0)

import legal.citations
from legal.passages import lookup

passage = lookup("§ 1 Abs. 2 Nr. 1 DrachG")
assert passage.excerpt_text == "1. Papierdrachen,", passage
(found,) = legal.citations.find("nach § 1 Abs. 2 DrachG gilt")
assert found.text == "§ 1 Abs. 2 DrachG"

setup_test_environment()
client = Client(raise_request_exception=True)
for address, words in [
    ("/law/search/", "Search the law"),
    ("/law/search/?q=drachen", "<mark>Drachen</mark>"),
    ("/law/suggest/?q=drach", "DrachG"),
    ("/law/drachg/", "Begriffe"),
    ("/law/drachg/?q=erlaubnis", "<mark>Erlaubnis</mark>"),
    ("/law/drachg/-/text/", "Wer einen Drachen"),
    ("/law/drachg/1/?cite=%C2%A7%201%20Abs.%202%20DrachG", "<mark>"),
    ("/law/drachg/1/compare/", "the same"),
    ("/law/preview/?cite=%C2%A7%201%20DrachG", "feuerspeiende"),
]:
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, (address, answer.status_code)
    assert words in body.decode(), (address, body.decode())
assert client.get("/law/nothing/").status_code == 404
call_command("law", "show", "§ 1 Abs. 2 Nr. 1 DrachG")
call_command("law", "search", "Futter")
call_command("deadline", "--event", "2026-01-30", "--period", "1m", "--land", "RP")
loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "casework")
assert not loaded, loaded
"""


@pytest.fixture
def database(transactional_db: None) -> str:
    """An empty database on the tests' own server."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}_{os.getpid()}")
        cursor.execute(f"CREATE DATABASE {DATABASE}_{os.getpid()}")
    yield f"{DATABASE}_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {DATABASE}_{os.getpid()} WITH (FORCE)")


def test_a_project_with_nothing_else_imports_searches_shows_and_cites(
    database: str, tmp_path: Path
) -> None:
    (tmp_path / "bare_settings.py").write_text(SETTINGS)
    (tmp_path / "bare_urls.py").write_text(URLS)
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "drachg.xml").write_bytes(DRAGONS)
    for needed in ("legal", "outbound"):  # these alone are on the path
        (tmp_path / needed).symlink_to(ROOT / needed)
    names = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    server = {name: connection.settings_dict[name] for name in names}
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "bare_settings",
        "PYTHONPATH": str(tmp_path),
        "PYTHONWARNINGS": "error",
        "PYTHONUTF8": "1",
        "DATABASE": json.dumps(server | {"NAME": database}),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "use.py", "drachg.xml"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Papierdrachen" in done.stdout
    assert "Futter" in done.stdout


def test_what_its_document_says_is_so() -> None:
    document = ROOT / "docs/legal.md"
    text = document.read_text(encoding="utf-8")
    assert doctest.testfile(str(document), module_relative=False, encoding="utf-8").failed == 0
    assert {f"law {name}" for name in SUBCOMMANDS} <= set(re.findall(r"law [a-z-]+", text))
    numbers = {f"{number:,}" for number in (MAX_TAGS, MAX_MEMBERS, MAX_CITATION)}
    assert all(number in text for number in numbers)
    assert f"{MAX_BYTES // 1024**2} MB" in text and f"{MAX_UNPACKED // 1024**3} GB" in text

"""The nightly task that keeps the law of the installed services fresh."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django import app

from casework.services.tasks import law_slugs, refresh_law
from legal.importer import import_files
from legal.models import Norm, Statute
from legal.search.hits import search
from legal.sources import LawFile
from tests.factories import Office
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 25, 2, 17, tzinfo=UTC)
Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, settings: Any) -> Write:
    """A function that puts a law with one norm into the folder that plays the portal."""
    settings.LAW_SOURCE = str(tmp_path)

    def written(slug: str, text: str) -> None:
        (tmp_path / f"{slug}.xml").write_bytes(small_law({"§ 1": f"<P>{text}</P>"}, name=slug))

    return written


def refresh(night: datetime = NIGHT) -> int:
    return refresh_law(timestamp=int(night.timestamp()))


def test_it_asks_for_the_law_that_installed_services_cite(office: Office) -> None:
    assert {"stvo_2013", "vwvfg"} <= set(law_slugs())
    office.service.current = None
    office.service.save()
    assert law_slugs() == []


def test_it_runs_every_night() -> None:
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["casework.services.tasks.refresh_law"] == "17 3 * * *"


def test_only_what_changed_is_counted(office: Office, write: Write) -> None:
    for slug in law_slugs():
        write(slug, "Alt.")
    write("other", "Nicht gebraucht.")
    assert refresh() == len(law_slugs())
    assert refresh(NIGHT.replace(day=26)) == 0
    write("vwvfg", "Neu und anders.")
    assert refresh(NIGHT.replace(day=27)) == 1
    assert not Statute.objects.filter(slug="other").exists()
    assert Statute.objects.get(slug="vwvfg").observed_at == NIGHT.replace(day=27)


def test_a_broken_law_is_logged_and_the_others_go_on(
    office: Office, write: Write, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for slug in law_slugs():
        write(slug, "Alt.")
    (tmp_path / "vwvfg.xml").write_bytes(b"<dokumente>")
    assert refresh() == len(law_slugs()) - 1
    assert "law vwvfg was refused" in caplog.text


def test_a_source_that_does_not_answer_is_logged(
    office: Office, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LAW_SOURCE = str(tmp_path / "gone")
    with caplog.at_level(logging.WARNING):
        assert refresh() == 0
    assert "cannot be reached" in caplog.text


def test_norms_that_wait_for_the_search_enter_it(write: Write) -> None:
    list(import_files([LawFile("testg", small_law({"§ 1": "<P>Einhorn.</P>"}))], NIGHT))
    assert not search("Einhorn").hits
    refresh()
    assert [hit.version.norm for hit in search("Einhorn").hits] == [Norm.objects.get(key="1")]

"""`manage.py law sync` against a server that plays the portal: all, again, broken, interrupted."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from legal import download
from legal.commands.progress import bar
from legal.models import NormVersion, Statute
from tests.legal.conftest import Stage, zip_of
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db


def law(name: str, text: str = "Eins.", build: str = "20260101000000") -> bytes:
    return zip_of(a_xml=small_law({"§ 1": f"<P>{text}</P>"}, name=name, build=build))


@pytest.fixture
def laws(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(download, "PAUSES", (0.0, 0.0, 0.0))
    stage.contents("ag", "bg", "cg", "ag")
    stage.bodies |= {f"/{slug}/xml.zip": law(slug) for slug in ("ag", "bg", "cg")}
    return stage


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def sync(stage: Stage, *args: str, stderr: Any = None) -> str:
    out = io.StringIO()
    call_command(
        *("law", "sync", *(args or ("--all",)), "--source", stage.url),
        stdout=out,
        stderr=stderr or io.StringIO(),
    )
    return out.getvalue()


def slugs() -> set[str]:
    return set(Statute.objects.values_list("slug", flat=True))


def test_all_laws_of_the_table_of_contents_each_once(laws: Stage) -> None:
    sync(laws)
    assert slugs() == {"ag", "bg", "cg"}
    assert laws.asked.count("/ag/xml.zip") == 1


def test_again_only_what_is_new_is_sent(laws: Stage) -> None:
    sync(laws)
    laws.bodies["/bg/xml.zip"] = law("bg", "Zwei, und länger.", build="20270101000000")
    printed = sync(laws)
    assert laws.unchanged == ["/ag/xml.zip", "/cg/xml.zip"]
    assert [line for line in printed.splitlines() if line.startswith(("ag", "bg", "cg"))] == [
        line for line in printed.splitlines() if line.startswith("bg: ")
    ]
    texts = NormVersion.objects.filter(norm__statute__slug="bg", norm__key="1", is_current=True)
    assert texts.get().text == "Zwei, und länger."


def test_a_broken_law_is_named_and_the_others_go_on(laws: Stage) -> None:
    laws.bodies["/bg/xml.zip"] = b"no zip"
    del laws.bodies["/cg/xml.zip"]
    told = io.StringIO()
    with pytest.raises(CommandError) as failure:
        sync(laws, stderr=told)
    assert failure.value.returncode == 1
    assert "bg: its zip cannot be read" in told.getvalue()
    assert "/cg/xml.zip: the source answered 404" in told.getvalue()
    assert slugs() == {"ag"}


def test_passing_trouble_is_tried_again(laws: Stage) -> None:
    laws.troubles["/bg/xml.zip"] = [503, 200]
    sync(laws)
    assert slugs() == {"ag", "bg", "cg"}
    assert laws.asked.count("/bg/xml.zip") == 3


def test_what_was_interrupted_goes_on_where_it_stopped(laws: Stage) -> None:
    laws.troubles["/bg/xml.zip"] = [503] * 4
    with pytest.raises(CommandError) as failure:
        sync(laws)
    assert failure.value.returncode == 3
    assert slugs() == {"ag"}
    sync(laws)
    assert slugs() == {"ag", "bg", "cg"}
    assert laws.unchanged == ["/ag/xml.zip"]


def test_a_bar_is_shown_to_people_only(laws: Stage) -> None:
    terminal = Terminal()
    sync(laws, stderr=terminal)
    assert "] 1/3 ag" in terminal.getvalue() and "] 3/3 cg" in terminal.getvalue()
    silent = io.StringIO()
    sync(laws, stderr=silent)
    assert silent.getvalue() == ""


@pytest.mark.parametrize(
    ("done", "total", "filled"), [(0, 8, 0), (2, 8, 7), (7, 8, 26), (8, 8, 30), (0, 0, 30)]
)
def test_the_bar(done: int, total: int, filled: int) -> None:
    assert bar(done, total) == f"[{'#' * filled}{' ' * (30 - filled)}] {done}/{total}"
